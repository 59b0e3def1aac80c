"""What products are made of, one level deep, kits exploded."""

from collections import defaultdict


class Recipes:
    """Components of one piece of products, for companies and warehouses.

    A constant number of queries for any number of products: one search of bills per
    warehouse, and one per level of kits in them.

    :param env: as superuser
    """

    def __init__(self, env):
        self.env = env
        self._found, self._paths = {}, {}

    def load(self, wanted):
        """Find the recipes of an iterable of (product, warehouse) records."""
        per_warehouse = defaultdict(set)
        for product, warehouse in wanted:
            if (product.id, warehouse.id) not in self._found:
                per_warehouse[warehouse].add(product.id)
        for warehouse, product_ids in per_warehouse.items():
            products = self.env["product.product"].browse(product_ids)
            bills = self._bills(products, warehouse)
            recipes = self._explode(bills, warehouse.company_id)
            for product in products:
                self._found[product.id, warehouse.id] = recipes.get(product)

    def of(self, product, warehouse):
        """Return {component: quantity} of one piece, or None when nothing says.

        Quantities in the components' own units, unrounded.
        """
        return self._found.get((product.id, warehouse.id))

    def stock_path(self, warehouse):
        """Return the path of the stock that a warehouse's MOs take from."""
        if warehouse.id not in self._paths:
            self._paths[warehouse.id] = warehouse.lot_stock_id.parent_path
        return self._paths[warehouse.id]

    def _bills(self, products, warehouse):
        """Return {product: bill}, as core's manufacture rule finds them."""
        company = warehouse.company_id
        bom = self.env["mrp.bom"]
        find = {"company_id": company.id, "bom_type": "normal"}
        own = bom._bom_find(products, picking_type=warehouse.manu_type_id, **find)
        others = bom._bom_find(products, **find)
        return {
            product: own[product] or others[product]
            for product in products
            if own[product] or others[product]
        }

    def kits(self, products, company):
        """Return {kit: {component: quantity}} of those of the products that are."""
        bills = self._kit_bills(products, company)
        return self._explode(bills, company)

    def _kit_bills(self, products, company):
        found = self.env["mrp.bom"]._bom_find(
            products, company_id=company.id, bom_type="phantom"
        )
        return {product: found[product] for product in products if found[product]}

    def _explode(self, bills, company):
        """Return {product: {component: quantity}} of {product: bill}."""
        recipes = {product: defaultdict(float) for product in bills}
        # (product at the top, product whose bill it is, bill, pieces of that)
        level = [(product, product, bill, 1.0) for product, bill in bills.items()]
        seen = set()
        while level:
            parts = [
                (top, line, pieces * self._per_piece(line, product))
                for top, product, bill, pieces in level
                for line in bill.bom_line_ids
                if not line._skip_bom_line(product)
            ]
            components = self.env["product.product"].browse(
                {line.product_id.id for _top, line, _quantity in parts}
            )
            kits = self._kit_bills(components, company)
            level = []
            for top, line, quantity in parts:
                component = line.product_id
                # Core refuses bills that contain themselves; do not trust old data.
                if component in kits and (top, component) not in seen:
                    level.append((top, component, kits[component], quantity))
                elif component not in kits:
                    recipes[top][component] += quantity
            seen |= {(top, kit) for top, kit, _bill, _pieces in level}
        return recipes

    def _per_piece(self, line, product):
        """Return how much of a line's component one piece of a product takes."""
        bill = line.bom_id
        made = bill.product_uom_id._compute_quantity(
            bill.product_qty, product.uom_id, round=False
        )
        used = line.product_uom_id._compute_quantity(
            line.product_qty, line.product_id.uom_id, round=False
        )
        return used / made if made else 0.0
