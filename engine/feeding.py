"""What a transfer brings has to be there, where it takes it from (behaviour 11)."""

from math import inf
from typing import Any, NamedTuple

from .snapshot import EPSILON


class Fed(NamedTuple):
    """What a supply that transfers bring hangs on.

    :param leaves: [(product, :class:`~engine.snapshot.Claim`)] of what comes, or is
        made, where the first of them takes it from; none where all of it is there
    :param never: something of it is missing, or waits for itself
    :param short: (product, quantity) of what is missing, or None
    """

    leaves: Any
    never: bool
    short: Any


def fed(allocation, supply, taker=None):
    """Return the :class:`Fed` of a supply, or None of what no transfer brings.

    :param allocation: :class:`~engine.allocation.Allocation` that says of both places
    :param supply: key
    :param taker: owner of the demand that it serves: what is there goes to those who
        come first; None for all of them
    """
    if not _feeding(allocation, supply):
        return None
    leaves, short, circles = [], [], []
    _walk(allocation, supply, taker, (), set(), (leaves, short, circles))
    return Fed(leaves, bool(short or circles), short[0] if short else None)


def _walk(allocation, supply, taker, path, seen, found):
    """Add what a supply hangs on, through however many transfers.

    :param path: owners of the transfers that lead here; :param seen: of all of them
    :param found: (leaves, what is short, circles), lists that are added to
    """
    leaves, short, circles = found
    upto = _upto(allocation, supply, taker)
    for owner in _feeding(allocation, supply):
        if owner in path:
            circles.append(owner)
        if owner in seen:
            continue
        seen.add(owner)
        lacking = allocation.short.get(owner, {})
        left = sum(allocation.demanded[owner].values()) - sum(lacking.values())
        if lacking and upto > left + EPSILON:
            short.append(next(iter(lacking.items())))
        for product, claim in allocation.claims.get(owner, ()):
            if claim.date and _feeding(allocation, claim.supply):
                _walk(allocation, claim.supply, owner, (*path, owner), seen, found)
            elif claim.date:
                leaves.append((product, claim))


def _upto(allocation, supply, taker):
    """Return how much of a supply goes to a demand and to those before it.

    All of it where nobody is said to take it.
    """
    total = upto = 0.0
    for owner, quantity in allocation.served.get(supply, ()):
        total += quantity
        if owner == taker:
            upto = total
    return upto or total or inf


def _feeding(allocation, supply):
    """Return the demands of the transfers that bring a supply, step by step.

    What only goes on from a step towards the stock is there.
    """
    kind, move = supply
    if kind != "move":
        return []
    moves, steps = allocation.chains.moves, [move]
    for step in steps:
        if step in moves:
            steps += [one for one in moves[step].origins if one not in steps]
    return [
        owner
        for step in steps
        if (owner := ("transfer", step)) in allocation.demanded
        and step in moves
        and not allocation.places.goes_on(moves[step])
    ]
