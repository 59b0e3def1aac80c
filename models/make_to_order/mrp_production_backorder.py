"""The rest of a linked MO stays linked (behaviour 5)."""

from odoo import models

# The flag is the rest's: what is made is no longer to be decided.
FLAGS = ("unlink_reason", "unlinked_line_id", "review_reason", "review_source")


class MrpProduction(models.Model):
    """MOs that are made in parts."""

    _inherit = "mrp.production"

    def _mto_backordering(self):
        """Return these orders so that core leaves a backorder of each MTO MO.

        Its row waits for the rest, whatever the operation type says.
        """
        never = self.sudo().filtered(
            lambda mo: (
                mo.mto_line_id
                and mo.picking_type_id.create_backorder == "never"
                and mo._mto_has_rest()
            )
        )
        if not never:
            return self
        ids = {*self.env.context.get("mo_ids_to_backorder", ()), *never.ids}
        return self.with_context(mo_ids_to_backorder=list(ids))

    def _mto_of_rest(self):
        """Return the values of this order's backorder: it goes on for the same row."""
        mo = self.sudo()
        vals = {"schedule_key": mo.schedule_key}
        if mo.mto_line_id:
            vals["mto_line_id"] = mo.mto_line_id.id
        for name in FLAGS:
            vals[name] = mo._fields[name].convert_to_write(mo[name], mo)
        if not self.env.context.get("schedule_split"):
            vals["rest_of_id"] = self.id
        return vals

    def _mto_forget_row(self, vals_list):
        """Take whom these orders are made for out of the values of their copies."""
        for mo, vals in zip(self.sudo(), vals_list, strict=True):
            if mo.mto_line_id or mo.unlinked_line_id:
                moves = vals.get("move_raw_ids", []) + vals["move_finished_ids"]
                for own in (vals, *(move_vals for _code, _id, move_vals in moves)):
                    own.pop("reference_ids", None)

    def _mto_has_rest(self):
        """Tell whether closing this MO now would leave a part unmade."""
        self.ensure_one()
        unit = self.product_uom_id
        return not unit.is_zero(self.qty_producing) and (
            unit.compare(self.qty_producing, self.product_qty) < 0
        )
