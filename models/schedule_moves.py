"""Open stock moves, as the provider reads them."""

from ..engine.snapshot import COMPONENT, ROW, Move

OPEN_MOVES = ("waiting", "confirmed", "partially_available", "assigned")

# Goods of somebody else are neither demanded nor expected here.
MOVES = """
    SELECT move.id, move.product_id, move.company_id, move.product_qty,
           CASE WHEN move.production_id IS NULL THEN move.date
                ELSE COALESCE(making.date_deadline, making.date_finished) END,
           CASE WHEN source.usage = 'internal' THEN source.parent_path END,
           source.warehouse_id,
           CASE WHEN target.usage = 'internal' THEN target.parent_path END,
           target.warehouse_id, final.parent_path,
           move.sale_line_id, move.raw_material_production_id, move.production_id,
           COALESCE(orders.schedule_rank, consumer.schedule_rank, 'Infinity'),
           COALESCE(line.sequence, 0), COALESCE(consumer.schedule_key, 0),
           maker.mto_line_id, maker.schedule_parent_id,
           move.procure_method = 'make_to_order'
      FROM stock_move move
      JOIN stock_location source ON source.id = move.location_id
      JOIN stock_location target ON target.id = move.location_dest_id
      JOIN res_company company ON company.id = move.company_id
 LEFT JOIN stock_location final
        ON final.id = move.location_final_id AND final.usage = 'internal'
 LEFT JOIN stock_picking picking ON picking.id = move.picking_id
 LEFT JOIN sale_order_line line ON line.id = move.sale_line_id
 LEFT JOIN sale_order orders ON orders.id = line.order_id
 LEFT JOIN mrp_production consumer ON consumer.id = move.raw_material_production_id
 LEFT JOIN mrp_production making ON making.id = move.production_id
 LEFT JOIN LATERAL (
           SELECT made.*
             FROM mrp_production made
            WHERE made.product_id = move.product_id AND (
                  made.id = move.production_id
                  -- What an MO made is stored by a move of its own.
                  OR (move.production_id IS NULL AND source.usage = 'internal'
                      AND target.usage = 'internal'
                      AND move.raw_material_production_id IS NULL
                      AND made.production_group_id = move.production_group_id))
            ORDER BY made.id LIMIT 1) maker ON TRUE
     WHERE move.product_id = ANY(%(products)s)
       AND move.company_id = ANY(%(companies)s)
       AND move.state IN %(states)s
       AND COALESCE(move.restrict_partner_id, picking.owner_id, company.partner_id)
           = company.partner_id
       AND (%(until)s IS NULL OR move.product_id = ANY(%(whole)s) OR move.picked
            OR move.sale_line_id = ANY(%(rows)s)
            -- What is served before the ranking counts at whatever rank.
            OR EXISTS (SELECT FROM stock_move_line entered
                        WHERE entered.move_id = move.id
                          AND entered.schedule_entered > 0)
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


def as_move(record, origins, brought, entered):
    """Return a record of MOVES as the engine takes it.

    :param origins: {move id: [ids of its open origins]}
    :param brought: {move id: what its origins have brought}, of moves that have any
    :param entered: {move id: [:class:`~engine.snapshot.Entered`]}
    """
    (id_, product, company, quantity, date, source, source_warehouse, target) = record[
        :8
    ]
    (target_warehouse, final, row, raw_mo, mo, rank, sequence, key) = record[8:16]
    made_row, parent, waits = record[16:]
    made_for = None
    if made_row:
        made_for = ("row", made_row)
    elif parent:
        made_for = ("part", parent, product)
    place = None
    if raw_mo:
        place = (rank, COMPONENT, key, id_, 0)
    elif row:
        place = (rank, ROW, sequence, row, id_)
    if id_ not in brought and waits and (row or raw_mo):
        # Odoo waits for what it has not ordered yet, and takes nothing else.
        brought = {id_: (("waits", id_), 0.0)}
    return Move(
        *(id_, product, company, quantity, date, source, source_warehouse),
        *(target, target_warehouse, final, row, raw_mo, mo, place),
        *(tuple(origins.get(id_, ())), id_ in brought, brought.get(id_), made_for),
        entered=tuple(entered.get(id_, ())),
    )
