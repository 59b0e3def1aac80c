from odoo import SUPERUSER_ID, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..base.guard import BY_SCHEDULE, internal
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
            (made, "action_undo_make", ()) if undo else None,
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
        if only_short:
            enough = to_make - self.env["make.schedule.allocation"]._short_rows(to_make)
            to_make -= enough
            for line in enough:
                reason = messages.available(self.env, line.display_name)
                result[line.order_id.id]["skipped"].append([line.id, reason])
        made = to_make._mto_create_safely(result)
        if single and not made:
            reasons = [reason for _line, reason in result[orders.id]["skipped"]]
            raise UserError(
                "\n".join(reasons)
                or messages.no_row_to_make(self.env, orders=orders.name)
            )
        return result

    def _mto_create_safely(self, result):
        """Create the MOs of all rows at once, or order by order when one fails."""
        try:
            with self.env.cr.savepoint():
                made = self._mto_create()
        except UserError:
            made = self.env["mrp.production"]
            for order in self.order_id:
                rows = self.filtered(lambda line, order=order: line.order_id == order)
                try:
                    with self.env.cr.savepoint():
                        made |= rows._mto_create()
                except UserError as error:
                    result[order.id]["skipped"] += [
                        [row.id, str(error)] for row in rows
                    ]
        for mo in made:
            result[mo.sudo().mto_order_id.id]["made"].append(mo.id)
        return made

    def _mto_create(self):
        """Create and confirm one MO for each row, as the caller's right allows.

        :return: the MOs, in the order of the rows
        """
        rows = self.sudo()
        boms = rows._mto_boms()
        rows._mto_set_base()
        mos = self.env["mrp.production"].sudo()
        for company, of_company in rows.grouped("company_id").items():
            vals_list, given = [], []
            for order, of_order in of_company.grouped("order_id").items():
                names = order._mto_names(len(of_order), given)
                given += names
                vals_list += [
                    row._mto_prepare_vals(boms[row][1], name)
                    for row, name in zip(of_order, names, strict=True)
                ]
            create = mos.with_company(company).with_context(schedule=BY_SCHEDULE).create
            mos |= create(vals_list).with_env(mos.env)
        rows._mto_unchain()
        mos.action_confirm()
        rows._mto_unreserve()
        return mos

    def _mto_set_base(self):
        """Note what the rows' MOs need not make; lock the rows by that.

        Written even where nothing changes: a change of the row in another
        transaction then gets a serialization error, and is tried again on the MO.
        """
        bases = [row._mto_base() for row in self]
        self.flush_recordset(["mto_base_qty"])
        self.env.cr.execute(
            SQL(
                "UPDATE sale_order_line SET mto_base_qty = given.base"
                " FROM unnest(%s::integer[], %s::numeric[]) AS given(id, base)"
                " WHERE sale_order_line.id = given.id",
                self.ids,
                bases,
            )
        )
        self.invalidate_recordset(["mto_base_qty"])

    def _mto_prepare_vals(self, bom, name):
        """Return the values of the row's MO: core's for a procurement, and the link.

        A hook for modules that add to them; the link, the product, the unit and the
        quantity are what the row says.
        """
        self.ensure_one()
        warehouse = self.warehouse_id
        values = {**self._prepare_procurement_values(), "warehouse_id": warehouse}
        vals = warehouse.manufacture_pull_id._prepare_mo_vals(
            self.product_id,
            self._mto_needed_qty(),
            self.product_id.uom_id,
            warehouse.lot_stock_id,
            self.product_id.display_name,
            self.order_id.name,
            self.company_id,
            values,
            bom,
        )
        # Core would count the finished move among the row's deliveries.
        vals.pop("sale_line_id", None)
        user = self.env.user
        produces = user.has_group("mrp.group_mrp_user") and user.id != SUPERUSER_ID
        return {
            **vals,
            "name": name,
            "mto_line_id": self.id,
            "product_qty": self._mto_needed_qty(),
            "product_uom_id": self.product_id.uom_id.id,
            "date_deadline": self.schedule_deadline,
            "user_id": user.id if produces else False,
        }

    def _action_launch_stock_rule(self, *, previous_product_uom_qty=False):
        # Core confirms the MO while the delivery that asked for it is still being
        # confirmed (stock.move._action_confirm): adopt it once both are whole. What is
        # made in here is core's; what was there may be somebody's forgery.
        before = self._mto_procured_mos() if self else None
        result = super(
            SaleOrderLine, self.with_context(mto_adopt_later=True)
        )._action_launch_stock_rule(previous_product_uom_qty=previous_product_uom_qty)
        if not self:
            return result
        fresh = self._mto_procured_mos() - before
        fresh._mto_adopt(procured=True)
        # What of it is nobody's own, such as a kit's, core would have confirmed.
        fresh.exists().filtered(
            lambda mo: (
                mo.state == "draft"
                and mo._mto_is_of_its_row()
                and mo.env["stock.rule"]._should_auto_confirm_procurement_mo(mo)
            )
        ).action_confirm()
        return result

    def _mto_procured_mos(self):
        """Return what core's procurements have made for these rows."""
        return (
            self.env["mrp.production"]
            .sudo()
            .search([("sale_line_id", "in", self.ids), ("mto_line_id", "=", False)])
        )
