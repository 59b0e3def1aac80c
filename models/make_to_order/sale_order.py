from odoo import api, fields, models

from ...engine.status import TO_MAKE
from ..base.guard import check_works, internal


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

    can_make_to_order = fields.Boolean(
        "Can be made to order",
        compute="_compute_can_make_to_order",
        search="_search_can_make_to_order",
        groups="base.group_user",
        help="A row that is Not available can be made to order now.",
    )

    @api.depends("production_status")
    def _compute_can_make_to_order(self):
        """Ask the allocation, which knows bills; and rows of which it knows none.

        A kit is short of its components, not of itself. To ask each row would search
        bills, routes and moves once more.
        """
        rows = self._origin.sudo().filtered("schedule_open").order_line
        allocation = self.env["make.schedule.allocation"]
        sweep = allocation._sweep(rows, rows.mto_production_ids)
        status = rows._schedule_known("production_status")
        short = rows.filtered(
            lambda row: row.product_id.id in sweep.short.get(("row", row.id), ())
        )
        made = short.filtered(lambda row: status[row.id] == TO_MAKE)
        # A route can say that it is made, though no bill says of what.
        unknown = short.filtered(
            lambda row: row.id in sweep.no_recipe and row._mto_has_route()
        )
        orders = (made | unknown.filtered("can_make_to_order")).order_id
        for order in self:
            order.can_make_to_order = order._origin.id in orders._ids

    def _search_can_make_to_order(self, operator, value):
        return self._schedule_search_flag("can_make_to_order", operator, value)

    @internal
    def action_make_to_order(self):
        """Make these orders' rows that are Not available (behaviour 5).

        Rows are decided from the top rank down: one that is made frees what it
        held for those below it.

        :return: ``{order_id: {"made": [mo ids], "skipped": [[line_id, reason]]}}``
        :raises UserError: for one order, when nothing of it can be made
        :raises AccessError: when the caller may not write the orders
        """
        check_works(self.env)
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
        check_works(self.env)
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
        check_works(self.env)
        self.check_access("write")
        return self.env["make.schedule.run"]._start(self)

    @internal
    def action_make_to_order_notify(self):
        """Do :meth:`action_make_to_order` from a button and tell what was made."""
        return self.order_line._mto_make_to_order_notification(
            self.action_make_to_order()
        )
