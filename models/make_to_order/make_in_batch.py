"""**+ Make → Make in batch** on an order, a row and a product (behaviour 7)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..allocation.product_missing import chosen_warehouses
from ..allocation.recipes import Recipes
from ..base.guard import internal
from . import messages


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @internal
    def action_make_in_batch(self):
        """Open the dialog that makes to stock what these rows are short of.

        :return: an action
        :raises UserError: when they are short of nothing that can be made
        :raises AccessError: when the caller may not write the rows
        """
        self.check_access("write")
        wanted = [
            (product.with_env(self.env), row.warehouse_id)
            for row, short in self._mto_short_products(["row"]).items()
            for product in short
        ]
        if not wanted:
            raise UserError(
                messages.nothing_missing(
                    self.env, orders=", ".join(self.order_id.mapped("name"))
                )
            )
        return self.env["make.schedule.batch"]._open(list(dict.fromkeys(wanted)))

    def _mto_short_products(self, kinds, to_make=None):
        """Return {row: {product: missing}} of what has a bill of materials.

        Quantities in the product's unit.

        :param kinds: of ``"row"`` (what it delivers) and ``"virtual"`` (what that
            could be made of)
        :param to_make: as of :meth:`make.schedule.allocation._sweep`
        """
        rows = self.filtered(lambda row: not row.display_type)
        sweep = self.env["make.schedule.allocation"]._sweep(rows, to_make=to_make)
        env = self.env(su=True)
        recipes, found = Recipes(env), {}
        for warehouse, of_warehouse in rows.grouped("warehouse_id").items():
            short = {
                row: {
                    product: quantity
                    for kind in kinds
                    for product, quantity in sweep.short.get((kind, row.id), {}).items()
                }
                for row in of_warehouse
            }
            ids = {product for missing in short.values() for product in missing}
            making = warehouse.sudo()._schedule_manufacturing()
            products = env["product.product"].browse(ids if making else ())
            bills = recipes.bills(products, warehouse.sudo())
            for row, missing in short.items():
                found[row] = {
                    env["product.product"].browse(product): quantity
                    for product, quantity in missing.items()
                    if product in bills
                }
        return found


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @internal
    def action_make_in_batch(self):
        """Open the dialog that makes to stock what these orders are short of.

        :return: an action
        :raises UserError: when they are short of nothing that can be made
        :raises AccessError: when the caller may not write the orders
        """
        self.check_access("write")
        return self.order_line.action_make_in_batch()


class ProductProduct(models.Model):
    _inherit = "product.product"

    schedule_can_make = fields.Boolean(
        "Can be made",
        compute="_compute_schedule_can_make",
        compute_sudo=True,
        help="It has a bill of materials in a warehouse that manufactures.",
    )

    @api.depends_context("company", "warehouse_id")
    def _compute_schedule_can_make(self):
        recipes, made = Recipes(self.env), set()
        company = self._mto_batch_company()
        for warehouse in self.env["make.schedule.batch"]._warehouses(company):
            made.update(recipes.bills(self._origin, warehouse))
        for product in self:
            product.schedule_can_make = product._origin.id in made

    @internal
    def action_make_in_batch(self):
        """Open the dialog that makes these products to stock.

        :return: an action
        :raises UserError: when a product cannot be made
        :raises AccessError: when the caller may not make
        """
        products = self.with_company(self._mto_batch_company())
        products._mto_check_can_make()
        batch = products.env["make.schedule.batch"]
        warehouses = batch._warehouses(products.env.company)
        wanted = chosen_warehouses(self.env)
        chosen = warehouses.filtered(lambda warehouse: warehouse.id in wanted)
        # Where most is missing; else the first that makes.
        safety = products._schedule_stock_safety(warehouses)
        missing = products._schedule_missing_in(
            products._schedule_figured(warehouses.company_id), warehouses, safety
        )
        wanted = []
        for product in products:
            short = [] if chosen else missing.get(product.id, [])
            where, _left = min(short, key=lambda found: found[1], default=(None, 0))
            warehouse = where or (chosen or warehouses)[:1]
            wanted.append((product, warehouse.with_env(self.env)))
        return self.env["make.schedule.batch"]._open(wanted)

    def _mto_batch_company(self):
        """Return the company that makes: of the context's warehouses, or the user's."""
        ids = [one for one in chosen_warehouses(self.env) if type(one) is int]
        chosen = self.env["stock.warehouse"].sudo().browse(ids)
        return (chosen.exists().company_id & self.env.companies)[:1] or self.env.company

    def _mto_check_can_make(self):
        """Raise where the caller may not make, or one of these cannot be made."""
        self.env["make.schedule.batch"].check_access("create")
        for product in self.filtered(lambda product: not product.schedule_can_make):
            raise UserError(
                messages.no_bill_here(
                    self.env,
                    product=product.display_name,
                    company=self.env.company.name,
                )
            )
