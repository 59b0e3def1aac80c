"""What a linked MO puts out (behaviour 5)."""

from odoo import models
from odoo.exceptions import UserError

from ..base.guard import BY_SCHEDULE
from ..base.states import OPEN_STATES
from . import messages

OUTPUT_FIELDS = {"product_id", "product_uom", "product_uom_qty", "location_dest_id"}
RECORDED = {"quantity", "picked"}


class StockMove(models.Model):
    """Moves that bring what was made into the stock."""

    _inherit = "stock.move"

    def _mto_outputs(self):
        """Return those of these moves by which an MTO MO makes its row's product.

        None while the row itself, or the production of its MO, is at work.
        """
        if self.env.context.get("schedule") is BY_SCHEDULE:
            return self.browse()
        # As superuser: a subcontractor records on the portal.
        outputs = self.sudo().filtered(
            lambda move: (
                move.production_id.mto_line_id
                and move.product_id == move.production_id.product_id
                and move.production_id.state in (*OPEN_STATES, "done")
                and move.state not in ("draft", "cancel")
                # What is scrapped of it is lost, as of anything else.
                and move.location_dest_id.usage != "inventory"
            )
        )
        return outputs.with_env(self.env)

    def _mto_refuse_output_change(self):
        """Refuse another plan for what an MTO MO makes (behaviour 5)."""
        for move in self:
            raise UserError(
                messages.row_decides_output(self.env, mo=move.production_id.name)
            )

    def _mto_refuse_written_output(self, vals):
        """Refuse what is about to be written of what an MTO MO makes.

        :param vals: as of ``write``
        """
        if changed := [name for name in OUTPUT_FIELDS | RECORDED if name in vals]:
            self._mto_outputs().filtered(
                lambda move: any(
                    move._schedule_differs(name, vals[name])
                    for name in changed
                    if name in OUTPUT_FIELDS or move.state == "done"
                )
            )._mto_refuse_output_change()

    def _mto_refuse_recorded_output(self, vals):
        """Refuse what has been recorded by hand of what an MTO MO makes.

        :param vals: that were written
        """
        if not (OUTPUT_FIELDS | RECORDED).isdisjoint(vals):
            self._mto_check_recorded()

    def _mto_refuse_second_output(self):
        """Refuse new moves of what an MTO MO has a move for already."""
        second = self._mto_outputs().filtered(
            lambda move: move.production_id._mto_outputs_of() - move
        )
        second._mto_refuse_output_change()
