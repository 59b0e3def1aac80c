"""What cannot come as dated of what documents rely on (behaviour 4)."""

from ...engine import risk
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
        # When the ingredients of MOs come, that wait for some.
        self.dates = {}

    def risks(self, supplies):
        """Return the :class:`~engine.risk.Risks` of some supplies.

        :param supplies: {key: whether it should have come already}
        """
        level = self._makers(supplies)
        while level:
            level = self._makers(self._read(level))
        return risk.Risks(self.makings, self.made, self.overdue)

    def text(self, env, cause):
        """Return the sentence that says a :class:`~engine.risk.Cause`.

        :param env: of the reader, who sees the document that it is said of
        """
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
        mos = self.env["mrp.production"].browse({*self.makings, *level})
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
