"""Which stock moves a firm promise is about, and what they hold (behaviour 14)."""

from typing import NamedTuple

from odoo.tools import SQL

from ..base.states import OPEN_MOVES

# Deliveries of orders, components of what is made for them and of its parts, and what
# brings either to where it is used.
FIRM = """
      WITH RECURSIVE promised AS (
           SELECT line.id
             FROM sale_order orders
             JOIN sale_order_line line ON line.order_id = orders.id
            WHERE orders.id = ANY(%(orders)s) AND orders.promise_firm
              AND orders.schedule_open
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
# What of it takes from the stock: who it is for, and what it holds, picked or not.
HELD = """
    SELECT move.id, move.sale_line_id, move.production_group_id, move.product_id,
           COALESCE(move.firm_qty, 0) + COALESCE(sum(line.quantity_product_uom)
             FILTER (WHERE location.usage = 'internal'
                 AND COALESCE(line.owner_id = company.partner_id, TRUE)), 0)
      FROM stock_move move
      JOIN res_company company ON company.id = move.company_id
 LEFT JOIN stock_move_line line ON line.move_id = move.id
 LEFT JOIN stock_location location ON location.id = line.location_id
     WHERE move.id = ANY(%(moves)s) AND move.state IN %(states)s
       AND NOT EXISTS (SELECT FROM stock_move_move_rel rel
                        WHERE rel.move_dest_id = move.id)
       -- What is put back, or comes back, is held for nobody.
       AND move.origin_returned_move_id IS NULL
       AND NOT EXISTS (SELECT FROM stock_location target
                         JOIN stock_warehouse home ON home.id = target.warehouse_id
                         JOIN stock_location stock ON stock.id = home.lot_stock_id
                        WHERE target.id = move.location_dest_id
                          AND target.parent_path LIKE stock.parent_path || '%%')
  GROUP BY move.id
"""
GONE = """
    SELECT move_id, sum(quantity_product_uom) FROM stock_move_line
     WHERE move_id = ANY(%(moves)s) AND state = 'done'
  GROUP BY move_id
"""
# Among the data of a transaction, dropped as it ends: ids of the orders that are
# promised firmly. No other transaction changes what this one sees.
FIRM_ORDERS = "make_schedule.firm_orders"
RESERVED = """
    SELECT move.id, COALESCE(move.firm_qty, 0),
           COALESCE(sum(GREATEST(0, line.quantity_product_uom
                    - GREATEST(0, line.schedule_entered)))
             FILTER (WHERE line.picked IS NOT TRUE AND location.usage = 'internal'
                 AND COALESCE(line.owner_id = company.partner_id, TRUE)), 0)
      FROM stock_move move
      JOIN res_company company ON company.id = move.company_id
 LEFT JOIN stock_move_line line ON line.move_id = move.id
 LEFT JOIN stock_location location ON location.id = line.location_id
     WHERE move.id = ANY(%(moves)s)
  GROUP BY move.id
"""


def firm_moves(env):
    """Return the ids of the moves that serve orders that are promised firmly.

    :param env: as superuser
    """
    orders = firm_orders(env)
    rows = env.execute_query(SQL(FIRM, orders=orders)) if orders else ()
    return [id_ for (id_,) in rows]


def firm_orders(env):
    """Return the ids of the orders that are promised firmly.

    :param env: as superuser
    """
    known = env.cr.precommit.data
    if FIRM_ORDERS not in known:
        rows = env.execute_query(SQL("SELECT id FROM sale_order WHERE promise_firm"))
        known[FIRM_ORDERS] = [id_ for (id_,) in rows]
    return known[FIRM_ORDERS]


def forget_firm_orders(env):
    """Have the orders that are promised firmly read anew: some have changed."""
    env.cr.precommit.data.pop(FIRM_ORDERS, None)


def reserved_firmly(env, moves):
    """Return {move id: (kept, reserved)} of some moves, of our own, and not entered.

    Kept is what is not reserved for it, and still nobody else's.

    :param env: as superuser; :param moves: ids of moves under a firm promise
    """
    rows = env.execute_query(SQL(RESERVED, moves=moves)) if moves else ()
    return {move: (kept, reserved) for move, kept, reserved in rows}


class Held(NamedTuple):
    """What was held under a firm promise before a step changed anything.

    Odoo lets go of the rest when it makes a backorder or changes a quantity.

    :param whose: {move id: key of whom it is for and of what product}
    :param quantities: {key: quantity}
    """

    whose: dict
    quantities: dict


def held_firmly(env):
    """Return the :class:`Held` of now, as the database has it.

    :param env: as superuser
    """
    moves, whose, quantities = firm_moves(env), {}, {}
    rows = SQL(HELD, moves=moves, states=OPEN_MOVES) if moves else None
    for move, row, group, product, quantity in env.execute_query(rows) if moves else ():
        key = whose[move] = whose_firm(move, row, group, product)
        quantities[key] = quantities.get(key, 0.0) + quantity
    return Held(whose, quantities)


def whose_firm(move, row, group, product):
    """Return the key of whom a move is for: backorders are for the same."""
    if row:
        return "row", row, product
    return ("group", group, product) if group else ("move", move, product)


def kept_firmly(env, held, open_now):
    """Return {move id: quantity} of what was held and is to be held on.

    What has been shipped or consumed since is not; no move gets more than it wants.

    :param env: as superuser; :param held: :class:`Held`
    :param open_now: {move id: (key, what it holds, what it wants besides)}
    """
    left = dict(held.quantities)
    for move, quantity in env.execute_query(SQL(GONE, moves=list(held.whose))):
        left[held.whose[move]] -= quantity
    for key, has, _room in open_now.values():
        if key in left:
            left[key] -= has
    found = {}
    for move, (key, _has, room) in sorted(open_now.items()):
        part = min(left.get(key, 0.0), room)
        if part > 0:
            found[move] = part
            left[key] -= part
    return found
