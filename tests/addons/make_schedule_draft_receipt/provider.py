from odoo import fields, models

from odoo.addons.make_schedule.engine.places import arrival
from odoo.addons.make_schedule.engine.snapshot import Supply


class MakeScheduleProvider(models.AbstractModel):
    """Receipts from vendors that are not confirmed yet are expected on their date."""

    _inherit = "make.schedule.provider"

    def _further_supplies(self, scope, loader):
        now, found = fields.Datetime.now(), super()._further_supplies(scope, loader)
        moves = self.env["stock.move"].search(
            [
                ("state", "=", "draft"),
                ("picking_id", "!=", False),
                ("picking_id.owner_id", "=", False),
                ("location_id.usage", "=", "supplier"),
                ("product_id", "in", loader.products),
                ("company_id", "in", loader.companies),
            ]
        )
        for move in moves:
            place = move.location_final_id or move.location_dest_id
            date, late = arrival(move.date, now)
            found.append(
                Supply(
                    key=("stock.picking", move.picking_id.id),
                    product=move.product_id.id,
                    company=move.company_id.id,
                    warehouse=place.warehouse_id.id,
                    quantity=move.product_qty,
                    date=date,
                    path=place.parent_path,
                    late=late,
                )
            )
        return found
