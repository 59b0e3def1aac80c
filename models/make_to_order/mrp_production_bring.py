"""Ingredients are brought to where they are used (behaviour 5)."""

from odoo import models
from odoo.exceptions import UserError

from . import messages


class MrpProduction(models.Model):
    """MOs that are made all at once."""

    _inherit = "mrp.production"

    def _mto_bring_components(self):
        """Do the transfers that bring components to where they are used.

        As superuser: whoever produces need not move stock (the callers check that he
        produces).

        :raises UserError: when one has not all of it
        """
        steps = self.sudo().move_raw_ids._schedule_steps_before()
        steps._action_assign()
        for step in steps:
            if step.product_uom.compare(step.quantity, step.product_uom_qty) < 0:
                raise UserError(
                    messages.still_to_be_picked(
                        self.env,
                        component=step.product_id.display_name,
                        transfer=step.picking_id.name,
                    )
                )
        steps.picked = True
        steps._action_done()
        if steps:
            self.action_assign()
