from odoo import fields, models

from ..base.guard import internal


class SaleOrder(models.Model):
    """Making an order's rows to order (behaviour 5)."""

    _inherit = "sale.order"

    mto_production_ids = fields.One2many(
        "mrp.production",
        "mto_order_id",
        "Make-to-order MOs",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Manufacturing orders made for rows of this order alone, backorders"
        " included.",
    )

    @internal
    def action_make_to_order(self):
        """Make these orders' rows that are Not available (behaviour 5).

        Rows are decided from the top rank down: one that is made frees what it
        held for those below it.

        :return: ``{order_id: {"made": [mo ids], "skipped": [[line_id, reason]]}}``
        :raises UserError: for one order, when nothing of it can be made
        :raises AccessError: when the caller may not write the orders
        """
        self.check_access("write")
        orders = self.sorted(lambda order: (order.schedule_rank, order.id))
        return orders.order_line._mto_make_to_order(
            orders, only_short=True, single=len(self) == 1
        )

    def _mto_rows_to_make(self):
        """Return the rows that are Not available and can be made to order."""
        rows = self.order_line.filtered("can_make_to_order")
        return self.env["make.schedule.allocation"]._short_rows(rows)

    @internal
    def action_make_to_order_dialog(self):
        """Make the rows that are Not available; ask first about subassemblies.

        :return: an action: the dialog, or what was made
        """
        self.check_access("write")
        rows = self._mto_rows_to_make()
        return (
            rows.action_make_to_order_dialog()
            if rows
            else (self.action_make_to_order_notify())
        )

    @internal
    def action_make_to_order_run(self):
        """Make these orders' rows that are Not available, and show the progress.

        :return: a client action
        :raises AccessError: when the caller may not write the orders
        """
        self.check_access("write")
        return self.env["make.schedule.run"]._start(self)

    @internal
    def action_make_to_order_notify(self):
        """Do :meth:`action_make_to_order` from a button and tell what was made."""
        return self.order_line._mto_make_to_order_notification(
            self.action_make_to_order()
        )
