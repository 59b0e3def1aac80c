"""Which moves the ranking reserves for (behaviour 4)."""

from odoo import models

from ..base.states import OPEN_MOVES


class StockMove(models.Model):
    """Moves in the order of service."""

    _inherit = "stock.move"

    def _schedule_is_ranked(self):
        """Tell whether this move's company reserves by rank."""
        self.ensure_one()
        return self.company_id.sudo().reserve_by_rank

    def _schedule_is_reserved_by_rank(self):
        """Tell whether the allocation says how much this move may reserve.

        What Odoo has chained reserves what its origins brought, by Odoo's own rule.
        """
        self.ensure_one()
        return (
            self._schedule_is_ranked()
            and self.product_id.is_storable
            and self.state in OPEN_MOVES
            and not self.move_orig_ids
            and not self._schedule_foreign_owner()
            and not self._should_bypass_reservation()
        )

    def _schedule_foreign_owner(self):
        """Return somebody else whose goods this move is for, or none."""
        self.ensure_one()
        owner = self.restrict_partner_id or self.picking_id.owner_id
        return owner - self.company_id.partner_id

    def _schedule_reserves_by_itself(self):
        """Tell whether Odoo reserves this move without being asked."""
        self.ensure_one()
        config = self.env["ir.config_parameter"].sudo()
        waits = config.get_param("stock.picking_no_auto_reserve")
        return not waits and self._should_assign_at_confirm()

    def _schedule_is_transfer(self):
        """Tell whether this move is neither a row's nor an MO's."""
        self.ensure_one()
        return not (
            self.sale_line_id or self.raw_material_production_id or self.production_id
        )
