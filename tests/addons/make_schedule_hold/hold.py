from odoo import api, fields, models


class MrpBom(models.Model):
    """Bills of materials that nothing shall be made by for now."""

    _inherit = "mrp.bom"

    hold_reason = fields.Char(
        "On hold because",
        copy=False,
        help="Why nothing shall be made by this bill of materials for now. Open"
        " manufacturing orders of it are Blocked.",
    )


class MrpProduction(models.Model):
    """Orders whose bill is on hold are Blocked."""

    _inherit = "mrp.production"

    hold_reason = fields.Char(related="bom_id.hold_reason")

    @api.depends("bom_id.hold_reason")
    def _compute_production_status(self):
        result = super()._compute_production_status()
        for mo in self.filtered(lambda mo: mo._is_on_hold()):
            mo.production_status = "blocked"
        return result

    def _schedule_is_started(self):
        return self._is_on_hold() or super()._schedule_is_started()

    def _is_on_hold(self):
        """Tell whether this order is open and its bill is on hold."""
        self.ensure_one()
        is_open = self.state in ("confirmed", "progress", "to_close")
        return is_open and bool(self.sudo().bom_id.hold_reason)
