"""Which stock moves a firm promise is about, and what they hold (behaviour 14)."""

from odoo.tools import SQL

# Deliveries of orders, components of what is made for them and of its parts, and what
# brings either to where it is used.
FIRM = """
      WITH RECURSIVE promised AS (
           SELECT line.id
             FROM sale_order orders
             JOIN sale_order_line line ON line.order_id = orders.id
            WHERE orders.id = ANY(%(orders)s) AND orders.promise_firm
      ), made AS (
           SELECT mo.id
             FROM promised JOIN mrp_production mo ON mo.mto_line_id = promised.id
            UNION
           SELECT part.id
             FROM made JOIN mrp_production part ON part.schedule_parent_id = made.id
      ), firm AS (
           SELECT move.id
             FROM made JOIN stock_move move ON move.raw_material_production_id = made.id
            UNION
           SELECT move.id
             FROM promised JOIN stock_move move ON move.sale_line_id = promised.id
            UNION
           SELECT rel.move_orig_id
             FROM firm JOIN stock_move_move_rel rel ON rel.move_dest_id = firm.id)
    SELECT id FROM firm
"""
# Among the data of a transaction, dropped as it ends: ids of the orders that are
# promised firmly. No other transaction changes what this one sees.
FIRM_ORDERS = "make_schedule.firm_orders"
RESERVED = """
    SELECT line.move_id, sum(GREATEST(0, line.quantity_product_uom
           - GREATEST(0, line.schedule_entered)))
      FROM stock_move_line line
      JOIN stock_location location ON location.id = line.location_id
      JOIN res_company company ON company.id = line.company_id
     WHERE line.move_id = ANY(%(moves)s) AND line.picked IS NOT TRUE
       AND location.usage = 'internal'
       AND COALESCE(line.owner_id = company.partner_id, TRUE)
  GROUP BY line.move_id
"""


def firm_moves(env):
    """Return the ids of the moves that serve orders that are promised firmly.

    :param env: as superuser
    """
    known = env.cr.precommit.data
    if FIRM_ORDERS not in known:
        rows = env.execute_query(SQL("SELECT id FROM sale_order WHERE promise_firm"))
        known[FIRM_ORDERS] = [id_ for (id_,) in rows]
    if not known[FIRM_ORDERS]:
        return []
    rows = env.execute_query(SQL(FIRM, orders=known[FIRM_ORDERS]))
    return [id_ for (id_,) in rows]


def forget_firm_orders(env):
    """Have the orders that are promised firmly read anew: some have changed."""
    env.cr.precommit.data.pop(FIRM_ORDERS, None)


def reserved_firmly(env, moves):
    """Return {move id: quantity} of what is reserved of our own, and not entered.

    :param env: as superuser; :param moves: ids of moves under a firm promise
    """
    return dict(env.execute_query(SQL(RESERVED, moves=moves))) if moves else {}
