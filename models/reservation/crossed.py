"""What moves in the ranking can change: the products that both sides of them claim."""

from odoo.tools import SQL

from ...engine.snapshot import RANKED
from ..allocation.bills import Bills
from ..allocation.loader import Loader
from ..allocation.provider import Scope
from ..base.states import OPEN_MOVES, OPEN_STATES

# What is claimed at the places between where somebody left and where he went.
CROSSED = """
    SELECT move.product_id
      FROM sale_order orders
      JOIN sale_order_line line ON line.order_id = orders.id
      JOIN stock_move move ON move.sale_line_id = line.id
     WHERE orders.company_id = %(company)s
       AND orders.schedule_rank BETWEEN %(highest)s AND %(lowest)s
       AND move.state IN %(states)s AND NOT move.id = ANY(%(moves)s)
     UNION
    SELECT line.product_id
      FROM sale_order orders
      JOIN sale_order_line line ON line.order_id = orders.id
     WHERE orders.company_id = %(company)s AND orders.schedule_open
       AND orders.schedule_rank BETWEEN %(highest)s AND %(lowest)s
       AND line.product_id IS NOT NULL AND NOT orders.id = ANY(%(orders)s)
     UNION
    SELECT move.product_id
      FROM mrp_production mo
      JOIN stock_move move ON move.raw_material_production_id = mo.id
     WHERE mo.company_id = %(company)s AND mo.state IN %(open)s
       AND mo.schedule_rank BETWEEN %(highest)s AND %(lowest)s
       AND move.state IN %(states)s AND NOT move.id = ANY(%(moves)s)
"""


class Crossing:
    """The places that units of the number line have passed in a step.

    :param passed: list of (unit, rank that it left or took), a unit being a
        ``sale.order`` or a root ``mrp.production``
    """

    def __init__(self, passed):
        self.units = {unit for unit, _rank in passed}
        self.ranks = [rank for _unit, rank in passed]

    def __bool__(self):
        return bool(self.ranks)

    def products(self, env, company, products):
        """Return those of the moved units' products that somebody else may get now.

        Theirs, or what that is made of, as far as somebody claims it, or what is made
        of it, at the places that they passed. All else is served as it was.

        :param env: as superuser
        :param products: ids of all that they wait for
        :return: set of ids
        """
        bills = Bills(env, company.ids)
        theirs = products | bills.below(products, deeper=True)
        met = self._met(env, company) | self._further(env, company, theirs)
        return theirs & (met | bills.below(met)) if met else set()

    def _met(self, env, company):
        """Return the products that are claimed at the places passed."""
        # One unit alone does not pass itself; of several, each passes the others.
        alone = self.units if len(self.units) == 1 else ()
        query = SQL(
            CROSSED,
            company=company.id,
            highest=min(self.ranks),
            lowest=max(self.ranks),
            states=OPEN_MOVES,
            open=OPEN_STATES,
            moves=[id_ for unit in alone for id_ in unit._schedule_demands().ids],
            orders=[unit.id for unit in alone if unit._name == "sale.order"],
        )
        return {product for (product,) in env.execute_query(query)}

    def _further(self, env, company, products):
        """Return the products that other modules' demands claim there."""
        demands = env["make.schedule.provider"]._further_demands(
            Scope(products, company.ids), Loader(env, products, company.ids)
        )
        return {
            demand.product
            for demand in demands
            if demand.kind == RANKED
            and min(self.ranks) <= demand.sort_key[0] <= max(self.ranks)
        }
