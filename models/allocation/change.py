"""What tells the data that allocations are made from, as a transaction sees them."""

from odoo import api, fields, models
from odoo.tools import SQL

ADDING = "make_schedule.change"
# Whether the transaction has changed anything, which stays when that is told.
CHANGED_SOMETHING = "make_schedule.changed_something"
# What this transaction sees, and when it began: (moment, what is seen).
SEEN = "make_schedule.seen"


class MakeScheduleChange(models.Model):
    """That a transaction has changed what allocations are made from.

    One row a transaction, only ever added, so that nobody waits for anybody. Which of
    them a transaction sees tells its data from any other's, on a replica too: what was
    read by one that saw the same is still true.
    """

    _name = "make.schedule.change"
    _description = "Change of what is allocated"
    _log_access = False

    changed_on = fields.Datetime(readonly=True, help="When something changed.")

    @api.model
    def _soon(self):
        """Note that this transaction changes something: the row comes as it commits."""
        precommit = self.env.cr.precommit
        self.env.cr.cache[CHANGED_SOMETHING] = True
        self.env.cr.cache.pop(SEEN, None)
        if ADDING not in precommit.data:
            precommit.data[ADDING] = True
            precommit.add(self._add)

    @api.model
    def _add(self):
        """Add the row, when all is written that it stands for; return its id."""
        self.env.cr.precommit.data.pop(ADDING, None)
        [(change,)] = self.env.execute_query(
            SQL(
                "INSERT INTO make_schedule_change (changed_on)"
                " VALUES (clock_timestamp() AT TIME ZONE 'UTC') RETURNING id"
            )
        )
        return change

    @api.model
    def _seen(self):
        """Return what tells the data that this transaction sees, in one query.

        Others' changes never come into a transaction that has begun (REPEATABLE READ).

        :return: a tuple, or None while the transaction has changes of its own
        """
        cr = self.env.cr
        if ADDING in cr.precommit.data:
            return None
        began, seen = cr.cache.get(SEEN, (None, None))
        if began != cr.now():
            [seen] = self.env.execute_query(
                SQL(
                    "SELECT count(*), sum(id), sum(hashint8(id))"
                    " FROM make_schedule_change"
                )
            )
            cr.cache[SEEN] = cr.now(), seen
        return seen

    @api.model
    def _gc_changes(self):
        """Remove the rows of before the last hour; an hourly job calls this."""
        self.env.execute_query(
            SQL(
                "DELETE FROM make_schedule_change WHERE changed_on"
                " < now() AT TIME ZONE 'UTC' - interval '1 hour' RETURNING id"
            )
        )
