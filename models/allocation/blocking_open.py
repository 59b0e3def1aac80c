"""What blocks production leads on (behaviour 8)."""

from odoo import models

from ..base.guard import internal
from . import messages


class MakeScheduleBlocking(models.Model):
    """Ingredients that somebody looks into."""

    _inherit = "make.schedule.blocking"

    @internal
    def action_open_mos(self):
        """Open the MOs that wait for these ingredients, in Schedule.

        :return: an action
        """
        mos = [
            mo for line in self._lines() if line["id"] in self.ids for mo in line["mos"]
        ]
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "make_schedule.action_schedule"
        )
        names = ", ".join(self.product_id.mapped("display_name"))
        return {
            **action,
            "display_name": messages.waiting_for(self.env, ingredients=names),
            "domain": [("id", "in", mos)],
        }

    @internal
    def action_make_in_batch(self):
        """Open the dialog that makes these ingredients where they are waited for.

        :return: an action
        :raises UserError: when one cannot be made
        """
        for company, lines in self.grouped("company_id").items():
            lines.product_id.with_company(company)._mto_check_can_make()
        return self.env["make.schedule.batch"]._open(
            [(line.product_id, line.warehouse_id) for line in self]
        )

    @internal
    def action_open(self):
        """Open the ingredient.

        :return: an action
        """
        self._schedule_check_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.product_id._name,
            "res_id": self.product_id.id,
            "views": [(False, "form")],
        }
