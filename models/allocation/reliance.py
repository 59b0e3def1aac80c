"""What cannot come as dated of what documents rely on (behaviour 4)."""

from ...engine import risk, status
from ...engine.feeding import Fed, fed
from ..base.quantity import day_text
from ..base.working_days import is_later_day
from . import messages


class Reliance:
    """Reads what supplies rely on, however far: an allocation for each level of MOs.

    :param env: as superuser
    """

    def __init__(self, env):
        self.env, self.allocation = env, env["make.schedule.allocation"]
        self.made, self.makings, self.overdue = {}, {}, set()
        # {supply: the move by which a transfer brings it from another place of ours}
        self.transfers = {}
        # When the ingredients of MOs come, that wait for some.
        self.dates = {}

    def risks(self, supplies):
        """Return the :class:`~engine.risk.Risks` of some supplies.

        :param supplies: {key: whether it should have come already}
        """
        waiting = dict(supplies)
        while waiting:
            found = self._read_transfers(self._transfers(waiting))
            level = self._makers(waiting)
            waiting = found | (self._read(level) if level else {})
        return risk.Risks(self.makings, self.made, self.overdue)

    def text(self, env, cause):
        """Return the sentence that says a :class:`~engine.risk.Cause`.

        :param env: of the reader, who sees the document that it is said of
        """
        if cause.of in self.transfers:
            return self._transfer_text(env, cause)
        if cause.kind == risk.OVERDUE:
            (receipt,) = self.allocation._documents([cause.of]).values()
            return messages.overdue(env, receipt=receipt.display_name)
        mo = self.env["mrp.production"].browse(cause.of)
        if cause.kind == risk.BLOCKED:
            return messages.is_blocked(env, mo=mo.name, reason=mo.blocked_reason)
        if cause.kind == risk.SHORT:
            return messages.lacks_ingredients(env, mo=mo.name)
        date = day_text(env, self.dates[mo.id])
        return messages.ingredients_come_late(env, mo=mo.name, date=date)

    def _transfer_text(self, env, cause):
        """Return the sentence of a transfer that cannot bring what it should."""
        move = self.transfers[cause.of]
        name = (move.picking_id or move).display_name
        if cause.kind == risk.SHORT:
            return messages.transfer_lacks(env, transfer=name)
        if cause.kind == risk.OVERDUE:
            return messages.overdue(env, receipt=name)
        date = day_text(env, self.dates[cause.of])
        return messages.transfer_late(env, transfer=name, date=date)

    def _transfers(self, supplies):
        """Return {supply: move} of those of some that transfers bring, new ones alone.

        :param supplies: keys
        """
        ids = {
            key[1]: key
            for key in supplies
            if key[0] == "move" and key not in self.transfers
        }
        moves = (
            self.env["stock.move"]
            .browse(ids)
            .filtered(lambda move: move.location_id.usage in ("internal", "transit"))
        )
        return {ids[move.id]: move for move in moves}

    def _read_transfers(self, transfers):
        """Read what feeds transfers; return {supply: whether it should have come}.

        :param transfers: as of :meth:`_transfers`
        """
        self.transfers |= transfers
        relied = {}
        moves = self.env["stock.move"].union(*transfers.values())
        for company, found in moves.grouped("company_id").items():
            sweep = self.allocation._sweep_products(found.product_id, company)
            for supply, move in transfers.items():
                if move in found:
                    relied |= self._read_transfer(supply, move, sweep)
        return relied

    def _read_transfer(self, supply, move, sweep):
        hangs = fed(sweep, supply) or Fed((), False, None)
        leaves = [leaf for _product, leaf in hangs.leaves]
        date = max((leaf.date for leaf in leaves), default=None)
        self.dates[supply] = date
        self.makings[supply] = risk.Making(
            status.of_claims(leaves, hangs.never),
            tuple(leaf.supply for leaf in leaves),
            late=bool(date) and is_later_day(self.env, date, move.date),
        )
        return {leaf.supply: leaf.late for leaf in leaves}

    def _makers(self, supplies):
        """Return the ids of the MOs that make supplies and are not known yet."""
        made = {
            supply: document.id
            for supply, document in self.allocation._documents(supplies).items()
            if document._name == "mrp.production"
        }
        self.made |= made
        self.overdue |= {
            key for key, late in supplies.items() if late and key[0] == "move"
        }
        return set(made.values()) - self.makings.keys()

    def _read(self, level):
        """Read what MOs rely on; return {supply: whether it should have come}."""
        known = self.makings.keys() - self.transfers.keys()
        mos = self.env["mrp.production"].browse({*known, *level})
        sweep = self.allocation._sweep(mos=mos)
        level, relied = mos.browse(level), {}
        for mo, (found, claims) in level._schedule_ingredients(sweep).items():
            dated = {claim.supply: claim.late for claim in claims if claim.date}
            relied |= dated
            making = level.browse(mo)
            date = max((claim.date for claim in claims if claim.date), default=None)
            self.dates[mo] = date
            self.makings[mo] = risk.Making(
                *(found, tuple(dated)),
                late=bool(date) and is_later_day(self.env, date, making.date_deadline),
                blocked=bool(making.blocked_reason),
            )
        return relied
