"""What products are made of, one level deep, kits exploded."""

from collections import defaultdict
from typing import NamedTuple

from odoo.tools import SQL

from ...engine.snapshot import EPSILON, Share
from .stock_warehouse import MANUFACTURING

# Attribute values of a row that make no variant.
OPTIONS = "product_no_variant_attribute_value_ids"
# Lines of bills with what their quantities are in. A line that not every variant
# has (its attribute values) is for core to judge.
LINES = """
    SELECT line.bom_id, line.id, line.product_id, line.product_qty,
           line.product_uom_id, template.uom_id,
           made.product_qty, made.product_uom_id, made_template.uom_id,
           template.is_storable,
           EXISTS (SELECT FROM mrp_bom kit
                    WHERE kit.product_tmpl_id = template.id
                      AND kit.type = 'phantom' AND kit.active),
           EXISTS (SELECT FROM product_template_attribute_line attribute
                    WHERE attribute.product_tmpl_id = made.product_tmpl_id)
      FROM mrp_bom_line line
      JOIN mrp_bom made ON made.id = line.bom_id
      JOIN product_template made_template ON made_template.id = made.product_tmpl_id
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
    makes: float
    made_in: int
    product_unit: int
    storable: bool
    maybe_kit: bool
    of_variants: bool


class Recipes:
    """Stocked components of one piece of products, per warehouse, each a
    :class:`~engine.snapshot.Share`.

    A constant number of queries for any number of products: one search of bills per
    warehouse, and one per level of kits in them.

    :param env: as superuser
    """

    def __init__(self, env):
        self.env = env
        self._found = {}

    def of_rows(self, snapshot, components):
        """Return the recipes of the rows of a snapshot that may be short.

        :param snapshot: :class:`~engine.snapshot.Snapshot`
        :param components: ids of products that rows of others may claim
        :return: {(row id, product id): {component id: share}}, None where nothing
            says what it is made of
        """
        rows = _rows_that_may_be_short(snapshot, components)
        made_as = self._made_as({row for row, _product in rows})
        wanted = {(row, product): (product, *made_as[row]) for row, product in rows}
        self.load(wanted.values())
        return {key: self._found[recipe] for key, recipe in wanted.items()}

    def _made_as(self, rows):
        """Return {row id: (warehouse id, options)} of what rows would be made as.

        No warehouse where theirs does not manufacture.
        """
        # What is being typed is in no table.
        typed = self.env["sale.order.line"].browse(row for row in rows if not row)
        found = {
            row.id: (
                row.warehouse_id._schedule_manufacturing().id,
                row._schedule_options(),
            )
            for row in typed
        }
        saved = [row for row in rows if row]
        return found | (self._made_as_saved(saved) if saved else {})

    def _made_as_saved(self, rows):
        options = self.env["sale.order.line"]._fields[OPTIONS]
        found = self.env.execute_query(
            SQL(
                """
                SELECT line.id, making.id,
                       array_agg(option.%(value)s ORDER BY option.%(value)s)
                  FROM sale_order_line line
             LEFT JOIN (%(making)s) making ON making.id = line.warehouse_id
             LEFT JOIN %(options)s option ON option.%(row)s = line.id
                 WHERE line.id = ANY(%(rows)s)
              GROUP BY line.id, making.id
                """,
                making=SQL(MANUFACTURING),
                options=SQL.identifier(options.relation),
                row=SQL.identifier(options.column1),
                value=SQL.identifier(options.column2),
                rows=rows,
            )
        )
        return {
            row: (warehouse, tuple(filter(None, values)))
            for row, warehouse, values in found
        }

    def load(self, wanted):
        """Find the recipes of an iterable of (product id, warehouse id, options).

        Options are a tuple of ids of attribute values that make no variant.
        """
        together = defaultdict(set)
        for product, warehouse, options in wanted:
            if (product, warehouse, options) in self._found:
                continue
            if warehouse:
                together[warehouse].add((product, options))
            else:
                # Nowhere to make it, and nobody's bill to make it by.
                self._found[product, warehouse, options] = None
        for warehouse_id, tops in together.items():
            warehouse = self.env["stock.warehouse"].browse(warehouse_id)
            products = self.env["product.product"].browse({top[0] for top in tops})
            bills = self.bills(products, warehouse)
            recipes = self._explode(
                {top: bills[top[0]] for top in tops if top[0] in bills},
                warehouse.company_id,
            )
            for top in tops:
                key = (top[0], warehouse_id, top[1])
                self._found[key] = dict(recipes[top]) if top in recipes else None

    def of(self, product, warehouse, options=()):
        """Return {component id: share} of one piece, or None when nothing says.

        :param product: id; :param warehouse: id
        :param options: as of :meth:`load`, by which it was found
        """
        return self._found.get((product, warehouse, options))

    def kits(self, rows, company):
        """Return {row: {component id: share}} of the rows that sell kits."""
        bills = self._kit_bills(rows.product_id, company)
        if not bills:
            return {}
        of_row = {
            row: (row.product_id.id, row._schedule_options())
            for row in rows
            if row.product_id.id in bills
        }
        found = self._explode({top: bills[top[0]] for top in of_row.values()}, company)
        return {row: found[top] for row, top in of_row.items()}

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
        """Return {top: {component id: share}} of {top: bill}.

        A top is (product id, options).
        """
        recipes = {top: defaultdict(lambda: Share(())) for top in bills}
        # (top, kits on the way down to it, product whose bill it is, bill, pieces)
        level = [(top, (), top[0], bill, 1.0) for top, bill in bills.items()]
        while level:
            lines = self._lines({bill.id for *_way, bill, _pieces in level})
            parts = [
                (top, way, line, pieces * self._per_piece(line))
                for top, way, product, bill, pieces in level
                for line in lines[bill.id]
                if not (line.of_variants and self._skipped(line, product, top[1]))
            ]
            candidates = {line.component for _, _, line, _ in parts if line.maybe_kit}
            kits = self._kit_bills(
                self.env["product.product"].browse(candidates), company
            )
            level = []
            for top, way, line, quantity in parts:
                component = line.component
                if component not in kits:
                    if line.storable:
                        share = recipes[top][component]
                        one = self._converted(1.0, line.unit, line.component_unit)
                        recipes[top][component] = Share((*share.lines, (quantity, one)))
                # Core refuses bills that contain themselves; do not trust old data.
                elif component not in way:
                    way = (*way, component)
                    pieces = self._converted(quantity, line.unit, line.component_unit)
                    level.append((top, way, component, kits[component], pieces))
        return recipes

    def _lines(self, bills):
        """Return {bill id: [lines as LINES has them]}."""
        lines = defaultdict(list)
        if bills:
            for bill, *line in self.env.execute_query(SQL(LINES, list(bills))):
                lines[bill].append(Line(*line))
        return lines

    def _skipped(self, line, product, options):
        """Tell whether a line is not for a variant with some options."""
        product = self.env["product.product"].browse(product)
        options = self.env["product.template.attribute.value"].browse(options)
        return self.env["mrp.bom.line"].browse(line.id)._skip_bom_line(product, options)

    def _per_piece(self, line):
        """Return how much one piece of its product takes of a line, in its unit."""
        made = self._converted(line.makes, line.made_in, line.product_unit)
        return float(line.quantity) / made if made else 0.0

    def _converted(self, quantity, unit, other):
        """Return a quantity in another unit; both are ids."""
        if unit == other:
            return float(quantity)
        uom = self.env["uom.uom"]
        return uom.browse(unit)._compute_quantity(
            float(quantity), uom.browse(other), round=False
        )


def _rows_that_may_be_short(snapshot, components):
    """Return {(row, product)} of rows that nothing is made for and that may be short.

    :param components: products that short rows of others may claim: of them, all rows
    """
    making = {making.row for making in snapshot.making}
    wanted, places, rows = defaultdict(float), defaultdict(set), defaultdict(set)
    taking = [
        *((move, move.source_warehouse, move.source) for move in snapshot.moves),
        *((demand, demand.warehouse, demand.path) for demand in snapshot.demands),
    ]
    for demand, warehouse, path in taking:
        if path:
            pool = demand.product, demand.company, warehouse
            wanted[pool] += demand.quantity
            wanted[pool] += sum(line.quantity for line in demand.entered)
            places[pool].add(path)
            if demand.row is not None and demand.row not in making:
                rows[pool].add(demand.row)
    there = defaultdict(float)
    for stock in snapshot.stock:
        pool = stock.product, stock.company, stock.warehouse
        for_all = all(stock.path.startswith(path) for path in places[pool])
        if stock.quantity < 0 or (for_all and not stock.expires):
            there[pool] += stock.quantity
    may = {
        (row, pool[0])
        for pool, found in rows.items()
        if snapshot.to_make
        or snapshot.makeable
        or pool[0] in components
        or wanted[pool] > there[pool] + EPSILON
        for row in found
    }
    # What waits for a purchase that nobody has confirmed takes nothing else.
    return may | {
        (move.row, move.product)
        for move in snapshot.moves
        if move.chained and not move.origins and move.row not in (None, *making)
    }
