import logging
from collections import defaultdict

from odoo.tools import SQL
from odoo.tools.sql import column_exists

from .models.base.guard import is_ours
from .models.base.states import OPEN_STATES
from .models.ranking.line import SEQUENCE

_logger = logging.getLogger(__name__)

# Columns that the ORM would otherwise fill record by record.
COLUMNS = {
    "sale_order": {"schedule_rank": "float8", "schedule_open": "boolean"},
    "mrp_production": {
        "schedule_rank": "float8",
        "schedule_key": "float8",
        "schedule_parent_id": "integer",
        "mto_order_id": "integer",
        "make_type": "varchar",
        "date_begun": "timestamp",
    },
}

OPEN_ORDERS = """
    UPDATE sale_order SET schedule_open = id IN (
        SELECT row.order_id
          FROM stock_move move
          JOIN sale_order_line row ON row.id = move.sale_line_id
          JOIN stock_location source ON source.id = move.location_id
          JOIN stock_location target
            ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
         WHERE move.state NOT IN ('done', 'cancel') AND source.usage <> 'customer'
           AND target.usage NOT IN ('internal', 'view')
           AND move.production_id IS NULL
         UNION
        SELECT row.order_id
          FROM sale_order_line row
          JOIN product_product product ON product.id = row.product_id
          JOIN product_template template ON template.id = product.product_tmpl_id
         WHERE template.is_storable AND row.product_uom_qty > 0
           AND NOT EXISTS (
               SELECT FROM stock_move move
                 JOIN stock_location source ON source.id = move.location_id
                 JOIN stock_location target
                   ON target.id
                      = COALESCE(move.location_final_id, move.location_dest_id)
                WHERE move.sale_line_id = row.id AND source.usage <> 'customer'
                  AND target.usage NOT IN ('internal', 'view')
                  AND move.production_id IS NULL)
    ) AND state = 'sale'
"""

# The one open MO of the groups above, as _compute_schedule_parent_id() finds it.
PARENTS = """
    UPDATE mrp_production child SET schedule_parent_id = parents.id
      FROM (
        SELECT child.id AS child_id, min(parent.id) AS id
          FROM mrp_production child
          JOIN mrp_production_group_rel rel
            ON rel.child_group_id = child.production_group_id
          JOIN mrp_production parent
            ON parent.production_group_id = rel.parent_group_id
         WHERE parent.state IN %s
         GROUP BY child.id
        HAVING count(DISTINCT parent.id) = 1
      ) parents
     WHERE child.id = parents.child_id
"""

# Orders by the delivery date promised, else the one that the goods' lead times allow,
# as core's _compute_expected_date() does.
RANKS = """
    WITH leads AS (
        SELECT row.order_id, min(row.customer_lead) AS least,
               max(row.customer_lead) AS most
          FROM sale_order_line row
          JOIN product_product product ON product.id = row.product_id
          JOIN product_template template ON template.id = product.product_tmpl_id
         WHERE row.display_type IS NULL AND template.type = 'consu' AND %(goods)s
         GROUP BY row.order_id
    ), line AS (
        SELECT 0 AS kind, sale_order.id, date_order AS since,
               COALESCE(commitment_date, date_order + interval '1 day' * CASE
                   WHEN picking_policy = 'direct' THEN leads.least ELSE leads.most
               END) AS deadline
          FROM sale_order LEFT JOIN leads ON leads.order_id = sale_order.id
         UNION ALL
        SELECT 1, id, create_date, date_deadline
          FROM mrp_production WHERE schedule_parent_id IS NULL
    ), ranked AS (
        SELECT kind, id,
               row_number() OVER (ORDER BY deadline NULLS LAST, since, kind, id) AS rank
          FROM line
    ), orders AS (
        UPDATE sale_order SET schedule_rank = ranked.rank
          FROM ranked WHERE kind = 0 AND ranked.id = sale_order.id
    )
    UPDATE mrp_production SET schedule_rank = ranked.rank
      FROM ranked WHERE kind = 1 AND ranked.id = mrp_production.id
"""

# Nobody knows better when work that goes on has begun.
BEGUN = """
    UPDATE mrp_production SET date_begun = LEAST(date_start, now() AT TIME ZONE 'UTC')
     WHERE state IN ('progress', 'to_close') AND date_begun IS NULL
"""

# Subassemblies share their root's rank and stand above their parents.
BLOCKS = """
    WITH RECURSIVE tree AS (
        SELECT id, schedule_rank, 0 AS depth, ARRAY[id] AS path
          FROM mrp_production WHERE schedule_parent_id IS NULL
         UNION ALL
        SELECT child.id, tree.schedule_rank, tree.depth + 1, tree.path || child.id
          FROM mrp_production child JOIN tree ON child.schedule_parent_id = tree.id
    ), keyed AS (
        SELECT id, schedule_rank, row_number() OVER (
                   PARTITION BY schedule_rank ORDER BY path || 2147483647) AS key
          FROM tree
    )
    UPDATE mrp_production
       SET schedule_rank = keyed.schedule_rank, schedule_key = keyed.key
      FROM keyed WHERE keyed.id = mrp_production.id
"""


# What an uninstalled add-on leaves of its columns, per table of Odoo's: reinstalled,
# it goes on where it was, with its links and ranks.
KEPT = "make_schedule_kept_"

# Links to what has gone meanwhile, or is no longer the same, are none.
LOST_LINKS = """
    UPDATE mrp_production mo SET mto_line_id = NULL, mto_order_id = NULL
     WHERE mto_line_id IS NOT NULL AND NOT EXISTS (
           SELECT FROM sale_order_line row
            WHERE row.id = mo.mto_line_id AND row.product_id = mo.product_id)
"""
LOST_TARGETS = """
    UPDATE mrp_production mo SET %(column)s = NULL
     WHERE %(column)s IS NOT NULL
       AND NOT EXISTS (SELECT FROM %(target)s found WHERE found.id = mo.%(column)s)
"""
TARGETS = {
    "mto_order_id": "sale_order",
    "unlinked_line_id": "sale_order_line",
    "taken_back_id": "mrp_production",
}
# What is new since then comes after what was ranked.
KEPT_RANKS = """
    UPDATE %(table)s document
       SET schedule_rank =
           COALESCE(kept.schedule_rank, document.schedule_rank + %(last)s)
      FROM %(table)s every LEFT JOIN %(kept)s kept ON kept.id = every.id
     WHERE every.id = document.id
"""
KEPT_KEYS = """
    UPDATE mrp_production SET schedule_key = kept.schedule_key
      FROM %s kept WHERE kept.id = mrp_production.id
"""


def pre_init_hook(env):
    """Rank the orders that exist already, each table in one pass (behaviour 3).

    Before the models are loaded: the ORM leaves columns alone that exist.
    """
    for table, columns in COLUMNS.items():
        for column, kind in columns.items():
            _add_column(env, table, column, kind)
    env.cr.execute(SQL("UPDATE mrp_production SET make_type = 'mts'"))
    kept = _take_up_columns(env)
    env.cr.execute(SQL(OPEN_ORDERS))
    env.cr.execute(SQL(BEGUN))
    env.cr.execute(SQL("UPDATE mrp_production SET schedule_parent_id = NULL"))
    env.cr.execute(SQL(PARENTS, OPEN_STATES))
    has_shipping = column_exists(env.cr, "sale_order_line", "is_delivery")
    goods = "row.is_delivery IS NOT TRUE" if has_shipping else "TRUE"
    env.cr.execute(SQL(RANKS, goods=SQL(goods)))
    if {"sale_order", "mrp_production"} <= kept:
        _take_up_ranks(env)
    env.cr.execute(SQL(BLOCKS))
    if "mrp_production" in kept:
        env.cr.execute(SQL(KEPT_KEYS, SQL.identifier(f"{KEPT}mrp_production")))
    for table in kept:
        env.cr.execute(SQL("DROP TABLE %s", SQL.identifier(f"{KEPT}{table}")))
    sequence = SQL.identifier(SEQUENCE)
    env.cr.execute(SQL("CREATE SEQUENCE IF NOT EXISTS %s", sequence))
    env.cr.execute(
        SQL(
            "SELECT setval(%s, 1 + GREATEST("
            " (SELECT COALESCE(max(schedule_rank), 0) FROM sale_order),"
            " (SELECT COALESCE(max(schedule_rank), 0) FROM mrp_production))::bigint)",
            SEQUENCE,
        )
    )


def _add_column(env, table, column, kind):
    env.cr.execute(
        SQL(
            "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s",
            SQL.identifier(table),
            SQL.identifier(column),
            SQL(kind),
        )
    )


def _take_up_columns(env):
    """Fill the columns with what an earlier installation left of them.

    :return: set of the tables of which it left something
    """
    found = env.execute_query(
        SQL(
            "SELECT kept.relname, attribute.attname,"
            " format_type(attribute.atttypid, attribute.atttypmod)"
            " FROM pg_class kept JOIN pg_attribute attribute"
            " ON attribute.attrelid = kept.oid AND attribute.attnum > 0"
            " WHERE kept.relkind = 'r' AND kept.relname LIKE %s"
            " AND kept.relnamespace = current_schema()::regnamespace",
            KEPT.replace("_", r"\_") + "%",
        )
    )
    columns = defaultdict(dict)
    for kept, column, kind in found:
        columns[kept.removeprefix(KEPT)][column] = kind
    for table, kinds in columns.items():
        names = [name for name in kinds if name != "id"]
        for name in names:
            _add_column(env, table, name, kinds[name])
        env.cr.execute(
            SQL(
                "UPDATE %s document SET %s FROM %s kept WHERE kept.id = document.id",
                SQL.identifier(table),
                SQL(", ").join(
                    SQL("%s = kept.%s", SQL.identifier(name), SQL.identifier(name))
                    for name in names
                ),
                SQL.identifier(f"{KEPT}{table}"),
            )
        )
    if "mto_line_id" in columns["mrp_production"]:
        _drop_lost_links(env)
    return {table for table, kinds in columns.items() if kinds}


def _drop_lost_links(env):
    """Take off MOs what they were linked to and is gone by now."""
    env.cr.execute(SQL(LOST_LINKS))
    for column, target in TARGETS.items():
        env.cr.execute(
            SQL(
                LOST_TARGETS,
                column=SQL.identifier(column),
                target=SQL.identifier(target),
            )
        )
    env.cr.execute(
        SQL(
            "UPDATE mrp_production SET make_type ="
            " CASE WHEN mto_line_id IS NULL THEN 'mts' ELSE 'mto' END"
        )
    )


def _take_up_ranks(env):
    """Rank what was ranked as it was, and what is new after it."""
    tables = ("sale_order", "mrp_production")
    last = max(
        env.execute_query(
            SQL(
                "SELECT COALESCE(max(schedule_rank), 0) FROM %s",
                SQL.identifier(f"{KEPT}{table}"),
            )
        )[0][0]
        for table in tables
    )
    for table in tables:
        env.cr.execute(
            SQL(
                KEPT_RANKS,
                table=SQL.identifier(table),
                kept=SQL.identifier(f"{KEPT}{table}"),
                last=max(0, last),
            )
        )
    # An MTO MO shows its order's.
    env.cr.execute(
        SQL(
            "UPDATE mrp_production mo SET schedule_rank = so.schedule_rank"
            " FROM sale_order so WHERE so.id = mo.mto_order_id"
        )
    )


def post_init_hook(env):
    """Adopt what Odoo's Replenish on Order route is making for rows (behaviour 5).

    Where one row has several MOs, they stay make to stock. What was linked before an
    uninstallation follows what its row has become since.
    """
    # Companies that came meanwhile: the ORM fills no column that was there.
    for name in ("reserve_by_rank", "mts_lead_days"):
        default = env["res.company"].default_get([name])[name]
        env.cr.execute(
            SQL(
                "UPDATE res_company SET %s = %s WHERE %s IS NULL",
                *(SQL.identifier(name), default, SQL.identifier(name)),
            )
        )
    env["res.company"].invalidate_model()
    linked = env["mrp.production"].search(
        [("mto_line_id", "!=", False), ("state", "in", OPEN_STATES)]
    )
    linked.mto_line_id._mto_apply_order_change(decided=True)
    mos = env["mrp.production"].search(
        [("sale_line_id", "!=", False), ("state", "!=", "cancel")]
    )
    alone = [found for found in mos.grouped("sale_line_id").values() if len(found) == 1]
    found = mos.browse().concat(*alone)
    found.filtered(lambda mo: mo.state in OPEN_STATES)._mto_adopt()


def uninstall_hook(env):
    """Remove what is not a model's own; keep the columns that Odoo now drops.

    Of Odoo's own tables, in tables named after them (:data:`KEPT`), until the add-on is
    installed again. They can be dropped by hand.
    """
    env.cr.execute(SQL("DROP SEQUENCE IF EXISTS %s", SQL.identifier(SEQUENCE)))
    for model in env.registry.values():
        names = [
            name
            for name, field in model._fields.items()
            if field.store and field.column_type and is_ours(field)
        ]
        if not names or not model._auto or model._name.startswith("make.schedule."):
            continue
        kept = SQL.identifier(f"{KEPT}{model._table}")
        env.cr.execute(SQL("DROP TABLE IF EXISTS %s", kept))
        env.cr.execute(
            SQL(
                "CREATE TABLE %s AS SELECT id, %s FROM %s",
                kept,
                SQL(", ").join(map(SQL.identifier, names)),
                SQL.identifier(model._table),
            )
        )
    _logger.info("Links and ranks are kept for another installation: %s*", KEPT)
