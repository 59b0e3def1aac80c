"""Open stock moves, as the allocation reads them."""

from typing import NamedTuple

OPEN_MOVES = ("waiting", "confirmed", "partially_available", "assigned")

MOVES = """
    SELECT move.id, move.product_id AS product, move.company_id AS company,
           move.product_qty AS quantity, move.picked, move.date,
           move.sale_line_id AS row, move.raw_material_production_id AS raw_mo,
           move.production_id AS mo, move.picking_id AS picking,
           source.usage AS source_usage, source.parent_path AS source,
           source.warehouse_id AS source_warehouse,
           target.usage AS target_usage, target.parent_path AS target,
           target.warehouse_id AS target_warehouse,
           COALESCE(final.parent_path, target.parent_path) AS final,
           COALESCE(orders.schedule_rank, consumer.schedule_rank) AS rank,
           line.sequence, COALESCE(consumer.schedule_key, 0) AS key,
           orders.id AS order_id, line.warehouse_id AS row_warehouse,
           CASE WHEN move.production_id IS NOT NULL THEN maker.mto_line_id
                WHEN source.usage = 'internal' AND target.usage = 'internal'
                -- What an MTO MO made is stored by a move of its own.
                THEN (SELECT made.mto_line_id
                        FROM stock_move_move_rel rel
                        JOIN stock_move origin ON origin.id = rel.move_orig_id
                        JOIN mrp_production made ON made.id = origin.production_id
                       WHERE rel.move_dest_id = move.id
                         AND origin.product_id = move.product_id
                         AND made.mto_line_id IS NOT NULL
                       LIMIT 1)
            END AS made_for,
           maker.schedule_parent_id AS made_into,
           COALESCE(maker.date_deadline, maker.date_finished) AS mo_date
      FROM stock_move move
      JOIN stock_location source ON source.id = move.location_id
      JOIN stock_location target ON target.id = move.location_dest_id
 LEFT JOIN stock_location final
        ON final.id = move.location_final_id AND final.usage = 'internal'
 LEFT JOIN sale_order_line line ON line.id = move.sale_line_id
 LEFT JOIN sale_order orders ON orders.id = line.order_id
 LEFT JOIN mrp_production consumer ON consumer.id = move.raw_material_production_id
 LEFT JOIN mrp_production maker ON maker.id = move.production_id
     WHERE move.product_id = ANY(%(products)s)
       AND move.company_id = ANY(%(companies)s)
       AND move.state IN %(states)s
       AND (%(until)s IS NULL OR move.product_id = ANY(%(whole)s) OR move.picked
            -- What is served before the ranking counts at whatever rank.
            OR EXISTS (SELECT FROM stock_move_move_rel rel
                        WHERE rel.move_dest_id = move.id)
            OR EXISTS (SELECT FROM mrp_production made
                        WHERE made.mto_line_id = move.sale_line_id
                          AND made.mto_line_id IS NOT NULL)
            OR EXISTS (SELECT FROM mrp_production made
                        WHERE made.schedule_parent_id = move.raw_material_production_id
                          AND made.schedule_parent_id IS NOT NULL)
            OR COALESCE(orders.schedule_rank, consumer.schedule_rank) IS NULL
            OR COALESCE(orders.schedule_rank, consumer.schedule_rank) <= %(until)s)
"""


class Move(NamedTuple):
    """An open stock move, quantities in the product's unit; see MOVES."""

    id: int
    product: int
    company: int
    quantity: float
    picked: bool
    date: object
    row: int
    raw_mo: int
    mo: int
    picking: int
    source_usage: str
    source: str
    source_warehouse: int
    target_usage: str
    target: str
    target_warehouse: int
    final: str
    rank: float
    sequence: int
    key: float
    order_id: int
    row_warehouse: int
    made_for: int
    made_into: int
    mo_date: object
