"""Steps that run at the same time on the same goods (behaviour 4).

Under REPEATABLE READ two transactions that reserve other rows than each other do not
conflict, and neither sees what the other has changed: the reservations of both agree
with a ranking that is true for nobody. So each notes what it has settled, and once it
is committed it settles again what another one has settled meanwhile: the later of the
two sees both.
"""

import logging
from functools import partial

from odoo import SUPERUSER_ID, api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..base.step import running

_logger = logging.getLogger(__name__)
# Among the data of a transaction: {(company id, product id)} that it has settled.
SETTLED = "make_schedule.settled"
TRIES = 3
# What others have settled that this transaction did not see, as far as it settled too.
MEANWHILE = """
    SELECT DISTINCT pair
      FROM make_schedule_change change
     CROSS JOIN LATERAL jsonb_array_elements_text(change.settled) AS pair
     WHERE change.transaction::xid8 >= pg_snapshot_xmin(%(snapshot)s::pg_snapshot)
       AND change.transaction <> %(mine)s
       AND NOT pg_visible_in_snapshot(change.transaction::xid8,
                                      %(snapshot)s::pg_snapshot)
       AND pair = ANY(%(pairs)s)
"""


class MakeScheduleChange(models.Model):
    """Changes that tell what was settled because of them."""

    _inherit = "make.schedule.change"

    settled = fields.Json(
        readonly=True, help="Company and product of what was settled, as 1/23."
    )
    transaction = fields.Char(
        readonly=True, help="PostgreSQL's number of the transaction that changed it."
    )

    @api.model
    def _note_settled(self, company, products):
        """Note that this transaction has settled some products of a company.

        :param products: ids
        """
        self._soon()
        settled = self.env.cr.precommit.data.setdefault(SETTLED, set())
        settled.update(f"{company.id}/{product}" for product in products)

    @api.model
    def _add(self):
        change = super()._add()
        settled = self.env.cr.precommit.data.pop(SETTLED, None)
        if settled:
            [(mine, snapshot)] = self.env.execute_query(
                SQL(
                    "UPDATE make_schedule_change SET settled = to_jsonb(%s),"
                    " transaction = pg_current_xact_id()::text WHERE id = %s"
                    " RETURNING transaction, pg_current_snapshot()::text",
                    *(sorted(settled), change),
                )
            )
            # Once a transaction, whose savepoints flush again and again.
            known = self.env.cr.postcommit.data
            if SETTLED not in known:
                known[SETTLED] = set()
                self.env.cr.postcommit.add(
                    partial(_settle_overlaps, self.pool, known[SETTLED], mine, snapshot)
                )
            known[SETTLED].update(settled)
        return change


def _settle_overlaps(registry, pairs, mine, snapshot):
    """Settle again what another transaction has settled at the same time.

    Whatever fails here, what was done is committed, and the next step that touches
    these goods settles them.

    :param pairs: as of ``settled``; :param mine: the transaction's number
    :param snapshot: what it saw, as PostgreSQL writes it
    """
    asked = {"pairs": sorted(pairs), "mine": mine, "snapshot": snapshot}
    for _attempt in range(TRIES):
        try:
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                if found := env.execute_query(SQL(MEANWHILE, **asked)):
                    _logger.info("Settled again: %s products.", len(found))
                    again = [tuple(map(int, pair.split("/"))) for (pair,) in found]
                    _settle_again(env, again)
            return
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # Odoo's retrying() is for what the request itself has not committed.
            continue
        except Exception:
            _logger.exception("Reservations of %s", ", ".join(asked["pairs"]))
            return
    _logger.warning("Reservations of %s: others are at it", ", ".join(asked["pairs"]))


def _settle_again(env, pairs):
    with running(env, "settle_again") as step:
        step.products.update(pairs)
