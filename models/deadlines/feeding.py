"""What a transfer between warehouses brings has to be there first (behaviour 11)."""

from .moments import last_of


class Feeding:
    """When goods can leave where a transfer takes them.

    :param reckoning: :class:`~.reckoning.Reckoning`
    """

    def __init__(self, reckoning):
        self.reckoning = reckoning
        # {allocation: {move id: ids of the moves that bring to it}}
        self._origins = {}
        # Two warehouses can wait for each other: neither gets anything then.
        self._asked = set()

    def owners(self, supply, sweep):
        """Return the demands that feed a supply: a transfer's own, or its first step's.

        :param supply: key; :param sweep: the allocation that it is of
        :return: list of owners, none of what no transfer brings
        """
        kind, move = supply
        if kind != "move":
            return []
        if id(sweep) not in self._origins:
            self._origins[id(sweep)] = {
                one.id: one.origins for one in sweep.snapshot.moves if one.origins
            }
        steps = (move, *self._origins[id(sweep)].get(move, ()))
        return [
            owner for step in steps if (owner := ("transfer", step)) in sweep.demanded
        ]

    def moments(self, claims, sweep):
        """Return {supply: moment, or None} at which what feeds supplies is there.

        :param claims: iterable of claims with a date; :param sweep: their allocation
        :return: of what transfers bring alone
        """
        found = {}
        for claim in claims:
            owners = self.owners(claim.supply, sweep)
            if owners and claim.supply not in found:
                found[claim.supply] = last_of(
                    [self.moment(owner, sweep) for owner in owners]
                )
        return found

    def moment(self, owner, sweep):
        """Return when a transfer can be served, None for never.

        :param owner: of its demand; :param sweep: the allocation that it is of
        """
        if sweep.short.get(owner) or owner in self._asked:
            return None
        self._asked.add(owner)
        try:
            claims = [claim for _product, claim in sweep.claims.get(owner, ())]
            moments = self.reckoning.moments(claims, sweep)
            return last_of([self.reckoning.now, *(moments[claim] for claim in claims)])
        finally:
            self._asked.discard(owner)
