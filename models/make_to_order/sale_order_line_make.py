"""An MO is made for a row (behaviour 5)."""

from odoo import SUPERUSER_ID, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..base.guard import BY_SCHEDULE, MAKERS


class SaleOrderLine(models.Model):
    """Rows for which something is made."""

    _inherit = "sale.order.line"

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

    def _mto_set_base(self, own=None):
        """Note what the rows' MOs need not make; lock the rows by that.

        Written even where nothing changes: a change of the row in another
        transaction then gets a serialization error, and is tried again on the MO.

        :param own: as of :meth:`_mto_base`
        """
        names = ["mto_base_qty", "mto_base_lost_qty"]
        bases = [row._mto_base(own) for row in self]
        lost = [row._mto_lost_qty() for row in self]
        self.flush_recordset(names)
        self.env.cr.execute(
            SQL(
                "UPDATE sale_order_line"
                " SET mto_base_qty = given.base, mto_base_lost_qty = given.lost"
                " FROM unnest(%s::integer[], %s::numeric[], %s::numeric[])"
                " AS given(id, base, lost) WHERE sale_order_line.id = given.id",
                *(self.ids, bases, lost),
            )
        )
        self.invalidate_recordset(names)

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
        kind = self.env["stock.picking.type"].browse(vals["picking_type_id"])
        if kind.warehouse_id != warehouse:
            # A bill of another warehouse's operation is made here all the same.
            kind = warehouse.manu_type_id
            vals["picking_type_id"] = kind.id
            vals["location_src_id"] = kind.default_location_src_id.id
            vals["location_dest_id"] = kind.default_location_dest_id.id
        user = self.env.user
        produces = user.has_group(MAKERS) and user.id != SUPERUSER_ID
        return {
            **vals,
            "name": name,
            "mto_line_id": self.id,
            "product_qty": self._mto_needed_qty(),
            "product_uom_id": self.product_id.uom_id.id,
            "date_deadline": self.schedule_deadline,
            "user_id": user.id if produces else False,
        }
