from odoo import models

from odoo.addons.make_schedule.engine.snapshot import COMPONENT, Demand

LAST = float("inf")


class MakeScheduleProvider(models.AbstractModel):
    """Repairs that are agreed, and not confirmed yet, demand their parts, last."""

    _inherit = "make.schedule.provider"

    def _further_demands(self, scope, loader):
        parts = self.env["stock.move"].search(
            [
                ("repair_id.state", "=", "draft"),
                ("repair_line_type", "=", "add"),
                ("product_id", "in", loader.products),
                ("company_id", "in", loader.companies),
            ]
        )
        return super()._further_demands(scope, loader) + [
            Demand(
                owner=("repair", part.repair_id.id),
                product=part.product_id.id,
                company=part.company_id.id,
                warehouse=part.location_id.warehouse_id.id,
                quantity=part.product_qty,
                path=part.location_id.parent_path,
                sort_key=(LAST, COMPONENT, 0, part.id, 0),
            )
            for part in parts
        ]
