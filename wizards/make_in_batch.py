from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.allocation.recipes import Recipes
from ..models.base.guard import internal
from ..models.base.quantity import text
from ..models.base.told import told
from . import messages


class MakeInBatch(models.TransientModel):
    """Make products to stock: how much of each, and where (behaviour 7)."""

    _name = "make.schedule.batch"
    _inherit = ["make.schedule.guard"]
    _description = "Make in batch"

    line_ids = fields.One2many(
        "make.schedule.batch.line",
        "batch_id",
        "Products",
        help="What to make, one manufacturing order each.",
    )
    ask_warehouse = fields.Boolean(
        readonly=True, help="Several warehouses of the company manufacture."
    )

    is_empty = fields.Boolean(
        compute="_compute_is_empty", help="No quantity is asked for."
    )
    has_subassemblies = fields.Boolean(
        compute="_compute_has_subassemblies",
        help="A component of these products could be made too.",
    )
    with_subassemblies = fields.Boolean(
        "Make missing subassemblies too",
        help="Make what these orders are short of and could be made, at every level:"
        " each directly above the order that needs it.",
    )

    @api.depends("line_ids.quantity")
    def _compute_is_empty(self):
        for batch in self:
            batch.is_empty = not batch._lines_to_make()

    def _lines_to_make(self):
        """Return the lines that ask for a quantity."""
        return self.line_ids.filtered(
            lambda line: line.product_uom_id.compare(line.quantity, 0) > 0
        )

    @api.depends("line_ids.product_id", "line_ids.warehouse_id")
    def _compute_has_subassemblies(self):
        env = self.env(su=True)
        for batch in self:
            recipes, found = Recipes(env), False
            for warehouse, lines in (
                batch.line_ids.sudo().grouped("warehouse_id").items()
            ):
                recipes.load((line.product_id.id, warehouse.id, ()) for line in lines)
                components = {
                    component
                    for line in lines
                    for component in recipes.of(line.product_id.id, warehouse.id) or ()
                }
                components = env["product.product"].browse(components)
                found = found or bool(recipes.bills(components, warehouse))
            batch.has_subassemblies = found

    @api.model
    def _open(self, wanted):
        """Return the action that opens the dialog.

        :param wanted: list of (product, warehouse) records, each pair once
        """
        companies = {warehouse.company_id for _product, warehouse in wanted}
        batch = self.create(
            {
                "ask_warehouse": any(
                    len(self._warehouses(company)) > 1 for company in companies
                ),
                "line_ids": [
                    fields.Command.create(
                        {"product_id": product.id, "warehouse_id": warehouse.id}
                    )
                    for product, warehouse in wanted
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": messages.make_in_batch(self.env),
            "res_model": self._name,
            "res_id": batch.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @api.model
    def _warehouses(self, company):
        """Return a company's warehouses that manufacture."""
        warehouses = self.env["stock.warehouse"].sudo()
        found = warehouses.search([("company_id", "=", company.id)])
        return found._schedule_manufacturing()

    @internal
    def action_create(self):
        """Make what is asked for and tell what was made.

        :raises UserError: when no quantity is asked for, or nothing is manufactured
            in one of the warehouses
        """
        mos = self._make()
        return told(
            mos._mto_created_text(),
            (mos, "action_undo_make", [mos._mto_made_left()]),
            then={"type": "ir.actions.act_window_close"},
        )

    @internal
    def action_create_and_open(self):
        """Make what is asked for and open it.

        :raises UserError: when no quantity is asked for, or nothing is manufactured
            in one of the warehouses
        """
        mos = self._make()
        return mos.filtered(lambda mo: not mo.schedule_parent_id)._mto_open_action(
            messages.made_in_batch(self.env)
        )

    def _make(self):
        """Create and confirm the MOs; the caller may open this dialog, that is it."""
        self._schedule_check_one()
        self.check_access("write")
        lines = self._lines_to_make()
        if not lines:
            raise UserError(messages.no_quantity(self.env))
        lines._refuse_made_meanwhile()
        places = lines.warehouse_id.sudo()
        if idle := places - places._schedule_manufacturing():
            names = ", ".join(idle.mapped("name"))
            raise UserError(messages.no_manufacture(self.env, names))
        mos = self.env["mrp.production"].sudo()
        for company, of_company in lines.grouped("company_id").items():
            of_company._check_company_of_user()
            places = {"warehouse_id": of_company.warehouse_id.ids}
            products = of_company.product_id.with_context(**places)
            products.with_company(company)._mto_check_can_make()
            wanted = [
                (line.product_id, line.warehouse_id, line.quantity)
                for line in of_company.sudo()
            ]
            vals_list = self.env["mrp.production"]._mto_prepare_make_vals(wanted)
            made = mos.with_company(company).create(vals_list)
            mos |= made.with_env(mos.env)
        mos.action_confirm()
        if self.with_subassemblies:
            mos |= mos._schedule_make_missing_subassemblies()
        return mos.with_env(self.env)


class MakeInBatchLine(models.TransientModel):
    _name = "make.schedule.batch.line"
    _inherit = ["make.schedule.guard"]
    _description = "Product to make in batch"

    batch_id = fields.Many2one("make.schedule.batch", required=True, ondelete="cascade")
    product_id = fields.Many2one(
        "product.product", required=True, help="What to make.", ondelete="cascade"
    )
    product_uom_id = fields.Many2one(
        related="product_id.uom_id", help="The unit of the quantities."
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        ondelete="cascade",
        domain="[('company_id', '=', company_id), ('manu_type_id.active', '=', True)]",
        help="Where to make it, and whose stock it goes to.",
    )
    company_id = fields.Many2one(
        related="warehouse_id.company_id", help="The company that makes it."
    )
    missing_qty = fields.Float(
        "Missing",
        digits="Product Unit",
        compute="_compute_missing_qty",
        help="What is missing over all open demand of the warehouse: Calculated stock"
        " below 0.",
    )
    proposed_qty = fields.Float(
        digits="Product Unit",
        compute="_compute_proposed_qty",
        store=True,
        help="What was missing when the dialog was opened.",
    )
    quantity = fields.Float(
        digits="Product Unit",
        compute="_compute_quantity",
        store=True,
        readonly=False,
        help="How much to make. Proposed is what is missing.",
    )

    @api.depends("product_id", "warehouse_id")
    def _compute_missing_qty(self):
        for line, missing in self._missing():
            line.missing_qty = missing

    @api.depends("product_id", "warehouse_id")
    def _compute_quantity(self):
        for line, missing in self._missing():
            line.quantity = missing

    @api.depends("product_id", "warehouse_id")
    def _compute_proposed_qty(self):
        for line, missing in self._missing():
            line.proposed_qty = missing

    def _refuse_made_meanwhile(self):
        """Refuse to make what was proposed where less of it is missing by now.

        :raises UserError: then, naming the product
        """
        for line, missing in self._missing():
            unit, proposed = line.product_uom_id, line.proposed_qty
            if (
                unit.compare(proposed, 0) > 0
                and not unit.compare(line.quantity, proposed)
                and unit.compare(missing, proposed) < 0
            ):
                raise UserError(
                    messages.made_meanwhile(
                        self.env,
                        product=line.product_id.display_name,
                        quantity=text(self.env, missing),
                        unit=unit.name,
                    )
                )

    def _missing(self):
        """Yield (line, what is missing of its product in its warehouse)."""
        # Figures are of what is in the database: flushed while they are computed, what
        # is proposed would be asked for meanwhile, and they say nothing yet.
        self.env.flush_all()
        for warehouse, lines in self.grouped("warehouse_id").items():
            products = lines.product_id.with_company(warehouse.company_id)
            products = products.with_context(warehouse_id=warehouse.id)
            stock = {product.id: product.stock_calculated for product in products}
            for line in lines:
                yield line, max(0.0, -stock.get(line.product_id.id, 0.0))

    def _check_company_of_user(self):
        """Refuse a company that the caller does not work for."""
        if self.company_id - self.env.companies and not self.env.su:
            raise UserError(
                messages.not_your_company(
                    self.env,
                    companies=", ".join(
                        (self.company_id - self.env.companies).mapped("name")
                    ),
                )
            )
