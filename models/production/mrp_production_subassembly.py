from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..allocation.recipes import Recipes
from ..base.guard import internal, produces
from ..base.states import OPEN_STATES
from . import messages


class MrpProduction(models.Model):
    """Subassemblies: made for their parent, and living with it (behaviour 5).

    They stand directly above their parent and serve it first. As long as nobody has
    started them they grow, shrink and are cancelled with it.
    """

    _inherit = "mrp.production"

    @internal
    def action_make_subassemblies(self):
        """Ask which of the subassemblies that are missing to make.

        :return: an action: the dialog
        :raises UserError: when none is missing
        :raises AccessError: when the caller neither produces these orders nor sells
            what they are made for
        """
        self._schedule_check_makes()
        missing = self._schedule_short_subassemblies()
        if not any(missing.values()):
            raise UserError(
                messages.no_subassembly_missing(
                    self.env, mos=", ".join(self.mapped("name"))
                )
            )
        return self.env["make.schedule.to.order"]._open(missing)

    def _schedule_check_makes(self):
        """Raise AccessError where the caller may not have subassemblies made.

        Core lets salesmen write any MO; they make for the rows that they sell.
        """
        self.check_access("write")
        if produces(self.env):
            return
        rows = self.sudo().mto_line_id.with_env(self.env)
        rows.check_access("write")
        if self.filtered(lambda mo: not mo.sudo().mto_line_id):
            raise AccessError(messages.subassemblies_by_manufacturing_users(self.env))

    def _schedule_short_subassemblies(self):
        """Return {MO: {product: missing}} of components that could be made.

        Net of what the ranking gives these orders; in the products' units.
        """
        mos = self.sudo().filtered(lambda mo: mo.state in OPEN_STATES)
        short = mos._schedule_short_components()
        recipes = Recipes(mos.env)
        found = {}
        for warehouse, there in mos.grouped(
            lambda mo: mo.picking_type_id.warehouse_id
        ).items():
            products = mos.env["product.product"].union(
                *(product for mo in there for product in short[mo])
            )
            bills = recipes.bills(products, warehouse)
            for mo in there:
                found[mo.with_env(self.env)] = {
                    product: quantity
                    for product, quantity in short[mo].items()
                    if product.id in bills
                }
        return found

    def _schedule_short_components(self, without=None):
        """Return {MO: {product: missing}} of what these open orders are short of.

        :param without: MOs whose output shall not count
        """
        sweep = self.env["make.schedule.allocation"]._sweep(mos=self, without=without)
        found = {mo: defaultdict(float) for mo in self}
        for move in self.move_raw_ids:
            for product, quantity in sweep.short.get(("raw", move.id), {}).items():
                component = move.product_id.browse(product)
                found[move.raw_material_production_id][component] += quantity
        return found

    @api.model
    def _schedule_make_subassemblies(self, wanted):
        """Create and confirm MOs for subassemblies.

        :param wanted: {parent MO: {product: quantity in the product's unit}}
        :return: the MOs
        """
        made = self.sudo().browse()
        pairs = [
            (parent.sudo(), product.sudo(), quantity)
            for parent, products in wanted.items()
            for product, quantity in products.items()
        ]
        for company in {parent.company_id for parent, _product, _quantity in pairs}:
            own = [pair for pair in pairs if pair[0].company_id == company]
            vals_list = self._mto_prepare_make_vals(
                [
                    (product, parent.picking_type_id.warehouse_id, quantity)
                    for parent, product, quantity in own
                ]
            )
            for vals, (parent, _product, _quantity) in zip(vals_list, own, strict=True):
                vals["date_deadline"] = parent._schedule_components_due()
                vals["deadline_manual"] = False
                vals["origin"] = parent.name
                vals["user_id"] = parent.user_id.id
            children = made.with_company(company).create(vals_list)
            # As core links what its Replenish on Order makes
            # (stock.rule._run_manufacture).
            for child, (parent, _product, _quantity) in zip(children, own, strict=True):
                child.production_group_id.parent_ids = [
                    Command.link(parent.production_group_id.id)
                ]
            made |= children.with_env(made.env)
        made.action_confirm()
        return made.with_env(self.env)

    def _schedule_make_missing_subassemblies(self):
        """Make what these orders are short of and could be made, at every level.

        :return: the MOs
        """
        made, level = self.browse(), self
        while level := self._schedule_make_subassemblies(
            level._schedule_short_subassemblies()
        ):
            made |= level
        return made

    # -- life with the parent -------------------------------------------------

    def _schedule_ask_about_subassemblies(self):
        """Return the action that asks which subassemblies to make, or None."""
        if not self.env.context.get("ask_subassemblies"):
            return None
        missing = self._schedule_short_subassemblies()
        if not any(missing.values()):
            return None
        return self.env["make.schedule.to.order"]._open(missing)
