"""What must be true after the load test, whatever happened meanwhile."""

from odoo.tools import SQL

OPEN = ("confirmed", "progress", "to_close")
STRAYED = "reservations that no move has"
# Each statement finds what is wrong.
WRONG = {
    "rows with several open MTO MOs": """
        SELECT mto_line_id FROM mrp_production
         WHERE mto_line_id IS NOT NULL AND state IN %(open)s
         GROUP BY mto_line_id HAVING count(DISTINCT production_group_id) > 1""",
    "MTO MOs that have not their order's rank": """
        SELECT mo.id FROM mrp_production mo JOIN sale_order so ON so.id = mto_order_id
         WHERE mo.schedule_rank <> so.schedule_rank AND mo.state IN %(open)s""",
    "orders or make-to-stock MOs that share a rank": """
        SELECT company_id, schedule_rank FROM (
            SELECT company_id, schedule_rank FROM sale_order WHERE schedule_open
             UNION ALL
            SELECT company_id, schedule_rank FROM mrp_production
             WHERE mto_order_id IS NULL AND schedule_parent_id IS NULL
               AND state IN %(open)s) line
         GROUP BY company_id, schedule_rank HAVING count(*) > 1""",
    "MOs without a rank": """
        SELECT id FROM mrp_production
         WHERE COALESCE(schedule_rank, 0) = 0 AND state IN %(open)s""",
    "MOs of one name": """
        SELECT name, company_id FROM mrp_production
         GROUP BY name, company_id HAVING count(*) > 1""",
    "moves below zero": """
        SELECT id FROM stock_move
         WHERE product_uom_qty < 0 AND state NOT IN ('done', 'cancel')""",
    "returns of what was never shipped": """
        SELECT move.id FROM stock_move move
          JOIN stock_location source ON source.id = move.location_id
         WHERE source.usage = 'customer' AND move.state NOT IN ('cancel', 'draft')
           AND move.sale_line_id IS NOT NULL""",
    # What is picked, or recorded on an MO, is physical truth, and may be beyond.
    "more reserved than there is": """
        SELECT quant.product_id, quant.location_id
          FROM stock_quant quant
          JOIN stock_location place ON place.id = quant.location_id
         WHERE place.usage = 'internal'
         GROUP BY quant.product_id, quant.location_id
        HAVING sum(quantity) + 0.001 < (
               SELECT sum(quantity_product_uom) FROM stock_move_line line
                WHERE line.product_id = quant.product_id
                  AND line.location_id = quant.location_id AND NOT line.picked
                  AND line.state NOT IN ('done', 'cancel', 'draft'))""",
    STRAYED: """
        SELECT quant.product_id, quant.location_id
          FROM stock_quant quant
          JOIN stock_location place ON place.id = quant.location_id
     LEFT JOIN (SELECT product_id, location_id, sum(quantity_product_uom) AS held
                  FROM stock_move_line WHERE state NOT IN ('done', 'cancel', 'draft')
                 GROUP BY product_id, location_id) line
            ON line.product_id = quant.product_id
           AND line.location_id = quant.location_id
         WHERE place.usage = 'internal'
         GROUP BY quant.product_id, quant.location_id, held
        HAVING abs(sum(reserved_quantity) - COALESCE(held, 0)) > 0.001""",
    "open MOs of closed orders": """
        SELECT mo.id FROM mrp_production mo JOIN sale_order so ON so.id = mto_order_id
         WHERE mo.state IN %(open)s AND so.state <> 'sale'""",
}


def main(env):
    """Print what is wrong; return how much."""
    # Where a quant is locked, Odoo reserves on another and takes off that what it does
    # not hold (stock.quant._update_available_quantity); its own job mends both.
    strayed = env.execute_query(SQL(WRONG[STRAYED]))
    print(f"{'products that its job has to mend':48} {len(strayed)}")
    env["stock.quant"]._quant_tasks()
    env.flush_all()
    wrong = 0
    for what, statement in WRONG.items():
        found = env.execute_query(SQL(statement, open=OPEN))
        print(f"{what:48} {len(found)} {found[:5] or ''}")
        wrong += len(found)
    mos = env["mrp.production"].search(
        [("mto_line_id", "!=", False), ("state", "in", OPEN)]
    )
    differ = [
        mo.name
        for mo in mos
        if mo.product_uom_id.compare(mo.mto_line_id._mto_needed_of(mo), mo.product_qty)
    ]
    print(
        f"{'MTO MOs that make not what their row needs':48} {len(differ)} {differ[:5]}"
    )
    blocks = _torn_blocks(env)
    print(f"{'blocks of MOs that are torn apart':48} {len(blocks)} {blocks[:5]}")
    return wrong + len(differ) + len(blocks)


def _torn_blocks(env):
    """Return orders whose MOs do not stand together, in Sell's order, in Schedule."""
    mo = env["mrp.production"]
    mos = mo.search([("state", "in", OPEN)], order=mo._schedule_order)
    seen, torn, last = set(), [], None
    for unit in (one._schedule_root() for one in mos):
        if unit != last and unit in seen:
            torn.append(unit.display_name)
        seen.add(unit)
        last = unit
    return torn
