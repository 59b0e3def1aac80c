"""Databases of any size: a few documents made by Odoo, the rest copies of their rows.

Confirming 10,000 sales orders through Odoo takes half an hour. One order and one MO
are confirmed; all others are their database rows again, with other products, ranks
and references.
"""

import random

from odoo.fields import Command
from odoo.tools import SQL

ROWS_PER_ORDER = 5
PARTS_PER_PRODUCT = 4
PRODUCTS_PER_PART = 10
# With 2,000 products, the part that is used most is in some 600 of their bills.
UNEVEN = 2.6
# Rows that are copied in one query.
AT_ONCE = 100_000


def build(
    env, rows, productions, products, shared=False, on_hand=5, to_order=0, history=0
):
    """Fill a database with open orders and MOs.

    :param rows: open sales order rows, five to an order
    :param productions: open MOs
    :param products: finished products, each made of four parts, of which some are in
        one bill and some in hundreds
    :param shared: one more part that all products are made of
    :param on_hand: pieces of each product and part in stock; a row asks for three
    :param to_order: how many of the MOs are made to order; every tenth of them has a
        subassembly
    :param history: moves that are done
    """
    parts = _create_products(
        env, "Part", products * PARTS_PER_PRODUCT // PRODUCTS_PER_PART + 1
    )
    made = _create_products(env, "Product", products)
    bills = _create_bills(env, made, parts, parts[-1] if shared else None)
    stock = (
        env["stock.warehouse"]
        .search([("company_id", "=", env.company.id)], limit=1)
        .lot_stock_id
    )
    env["stock.quant"].create(
        [
            {"product_id": product.id, "location_id": stock.id, "quantity": on_hand}
            for product in made + parts
        ]
    )
    orders = rows // ROWS_PER_ORDER
    lines = _copy_orders(env, made, orders, history)
    _copy_productions(env, bills, productions, lines[:to_order])
    env.cr.execute(
        SQL("SELECT setval('make_schedule_rank_seq', %s)", 10**6 + orders + productions)
    )
    env.invalidate_all()
    # Told and read as after a commit.
    env.cr.flush()
    env["make.schedule.change"]._add()
    # As autovacuum would have done by now.
    env.cr.execute("ANALYZE")


def _create_products(env, name, count):
    return env["product.product"].create(
        [
            {"name": f"{name} {number}", "is_storable": True, "type": "consu"}
            for number in range(count)
        ]
    )


def _create_bills(env, made, parts, common):
    """Create a bill for each product; return {product: its parts}."""
    parts_of = {}
    chance = random.Random(1)
    for product in made:
        # Few parts are in most of the bills.
        places = {
            int(len(parts) * chance.random() ** UNEVEN)
            for _part in range(PARTS_PER_PRODUCT)
        }
        parts_of[product] = parts.browse([parts[place].id for place in sorted(places)])
        if common:
            parts_of[product] |= common
    env["mrp.bom"].create(
        [
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "company_id": False,
                "bom_line_ids": [
                    Command.create({"product_id": part.id, "product_qty": 1})
                    for part in parts_of[product]
                ],
            }
            for product in made
        ]
    )
    return parts_of


def _copy_orders(env, made, count, history):
    """Copy an order and its delivery; return [(row id, product, rank, order id)].

    :param history: moves that are done, of nobody's
    """
    partner = env["res.partner"].create({"name": "Benchmark"})
    first = env["sale.order"].create(
        {
            "partner_id": partner.id,
            "order_line": [
                Command.create({"product_id": made[0].id, "product_uom_qty": 3})
            ],
        }
    )
    first.action_confirm()
    env.flush_all()
    orders = _copies(
        env,
        first,
        [{"name": f"BENCH{at}", "schedule_rank": 10.0**6 + at} for at in range(count)],
    )
    pickings = _copies(
        env,
        first.picking_ids,
        [{"name": f"BENCH/OUT/{at}"} for at in range(count)],
    )
    total = range(count * ROWS_PER_ORDER)
    product = [made[(at * 7) % len(made)].id for at in total]
    lines = _copies(
        env,
        first.order_line,
        [
            {"order_id": orders[at // ROWS_PER_ORDER], "product_id": product[at]}
            for at in total
        ],
    )
    _copies(
        env,
        first.order_line.move_ids,
        [
            {
                "sale_line_id": lines[at],
                "product_id": product[at],
                "picking_id": pickings[at // ROWS_PER_ORDER],
                "state": "confirmed",
                "quantity": 0,
            }
            for at in total
        ],
    )
    for at in range(0, history, AT_ONCE):
        _copies(
            env,
            first.order_line.move_ids,
            [
                {
                    "sale_line_id": None,
                    "picking_id": None,
                    "product_id": made[number % len(made)].id,
                    "state": "done",
                    "quantity": 3,
                }
                for number in range(at, min(at + AT_ONCE, history))
            ],
        )
    return [
        (
            *(lines[at], made[(at * 7) % len(made)], 10.0**6 + at // ROWS_PER_ORDER),
            orders[at // ROWS_PER_ORDER],
        )
        for at in total
    ]


def _copy_productions(env, parts_of, count, lines):
    """Copy an MO.

    :param lines: [(row id, product, rank, order id)] that the first are made for
    """
    made = list(parts_of)
    first = env["mrp.production"].create({"product_id": made[0].id, "product_qty": 2})
    first.action_confirm()
    env.flush_all()
    product = [made[(at * 3) % len(made)] for at in range(count)]
    rank = [10.0**6 + at + 0.5 for at in range(count)]
    row, order = [None] * count, [None] * count
    for at, (line, wanted, place, of) in enumerate(lines[:count]):
        row[at], product[at], rank[at], order[at] = line, wanted, place, of
    groups = _copies(
        env, first.production_group_id, [{"name": f"B{at}"} for at in range(count)]
    )
    mos = _copies(
        env,
        first,
        [
            {
                "name": f"BENCH/MO/{at}",
                "product_id": product[at].id,
                "bom_id": product[at].bom_ids.id,
                "production_group_id": groups[at],
                "schedule_rank": rank[at],
                "mto_line_id": row[at],
                "mto_order_id": order[at],
            }
            for at in range(count)
        ],
    )
    _make_parents(env, mos[: len(lines)])
    _copies(
        env,
        first.move_finished_ids,
        [
            {"production_id": mos[at], "product_id": product[at].id}
            for at in range(count)
        ],
    )
    _copies(
        env,
        first.move_raw_ids[0],
        [
            {
                "raw_material_production_id": mos[at],
                "product_id": part.id,
                "bom_line_id": None,
                "state": "confirmed",
                "quantity": 0,
            }
            for at in range(count)
            for part in parts_of[product[at]]
        ],
    )


def _make_parents(env, mos):
    """Let every tenth of some MOs made to order be a subassembly of the one before."""
    for parent, child in zip(mos[8::10], mos[9::10], strict=False):
        env.cr.execute(
            SQL(
                "UPDATE mrp_production child"
                " SET mto_line_id = NULL, mto_order_id = NULL,"
                " schedule_parent_id = parent.id, schedule_rank = parent.schedule_rank"
                " FROM mrp_production parent WHERE parent.id = %s AND child.id = %s",
                *(parent, child),
            )
        )


def add_work_orders(env, mos, centers=20):
    """Give each of some MOs two work orders.

    :param centers: number of work centers that the work is spread over
    """
    centers = env["mrp.workcenter"].create(
        [{"name": f"Center {number}"} for number in range(centers)]
    )
    first = env["mrp.workorder"].create(
        {
            "name": "Work",
            "workcenter_id": centers[0].id,
            "production_id": mos[0].id,
            "duration_expected": 30,
        }
    )
    env.flush_all()
    _copies(
        env,
        first,
        [
            {
                "production_id": mos[at // 2].id,
                "workcenter_id": centers[at * 7 % len(centers)].id,
                "duration_expected": 15.0 + at % 60,
            }
            for at in range(1, 2 * len(mos))
        ],
    )
    env.invalidate_all()


def _copies(env, record, values):
    """Insert a record's row again for each of the values; return the new ids."""
    if not values:
        return []
    record.ensure_one()
    table = record._table
    env.cr.execute(
        SQL(
            "SELECT column_name, udt_name FROM information_schema.columns"
            " WHERE table_name = %s AND column_name <> 'id'",
            table,
        )
    )
    kinds = dict(env.cr.fetchall())
    names = list(values[0])
    columns = [name for name in kinds if name not in names]
    lists = SQL(", ").join(
        SQL("%s::%s[]", [row[name] for row in values], SQL(kinds[name]))
        for name in names
    )
    env.cr.execute(
        SQL(
            "INSERT INTO %(table)s (%(columns)s, %(names)s)"
            " SELECT %(same)s, %(new)s FROM %(table)s AS source,"
            " unnest(%(lists)s) WITH ORDINALITY AS given(%(names)s, at)"
            " WHERE source.id = %(id)s ORDER BY at RETURNING id",
            table=SQL.identifier(table),
            columns=SQL(", ").join(map(SQL.identifier, columns)),
            names=SQL(", ").join(map(SQL.identifier, names)),
            same=SQL(", ").join(SQL.identifier("source", name) for name in columns),
            new=SQL(", ").join(SQL.identifier("given", name) for name in names),
            lists=lists,
            id=record.id,
        )
    )
    return [new_id for (new_id,) in env.cr.fetchall()]
