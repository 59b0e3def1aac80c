from odoo import api, models
from odoo.exceptions import UserError

from .schedule_loader import Loader
from .schedule_recipe import Recipes
from .schedule_sweep import Sweep

# The fields that show an allocation: never stored, true at every read.
SHOWN = {
    "sale.order": (
        "sales_items_availability",
        "ingredients_availability",
        "production_status",
        "availability_date",
        "availability_late",
    ),
    "sale.order.line": (
        "sales_items_availability",
        "ingredients_availability",
        "production_status",
        "availability_date",
        "availability_late",
        "missing_qty",
        "supply_claims",
    ),
    "mrp.production": (
        "ingredients_availability",
        "availability_date",
        "availability_late",
        "customer_display",
        "customer_claims",
    ),
    "product.product": (
        "stock_in_stock",
        "stock_committed",
        "stock_expected",
        "stock_safety",
        "stock_calculated",
    ),
    "make.schedule.blocking": (
        "mo_count",
        "order_count",
        "order_names",
        "missing_qty",
        "expected_qty",
        "date",
        "late",
    ),
    "mrp.workorder": (
        "customer_display",
        "ingredients_availability",
        "task_status",
    ),
}
READ = "make_schedule.read"


class MakeScheduleAllocation(models.AbstractModel):
    """Who gets what (architecture, idea 2).

    Reads as superuser what the callers' fields show, in a constant number of
    queries for any set of records.
    """

    _name = "make.schedule.allocation"
    _description = "Who gets what"

    @api.model
    def _sweep(
        self,
        rows=None,
        mos=None,
        customers=False,
        makeable=None,
        without=None,
        to_make=None,
    ):
        """Return the allocation that says everything of some rows and MOs.

        :param rows: ``sale.order.line`` records, quotations' too
        :param mos: ``mrp.production`` records
        :param customers: also whom the MOs serve, at whatever rank
        :param makeable: rows that, when short, take nothing: they will be made
        :param without: ``mrp.production`` records whose output shall not count
        :param to_make: {row id: quantity that shall be made, whatever serves the row}
        :return: :class:`Sweep`
        :raises UserError: when bills of materials go round in a circle
        """
        env = self._everything().env
        rows = env["sale.order.line"].browse(rows.ids if rows else [])
        mos = env["mrp.production"].browse(mos.ids if mos else [])
        recipes = Recipes(env)
        quotations = rows.filtered(lambda row: row.state in ("draft", "sent"))
        everywhere = quotations._stocked_products(recipes)
        if customers:
            everywhere |= set(mos.move_finished_ids.product_id.ids)
        ranked = (rows - quotations)._stocked_products(recipes)
        ranked |= set(mos.move_raw_ids.product_id.filtered("is_storable").ids)
        companies = (rows.company_id | mos.company_id).ids
        until = None
        if not makeable:
            until = max(
                [*rows.order_id.mapped("schedule_rank"), *mos.mapped("schedule_rank")],
                default=None,
            )

        def run():
            loader = Loader(
                *(env, everywhere | ranked, companies, until),
                without=without.ids if without else (),
            )
            return self._run(
                *(loader, everywhere, recipes, quotations, makeable or ()), to_make
            )

        sweep = run()
        # Most rows are not short, and what they are made of does not matter. Of
        # those that are, it does, and so does who else is made of that.
        components = sweep.components_of(rows.ids) - sweep.loaded
        if components and not makeable:
            if quotations:
                everywhere |= components
            ranked |= components
            sweep = run()
        return sweep

    @api.model
    def _sweep_products(self, products, company, until=None):
        """Return the allocation of some products of a company.

        :param until: the lowest rank that matters, or None for all
        """
        env = self._everything().env
        loader = Loader(env, products.ids, company.ids, until)
        everywhere = products.ids if until is None else ()
        return self._run(loader, everywhere, Recipes(env), env["sale.order.line"])

    def _everything(self):
        return self.sudo().with_context(active_test=False, lang="en_US")

    def _run(self, loader, everywhere, recipes, quotations, makeable=(), to_make=None):
        """Return the sweep over a loader's products and all that is made of them."""
        edges = loader.above()
        loader.whole = self._with_above(everywhere, edges)
        # Of what stands above, only that claims components which rows wait for.
        above = loader.awaited({product for product, _component in edges})
        loader.products = list({*loader.products, *above})
        self._remember()
        try:
            return Sweep(
                *(loader, edges, recipes, quotations), *(makeable, to_make or {})
            )
        except ValueError as error:
            products = loader.env["product.product"].browse(
                dict.fromkeys(error.args[0])
            )
            raise UserError(
                self.env._(
                    "Bills of materials go round in a circle: %s.",
                    ", ".join(products.mapped("display_name")),
                )
            ) from error

    def _with_above(self, products, edges):
        """Return the products and all that they are components of."""
        above = {}
        for product, component in edges:
            above.setdefault(component, []).append(product)
        found, level = set(products), list(products)
        while level:
            level = [
                parent
                for product in level
                for parent in above.get(product, ())
                if parent not in found
            ]
            found.update(level)
        return list(found)

    @api.model
    def _short_rows(self, rows):
        """Return those of the rows that are Not available and shall be made.

        Decided from the top rank down over all open demand: a row that is made
        frees what it would have taken.

        :param rows: confirmed ``sale.order.line`` records without an open MO
        """
        sweep = self._sweep(rows, makeable=rows.ids)
        return rows.filtered(lambda row: ("row", row.id) in sweep.short)

    @api.model
    def _remember(self):
        """Note that the fields show something now, to forget when it changes."""
        self.env.cr.cache.setdefault(READ, {})

    @api.model
    def _forget(self):
        """Drop what the fields show from the cache: something has changed."""
        if self.env.cr.cache.pop(READ, None) is not None:
            for model, names in SHOWN.items():
                self.env[model].invalidate_model(names, flush=False)
