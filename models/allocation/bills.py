"""Which products' allocation depends on which others': the graph of bills."""

from odoo.tools import SQL

from ..base.states import OPEN_MOVES

# Every bill of a template's variants, whichever Odoo would choose: a few products too
# many are read, none too few.
UP = """
    SELECT made.id AS reached, line.product_id AS component,
           bom.type = 'phantom' AS kit
      FROM mrp_bom_line line
      JOIN mrp_bom bom ON bom.id = line.bom_id AND bom.active
      JOIN product_product made ON made.product_tmpl_id = bom.product_tmpl_id
       AND (bom.product_id IS NULL OR bom.product_id = made.id)
      JOIN product_template template ON template.id = made.product_tmpl_id
     WHERE line.product_id = ANY(%(products)s)
       -- Who sells what has no stock waits for nothing that it is made of.
       AND (bom.type = 'phantom' OR template.is_storable)
"""
# What has no stock is reserved by Odoo alone.
DOWN = """
    SELECT line.product_id AS reached, template.is_storable AS stocked,
           EXISTS (SELECT FROM mrp_bom kit
                    WHERE kit.product_tmpl_id = template.id
                      AND kit.type = 'phantom' AND kit.active) AS kit
      FROM product_product made
      JOIN mrp_bom bom ON bom.product_tmpl_id = made.product_tmpl_id AND bom.active
       AND (bom.product_id IS NULL OR bom.product_id = made.id)
      JOIN mrp_bom_line line ON line.bom_id = bom.id
      JOIN product_product component ON component.id = line.product_id
      JOIN product_template template ON template.id = component.product_tmpl_id
     WHERE made.id = ANY(%(products)s)
  GROUP BY line.product_id, template.id
"""
# Lines of the one or the other, and whether rows of the ranks that matter wait for what
# they reach. The products as an array, for PostgreSQL to look them up by index.
AWAITED = """
      WITH bills AS MATERIALIZED (%(bills)s),
           reached AS (SELECT ARRAY(SELECT DISTINCT reached FROM bills) AS ids),
           awaited AS (
           SELECT move.product_id
             FROM stock_move move
             JOIN sale_order_line line ON line.id = move.sale_line_id
             JOIN sale_order orders ON orders.id = line.order_id
            WHERE move.product_id = ANY((SELECT ids FROM reached)::int[])
              AND move.state IN %(states)s
              AND orders.schedule_open AND orders.company_id = ANY(%(companies)s)
              AND (%(until)s IS NULL OR orders.schedule_rank <= %(until)s)
            UNION
           SELECT line.product_id
             FROM sale_order_line line
             JOIN sale_order orders ON orders.id = line.order_id
            WHERE line.product_id = ANY((SELECT ids FROM reached)::int[])
              AND orders.schedule_open AND orders.company_id = ANY(%(companies)s)
              AND (%(until)s IS NULL OR orders.schedule_rank <= %(until)s))
    SELECT bills.*, bills.reached IN (SELECT product_id FROM awaited) FROM bills
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
            lines = [line for line in self._lines(DOWN, level) if line[0] not in found]
            found.update(component for component, *_line in lines)
            stocked.update(line[0] for line in lines if line[1])
            level = {
                component
                for component, _storable, kit, awaited in lines
                if kit or (deeper and awaited)
            }
        return stocked

    def above(self, products, until=None):
        """Return what rows wait for and is made of products, to the top.

        :param products: ids
        :param until: lowest rank of the rows that matter, or None for all
        """
        found, done, level = set(), set(), set(products)
        while level:
            done |= level
            bills = self._lines(UP, level, until)
            self.components.update(component for _made, component, *_bill in bills)
            on = {made for made, _component, _kit, awaited in bills if awaited}
            found |= on
            level = (on | {made for made, _component, kit, _ in bills if kit}) - done
        return found

    def _lines(self, query, products, until=None):
        """Return lines of bills, with whether rows wait for what they reach.

        :param query: UP or DOWN; :param products: ids
        :param until: as of :meth:`above`
        """
        return self.env.execute_query(
            SQL(
                AWAITED,
                bills=SQL(query, products=list(products)),
                companies=self.companies,
                states=OPEN_MOVES,
                until=until,
            )
        )
