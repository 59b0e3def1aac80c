from odoo import models
from odoo.exceptions import UserError

from ..base.guard import check_works, internal
from ..base.step import step
from ..base.told import told
from . import messages


class SaleOrderLine(models.Model):
    """Making rows to order (behaviour 5)."""

    _inherit = "sale.order.line"

    @internal
    def action_make_to_order(self):
        """Make these rows to order, whatever their availability (behaviour 5).

        Drawn in docs/processes/make_to_order.md.

        :return: ``{order_id: {"made": [mo ids], "skipped": [[line_id, reason]]}}``
        :raises UserError: for one row, when it cannot be made
        :raises AccessError: when the caller may not write the rows
        """
        check_works(self.env)
        self.check_access("write")
        return self._mto_make_to_order(self.order_id, single=len(self) == 1)

    @internal
    def action_make_to_order_notify(self):
        """Do :meth:`action_make_to_order` from a button and tell what was made."""
        return self._mto_make_to_order_notification(self.action_make_to_order())

    @internal
    def action_make_to_order_dialog(self):
        """Make these rows to order; ask first where subassemblies are missing.

        :return: an action: the dialog, or what was made
        """
        check_works(self.env)
        self.check_access("write")
        rows = self.filtered("can_make_to_order")
        # All that is made needs components, not only what the row is short of.
        needed = {row.id: row._mto_left_qty() for row in rows}
        short = rows._mto_short_products(["virtual"], to_make=needed)
        missing = {row: products for row, products in short.items() if products}
        if missing:
            return self.env["make.schedule.to.order"]._open(missing, rows=self)
        return self.action_make_to_order_notify()

    def _mto_make_to_order_notification(self, result, subassemblies=()):
        """Return the client action that tells a result of make to order.

        :param subassemblies: MOs that were made along
        """
        made = self.env["mrp.production"].browse(
            [
                *(mo_id for order in result.values() for mo_id in order["made"]),
                *(mo.id for mo in subassemblies),
            ]
        )
        skipped = [
            reason for order in result.values() for _, reason in order["skipped"]
        ]
        message = made._mto_created_text()
        if skipped:
            message += "\n" + "\n".join(dict.fromkeys(skipped))
        # What is completed already is taken back from its own status.
        undo = made and "done" not in made.sudo().mapped("state")
        return told(
            message,
            (made, "action_undo_make", [made._mto_made_left()]) if undo else None,
            "success" if made else "warning",
        )

    @step
    def _mto_make_to_order(self, orders, only_short=False, single=False):
        """Make rows to order as one batch; fall back to one order at a time.

        :param orders: the orders, in the order in which they are served
        :param only_short: make only the rows that are Not available
        :param single: one record was asked for: say it when nothing can be made
        :return: ``{order_id: {"made": [mo ids], "skipped": [[line_id, reason]]}}``
        :raises UserError: when one record was asked for and cannot be made
        """
        self.env["make.schedule.line"]._lock_first(self.order_id)
        result = {order.id: {"made": [], "skipped": []} for order in orders}
        rows = self.filtered(lambda line: not line.display_type).sorted(
            lambda line: line._schedule_sort_key()
        )
        to_make = self.browse()
        boms = rows._mto_boms()
        for line in rows:
            if reason := line._mto_refusal(*boms[line]):
                result[line.order_id.id]["skipped"].append([line.id, reason])
            else:
                to_make |= line
        enough = self.browse()
        if only_short:
            enough = to_make - self.env["make.schedule.allocation"]._short_rows(to_make)
            to_make -= enough
        made = to_make._mto_create_safely(result)
        if enough and to_make - made.mto_line_id:
            # What those keep that could not be made is not there for these.
            more = self.env["make.schedule.allocation"]._short_rows(enough)
            made |= more._mto_create_safely(result)
            enough -= more
        for line in enough:
            reason = messages.available(self.env, line.display_name)
            result[line.order_id.id]["skipped"].append([line.id, reason])
        if single and not made:
            reasons = [reason for _line, reason in result[orders.id]["skipped"]]
            raise UserError(
                "\n".join(reasons)
                or messages.no_row_to_make(self.env, orders=orders.name)
            )
        return result
