"""Rows that are added to a locked order: Odoo procures nothing of it (behaviour 9)."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..base.guard import BY_SCHEDULE
from ..base.states import CONFIRMED_STATES
from ..base.told import tell_user
from . import messages

# In the context: rows are created together with their order, as what is imported.
WITH_ORDER = "mto_with_order"


class SaleOrderLine(models.Model):
    """Rows of locked orders."""

    _inherit = "sale.order.line"

    added_while_locked = fields.Boolean(
        "Added while locked",
        copy=False,
        readonly=True,
        protected=True,
        technical=True,
        groups="base.group_user",
        help="It was added while its order was locked: nothing of it was procured. When"
        " the order is unlocked, it is.",
    )

    def _mto_note_locked(self):
        """Note which of these new rows were added to an order that is locked.

        :raises UserError: where a connector adds one: nobody would deliver it
        """
        if self.env.context.get(WITH_ORDER) is BY_SCHEDULE:
            return
        added = self.filtered(
            lambda row: (
                row.order_id.locked
                and row.state in CONFIRMED_STATES
                and row.product_id.type == "consu"
            )
        )
        for row in added:
            if row._mto_change_source():
                names = {"order": row.order_id.name, "product": row.product_id.name}
                raise UserError(messages.order_locked(self.env, **names))
        if added:
            added.with_context(schedule=BY_SCHEDULE).added_while_locked = True

    def _mto_procure_added(self):
        """Procure those of these rows that were added while their order was locked.

        Where Odoo finds no way to, its order says so, and the next time it is tried
        again: the order is unlocked anyway.
        """
        for row in self.sudo().filtered("added_while_locked"):
            try:
                with self.env.cr.savepoint():
                    row.with_env(self.env)._action_launch_stock_rule()
            except UserError as error:
                row.order_id._message_log(body=str(error))
                tell_user(self.env, str(error), kind="warning")
            else:
                row.with_context(schedule=BY_SCHEDULE).added_while_locked = False
