from odoo import models

from odoo.addons.make_schedule.engine.service import ranked
from odoo.addons.make_schedule.engine.snapshot import RANKED


class MakeScheduleProvider(models.AbstractModel):
    """Orders with the tag Rush are served before all others, by their rank."""

    _inherit = "make.schedule.provider"

    def _rows_before_ranking(self, companies):
        rows = self.env["sale.order.line"].search(
            [
                ("order_id.tag_ids.name", "=", "Rush"),
                ("order_id.schedule_open", "=", True),
                ("company_id", "in", companies),
            ]
        )
        return super()._rows_before_ranking(companies) | set(rows.ids)

    def _order_of_service(self, companies):
        rush = self._rows_before_ranking(companies)

        def rushed(pool, book):
            """Rows of orders with the tag Rush, by rank."""
            for need in pool.of(RANKED):
                if need.demand.row in rush:
                    book.serve(pool, need, need.rest)

        order = super()._order_of_service(companies)
        at = order.index(ranked)
        return (*order[:at], rushed, *order[at:])
