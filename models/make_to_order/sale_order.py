import re

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import escape_psql

from ..base.guard import BY_SCHEDULE, internal
from ..base.states import OPEN_STATES
from . import messages


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
    mto_sequence = fields.Integer(
        "Last make-to-order number",
        copy=False,
        readonly=True,
        protected=True,
        groups="base.group_user",
        technical=True,
        help="The number that the last MO made for this order got in its name. No"
        " number is used twice.",
    )

    def _mto_check_warehouse(self, vals):
        """Refuse another warehouse while an MO is made for a row (behaviour 5)."""
        if "warehouse_id" not in vals:
            return
        for order in self.filtered(lambda o: o.warehouse_id.id != vals["warehouse_id"]):
            open_mos = order.sudo().mto_production_ids.filtered(
                lambda mo: mo.state in OPEN_STATES
            )
            if open_mos:
                raise UserError(
                    messages.made_in_this_warehouse(
                        self.env,
                        order=order.name,
                        mos=", ".join(open_mos.mapped("name")),
                    )
                )

    def _mto_names(self, count, given=()):
        """Return the names of this order's next MTO MOs: ``<SO> / <n>``.

        Writes the order at once: of two who make it at the same time, one is told
        to try again (a serialization error, which Odoo does by itself).

        :param given: names that others of this step get
        """
        self.ensure_one()
        prefix = f"{self.name} / "
        found = (
            self.env["mrp.production"]
            .sudo()
            .search_fetch(
                [
                    ("name", "=like", f"{escape_psql(prefix)}%"),
                    ("company_id", "=", self.company_id.id),
                ],
                ["name"],
            )
        )
        # Another order of the same name may have used some; of what was made in part
        # the name has got the backorder's suffix.
        taken = {
            re.sub(r"-\d+$", "", name.removeprefix(prefix))
            for name in (*found.mapped("name"), *given)
        }
        number, names = self.mto_sequence, []
        while len(names) < count:
            number += 1
            if str(number) not in taken:
                names.append(f"{prefix}{number}")
        self.with_context(schedule=BY_SCHEDULE).mto_sequence = number
        self.flush_recordset(["mto_sequence"])
        return names

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
