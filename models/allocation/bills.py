"""Which products' allocation depends on which others': the graph of bills."""

from odoo.tools import SQL

from .moves import OPEN_MOVES

# Every bill of a template's variants, whichever Odoo would choose: a few products too
# many are read, none too few.
UP = """
    SELECT made.id, line.product_id, bom.type = 'phantom'
      FROM mrp_bom_line line
      JOIN mrp_bom bom ON bom.id = line.bom_id AND bom.active
      JOIN product_product made ON made.product_tmpl_id = bom.product_tmpl_id
       AND (bom.product_id IS NULL OR bom.product_id = made.id)
     WHERE line.product_id = ANY(%s)
"""
# What has no stock is reserved by Odoo alone.
DOWN = """
    SELECT line.product_id, template.is_storable,
           EXISTS (SELECT FROM mrp_bom kit
                    WHERE kit.product_tmpl_id = template.id
                      AND kit.type = 'phantom' AND kit.active)
      FROM product_product made
      JOIN mrp_bom bom ON bom.product_tmpl_id = made.product_tmpl_id AND bom.active
       AND (bom.product_id IS NULL OR bom.product_id = made.id)
      JOIN mrp_bom_line line ON line.bom_id = bom.id
      JOIN product_product component ON component.id = line.product_id
      JOIN product_template template ON template.id = component.product_tmpl_id
     WHERE made.id = ANY(%s)
  GROUP BY line.product_id, template.id
"""
AWAITED = """
    SELECT move.product_id
      FROM stock_move move
      JOIN sale_order_line line ON line.id = move.sale_line_id
      JOIN sale_order orders ON orders.id = line.order_id
     WHERE move.product_id = ANY(%(products)s) AND move.state IN %(states)s
       AND orders.schedule_open AND orders.company_id = ANY(%(companies)s)
       AND (%(until)s IS NULL OR orders.schedule_rank <= %(until)s)
     UNION
    SELECT line.product_id
      FROM sale_order_line line
      JOIN sale_order orders ON orders.id = line.order_id
     WHERE line.product_id = ANY(%(products)s)
       AND orders.schedule_open AND orders.company_id = ANY(%(companies)s)
       AND (%(until)s IS NULL OR orders.schedule_rank <= %(until)s)
"""


class Bills:
    """Which products to read so that some of them are served as in all of them.

    A row that is short of a product claims its components, so that all products above a
    component matter, as far as rows wait for them; and what is asked of a row's product
    is asked of what that could be made of. As many queries as bills are deep, for
    PostgreSQL plans a recursive one badly.

    :param env: as superuser; :param companies: ids
    :ivar components: all of what was asked for above that is a component of something
    """

    def __init__(self, env, companies):
        self.env, self.companies = env, list(companies)
        self.components = set()

    def below(self, products, deeper=False):
        """Return the stocked components of products, of kits among them theirs.

        :param products: ids
        :param deeper: go on where rows wait for a component
        """
        found, stocked, level = set(), set(), set(products)
        while level:
            lines = self.env.execute_query(SQL(DOWN, list(level)))
            lines = [line for line in lines if line[0] not in found]
            reached = {component for component, _storable, _kit in lines}
            found |= reached
            stocked |= {component for component, storable, _kit in lines if storable}
            on = {component for component, _storable, kit in lines if kit}
            level = on | self.awaited(reached) if deeper else on
        return stocked

    def above(self, products, until=None):
        """Return what rows wait for and is made of products, to the top.

        :param products: ids
        :param until: as of :meth:`awaited`
        """
        found, seen, done, level = set(), set(), set(), set(products)
        while level:
            done |= level
            bills = self.env.execute_query(SQL(UP, list(level)))
            self.components.update(component for _made, component, _kit in bills)
            reached = {made for made, _component, _kit in bills} - seen
            seen |= reached
            on = self.awaited(reached, until)
            found |= on
            level = (on | {made for made, _component, kit in bills if kit}) - done
        return found

    def awaited(self, products, until=None):
        """Return those of some products that rows of the ranks that matter wait for.

        :param until: lowest rank that matters, or None for all
        """
        if not products:
            return set()
        query = SQL(
            AWAITED,
            products=list(products),
            companies=self.companies,
            states=OPEN_MOVES,
            until=until,
        )
        return {product for (product,) in self.env.execute_query(query)}
