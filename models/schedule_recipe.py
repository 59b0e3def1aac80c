"""What products are made of, one level deep, kits exploded."""

from collections import defaultdict
from typing import NamedTuple

from odoo.tools import SQL

# Lines of bills with what their quantities are in. A line that not every variant
# has (its attribute values) is for core to judge.
LINES = """
    SELECT line.bom_id, line.id, line.product_id, line.product_qty,
           line.product_uom_id, template.uom_id, template.is_storable,
           EXISTS (SELECT FROM mrp_bom kit
                    WHERE kit.product_tmpl_id = template.id
                      AND kit.type = 'phantom' AND kit.active),
           EXISTS (SELECT FROM product_template_attribute_line attribute
                    WHERE attribute.product_tmpl_id = made.product_tmpl_id)
      FROM mrp_bom_line line
      JOIN mrp_bom made ON made.id = line.bom_id
      JOIN product_product product ON product.id = line.product_id
      JOIN product_template template ON template.id = product.product_tmpl_id
     WHERE line.bom_id = ANY(%s)
"""


class Line(NamedTuple):
    """A line of a bill; see LINES."""

    id: int
    component: int
    quantity: float
    unit: int
    component_unit: int
    storable: bool
    maybe_kit: bool
    of_variants: bool


class Recipes:
    """Stocked components of one piece of products, per warehouse.

    A constant number of queries for any number of products: one search of bills per
    warehouse, and one per level of kits in them.

    :param env: as superuser
    """

    def __init__(self, env):
        self.env = env
        self._found, self._paths = {}, {}

    def load(self, wanted):
        """Find the recipes of an iterable of (product id, warehouse id)."""
        per_warehouse = defaultdict(set)
        for product, warehouse in wanted:
            if (product, warehouse) not in self._found:
                per_warehouse[warehouse].add(product)
        for warehouse_id, product_ids in per_warehouse.items():
            warehouse = self.env["stock.warehouse"].browse(warehouse_id)
            products = self.env["product.product"].browse(product_ids)
            bills = self.bills(products, warehouse)
            recipes = self._explode(bills, warehouse.company_id)
            for product in product_ids:
                self._found[product, warehouse_id] = recipes.get(product)

    def of(self, product, warehouse):
        """Return {component id: quantity} of one piece, or None when nothing says.

        Quantities in the components' own units, unrounded.

        :param product: id; :param warehouse: id
        """
        return self._found.get((product, warehouse))

    def stock_path(self, warehouse):
        """Return the path of the stock that a warehouse's MOs take from."""
        if warehouse not in self._paths:
            stock = self.env["stock.warehouse"].browse(warehouse).lot_stock_id
            self._paths[warehouse] = stock.parent_path
        return self._paths[warehouse]

    def kits(self, products, company):
        """Return {kit id: {component id: quantity}} of those of the products."""
        return self._explode(self._kit_bills(products, company), company)

    def bills(self, products, warehouse):
        """Return {product id: bill}, as core's manufacture rule finds them."""
        find = {"company_id": warehouse.company_id.id, "bom_type": "normal"}
        bom = self.env["mrp.bom"]
        bills = bom._bom_find(products, picking_type=warehouse.manu_type_id, **find)
        rest = products.filtered(lambda product: not bills[product])
        bills = {product.id: bills[product] for product in products - rest}
        if rest:
            others = bom._bom_find(rest, **find)
            bills.update((p.id, others[p]) for p in rest if others[p])
        return bills

    def _kit_bills(self, products, company):
        found = self.env["mrp.bom"]._bom_find(
            products, company_id=company.id, bom_type="phantom"
        )
        return {product.id: found[product] for product in products if found[product]}

    def _explode(self, bills, company):
        """Return {product id: {component id: quantity}} of {product id: bill}."""
        recipes = {product: defaultdict(float) for product in bills}
        # (product at the top, product whose bill it is, bill, pieces of that)
        level = [(product, product, bill, 1.0) for product, bill in bills.items()]
        seen = set()
        while level:
            lines = self._lines({bill.id for _top, _product, bill, _qty in level})
            parts = [
                (top, line, pieces * self._per_piece(line, bill, product))
                for top, product, bill, pieces in level
                for line in lines[bill.id]
                if not (line.of_variants and self._skipped(line, product))
            ]
            candidates = {line.component for _, line, _ in parts if line.maybe_kit}
            kits = self._kit_bills(
                self.env["product.product"].browse(candidates), company
            )
            level = []
            for top, line, quantity in parts:
                component = line.component
                # Core refuses bills that contain themselves; do not trust old data.
                if component in kits and (top, component) not in seen:
                    level.append((top, component, kits[component], quantity))
                elif component not in kits and line.storable:
                    recipes[top][component] += quantity
            seen |= {(top, kit) for top, kit, _bill, _pieces in level}
        return recipes

    def _lines(self, bills):
        """Return {bill id: [lines as LINES has them]}."""
        lines = defaultdict(list)
        if bills:
            for bill, *line in self.env.execute_query(SQL(LINES, list(bills))):
                lines[bill].append(Line(*line))
        return lines

    def _skipped(self, line, product):
        """Tell whether a line is not for a variant."""
        product = self.env["product.product"].browse(product)
        return self.env["mrp.bom.line"].browse(line.id)._skip_bom_line(product)

    def _per_piece(self, line, bill, product):
        """Return how much of a line's component one piece of a product takes."""
        uom = self.env["uom.uom"]
        product = self.env["product.product"].browse(product)
        quantity = float(line.quantity)
        if line.unit != line.component_unit:
            quantity = uom.browse(line.unit)._compute_quantity(
                quantity, uom.browse(line.component_unit), round=False
            )
        made = bill.product_qty
        if bill.product_uom_id != product.uom_id:
            made = bill.product_uom_id._compute_quantity(
                made, product.uom_id, round=False
            )
        return quantity / made if made else 0.0
