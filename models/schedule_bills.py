"""Which products' allocation depends on which others': the graph of bills."""

from collections import defaultdict

from odoo.tools import SQL

# Every bill of a template's variants, whichever Odoo would choose: a few products too
# many are read, none too few.
BILLS = """
    SELECT made.id, line.product_id, bom.type = 'phantom'
      FROM mrp_bom_line line
      JOIN mrp_bom bom ON bom.id = line.bom_id AND bom.active
      JOIN product_product made ON made.product_tmpl_id = bom.product_tmpl_id
       AND COALESCE(bom.product_id, made.id) = made.id
"""
DOWN = BILLS + " WHERE made.id = ANY(%s)"
UP = BILLS + " WHERE line.product_id = ANY(%s)"
AWAITED = """
    SELECT DISTINCT COALESCE(move.product_id, line.product_id)
      FROM sale_order orders
      JOIN sale_order_line line ON line.order_id = orders.id
 LEFT JOIN stock_move move ON move.sale_line_id = line.id
     WHERE orders.schedule_open AND orders.company_id = ANY(%(companies)s)
       AND COALESCE(move.product_id, line.product_id) = ANY(%(products)s)
       AND (%(until)s IS NULL OR orders.schedule_rank <= %(until)s)
"""


class Bills:
    """Which products to read so that some of them are served as in all of them.

    A row that is short of a product claims its components, so that all products above a
    component matter, as far as rows wait for them; and what is asked of a row's product
    is asked of what that could be made of.

    :param env: as superuser; :param companies: ids
    :param until: lowest rank that matters, or None for all
    """

    def __init__(self, env, companies, until=None):
        self.env, self.companies, self.until = env, list(companies), until
        # All that was seen to be a component of something.
        self.components = set()

    def below(self, products, deeper=False):
        """Return the stocked components of products, of kits among them theirs.

        :param products: ids
        :param deeper: go on where rows wait for a component
        """
        made_of, kits = defaultdict(set), set()
        for product, component, kit in self._edges(DOWN, products):
            made_of[product].add(component)
            if kit:
                kits.add(product)
        on = self.awaited(made_of) if deeper else set()
        found, level = set(), set(products)
        while level:
            reached = {part for product in level for part in made_of[product]} - found
            found |= reached
            level = {part for part in reached if part in kits or part in on}
        # What has no stock is reserved by Odoo alone.
        stocked = self.env["product.product"].browse(found).filtered("is_storable")
        return set(stocked.ids)

    def above(self, products):
        """Return what rows wait for and is made of products, to the top.

        :param products: ids
        """
        above, kits = defaultdict(set), set()
        for product, component, kit in self._edges(UP, products):
            above[component].add(product)
            if kit:
                kits.add(product)
        on = self.awaited({parent for parents in above.values() for parent in parents})
        found, level = set(), set(products)
        while level:
            reached = {parent for product in level for parent in above[product]} - found
            found |= reached
            level = {parent for parent in reached if parent in kits or parent in on}
        return found & on

    def awaited(self, products):
        """Return those of some products that rows of the ranks that matter wait for."""
        if not products:
            return set()
        query = SQL(
            AWAITED,
            products=list(products),
            companies=self.companies,
            until=self.until,
        )
        return {product for (product,) in self.env.execute_query(query)}

    def _edges(self, query, products):
        """Return (product, component, whether by a kit) of bills, level by level.

        As many queries as bills are deep: PostgreSQL plans a recursive one badly.

        :param query: DOWN or UP
        """
        edges, level, seen = [], set(products), set()
        while level:
            seen |= level
            found = self.env.execute_query(SQL(query, list(level)))
            edges += found
            level = {edge[1] if query == DOWN else edge[0] for edge in found} - seen
        self.components.update(component for _product, component, _kit in edges)
        return edges
