from functools import partial

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..base.guard import BY_SCHEDULE, internal
from ..base.step import step
from ..base.told import told
from . import messages


class SaleOrderLine(models.Model):
    """Making rows to order (behaviour 5)."""

    _inherit = "sale.order.line"

    can_make_to_order = fields.Boolean(
        compute="_compute_can_make_to_order",
        groups="base.group_user",
        help="This row can be made to order now.",
    )

    @api.depends(
        *("state", "product_id", "product_uom_qty", "mto_production_ids.state"),
        "move_ids.state",
    )
    def _compute_can_make_to_order(self):
        rows = self._origin.filtered(lambda line: not line.display_type)
        boms = rows._mto_boms()
        for line in self:
            row = line._origin
            line.can_make_to_order = row in boms and not row._mto_refusal(*boms[row])

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

    def _mto_boms(self):
        """Return {row: (kit, bill of materials)} that the rows are made by.

        Searches once per company and warehouse, as core's manufacture rule does:
        a bill of the warehouse's own operation type first, then any.
        """
        boms = {}
        for (company, warehouse), rows in self.grouped(
            lambda line: (line.company_id, line.warehouse_id)
        ).items():
            find = partial(
                self.env["mrp.bom"].sudo()._bom_find,
                rows.product_id,
                company_id=company.id,
            )
            kits = find(bom_type="phantom")
            own = find(bom_type="normal", picking_type=warehouse.manu_type_id)
            others = find(bom_type="normal")
            for row in rows:
                product = row.product_id
                boms[row] = (kits[product], own[product] or others[product])
        return boms

    def _mto_refusal(self, kit, bom):
        """Return why a row cannot be made to order, or None.

        :param kit: the row's bill where it is a kit; :param bom: the one to make it by
        :return: :class:`~.messages.Reason`
        """
        self.ensure_one()
        product, warehouse, name = self.product_id, self.warehouse_id, self.display_name
        if self.state != "sale":
            return messages.not_confirmed(self.env, name)
        if product.type != "consu":
            return messages.service(self.env, name)
        if self.sudo()._schedule_is_dropshipped():
            return messages.dropshipped(self.env, name)
        if kit:
            return messages.kit(self.env, name)
        if not bom and not self._mto_has_route():
            return messages.no_bill(self.env, name)
        if not warehouse.manufacture_to_resupply or not warehouse.manu_type_id:
            place = warehouse.name or messages.none(self.env)
            return messages.no_manufacture_here(self.env, name, place)
        if open_mo := self._mto_open():
            return messages.already_made(self.env, name, open_mo[0].name)
        if not self._schedule_is_to_deliver() or self._mto_left_qty() <= 0:
            return messages.nothing_left(self.env, name)
        return None

    def _mto_left_qty(self):
        """Return what an MO made now would have to make, in the product's unit."""
        self.ensure_one()
        left = self._mto_ordered_qty() - self._mto_base() - self._mto_produced_qty()
        return self.product_id.uom_id.round(left)

    def _mto_has_route(self):
        """Tell whether a manufacture rule applies to the row's product."""
        self.ensure_one()
        routes = self.product_id.route_ids | self.product_id.categ_id.total_route_ids
        return "manufacture" in routes.sudo().rule_ids.mapped("action")

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
            lambda line: line._schedule_place()
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
