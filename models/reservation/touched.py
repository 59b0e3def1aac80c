"""Which products a business step has touched."""

from collections import defaultdict

from odoo.tools import SQL

from ..allocation.firm_moves import held_firmly
from ..allocation.recipes import OPTIONS
from ..base.step import KEY

# Fields whose change can change who gets what, per model.
FIELDS = {
    "sale.order": {"state", "warehouse_id", "order_line", "promise_firm"},
    "sale.order.line": {
        *("sequence", "product_id", "product_uom_qty", "product_uom_id", "state"),
        *("warehouse_id", "order_id", OPTIONS),
    },
    "mrp.production": {
        *("state", "mto_line_id", "product_id", "product_qty", "bom_id"),
        *("schedule_key", "schedule_parent_id", "production_group_id"),
        *("qty_producing", "location_src_id", "output_lost_qty"),
    },
    "stock.move": {
        *("product_id", "product_uom_qty", "product_uom", "state", "picked", "date"),
        *("location_id", "location_dest_id", "location_final_id", "sale_line_id"),
        *("move_orig_ids", "move_dest_ids", "raw_material_production_id"),
        *("production_id", "restrict_partner_id", "procure_method"),
    },
    "stock.move.line": {
        *("quantity", "product_uom_id", "picked", "location_id", "lot_id"),
        *("package_id", "result_package_id", "owner_id", "move_id", "state"),
    },
    "stock.quant": {"quantity", "location_id", "lot_id", "owner_id", "package_id"},
    "stock.location": {"location_id", "usage", "warehouse_id", "company_id"},
    "stock.lot": {"removal_date"},
    "stock.picking": {"owner_id"},
    "mrp.bom": {
        *("active", "product_id", "product_tmpl_id", "product_qty", "type"),
        *("product_uom_id", "company_id", "picking_type_id", "sequence"),
    },
    "mrp.bom.line": {
        *("product_id", "product_qty", "product_uom_id", "bom_id"),
        "bom_product_template_attribute_value_ids",
    },
    "res.company": {"reserve_by_rank"},
}
# {model: query of (company id, product id) of some of its records}
QUERIES = {
    "sale.order": """
        SELECT orders.company_id, COALESCE(move.product_id, line.product_id)
          FROM sale_order orders
          JOIN sale_order_line line ON line.order_id = orders.id
     LEFT JOIN stock_move move ON move.sale_line_id = line.id
         WHERE orders.id = ANY(%s) AND orders.state NOT IN ('draft', 'sent')""",
    "sale.order.line": """
        SELECT line.company_id, COALESCE(move.product_id, line.product_id)
          FROM sale_order_line line
     LEFT JOIN stock_move move ON move.sale_line_id = line.id
         WHERE line.id = ANY(%s) AND line.state NOT IN ('draft', 'sent')""",
    "mrp.production": """
        SELECT move.company_id, move.product_id
          FROM mrp_production mo
          JOIN stock_move move
            ON mo.id IN (move.raw_material_production_id, move.production_id)
         WHERE mo.id = ANY(%s) AND mo.state <> 'draft'""",
    "stock.move": """
        SELECT company_id, product_id FROM stock_move
         WHERE id = ANY(%s) AND state <> 'draft'""",
    "stock.move.line": """
        SELECT company_id, product_id FROM stock_move_line
         WHERE id = ANY(%s) AND state IS DISTINCT FROM 'draft'""",
    # What no company owns (vendors', customers', lost goods) is nobody's supply.
    "stock.quant": """
        SELECT company_id, product_id FROM stock_quant
         WHERE id = ANY(%s) AND company_id IS NOT NULL""",
    "stock.location": """
        SELECT quant.company_id, quant.product_id
          FROM stock_location place
          JOIN stock_location inside
            ON inside.parent_path LIKE place.parent_path || '%%'
          JOIN stock_quant quant ON quant.location_id = inside.id
         WHERE place.id = ANY(%s) AND quant.company_id IS NOT NULL""",
    "stock.lot": """
        SELECT quant.company_id, quant.product_id FROM stock_quant quant
         WHERE quant.lot_id = ANY(%s) AND quant.company_id IS NOT NULL""",
    "stock.picking": """
        SELECT company_id, product_id FROM stock_move WHERE picking_id = ANY(%s)""",
    "mrp.bom": """
        SELECT bom.company_id, product.id
          FROM mrp_bom bom
     LEFT JOIN mrp_bom_line line ON line.bom_id = bom.id
          JOIN product_product product
            ON product.product_tmpl_id = bom.product_tmpl_id
            OR product.id = line.product_id
         WHERE bom.id = ANY(%s)""",
    "mrp.bom.line": """
        SELECT bom.company_id, product.id
          FROM mrp_bom_line line
          JOIN mrp_bom bom ON bom.id = line.bom_id
          JOIN product_product product
            ON product.product_tmpl_id = bom.product_tmpl_id
            OR product.id = line.product_id
         WHERE line.id = ANY(%s)""",
    "res.company": """
        SELECT DISTINCT company_id, product_id FROM stock_move
         WHERE company_id = ANY(%s)
           AND state IN ('waiting', 'confirmed', 'partially_available', 'assigned')""",
}


# Fields that say of what product a record is: what it was of before is touched too.
OF = {"product_id", "product_tmpl_id", "bom_id", "company_id"}


def touch(records, names, before=False):
    """Note in the running step that fields of some records change.

    :param names: names of fields
    :param before: they have not changed yet; or the records are about to be deleted
    """
    step, model = records.env.cr.cache.get(KEY), records._name
    if step is None or not step.running or step.given is not None:
        return
    if model not in QUERIES or not records.ids:
        return
    fields = FIELDS[model]
    changed = fields.intersection(names)
    if step.held_firmly is None and (changed or before):
        # Nothing that this step changes is in the database yet.
        step.held_firmly = held_firmly(records.sudo().env)
    if changed == {"date"} and model == "stock.move":
        # Rows and components are served by rank, other transfers by date; what has to
        # be removed before then serves nobody.
        records = records.filtered(
            lambda move: move._schedule_is_transfer() or _counts_dates(move.product_id)
        )
    if before:
        if OF.intersection(names):
            records.flush_recordset()
            step.products.update(_read(records.env, model, records.ids))
    elif changed:
        step.touched[model].update(records.ids)
    elif "schedule_rank" in names:
        step.ranked[model].update(records.ids)


def _counts_dates(product):
    """Tell whether lots of a product have to be removed some day."""
    return "use_expiration_date" in product._fields and product.use_expiration_date


def touched_products(env, step):
    """Return what a step has touched.

    :param step: :class:`~.base.step.Step`
    :return: {company: {product id}}; the moves that are asked to be reserved, as far as
        there still are; and whether nothing but ranks changed
    """
    env.flush_all()
    pairs, asked = set(step.products), []
    queries = [
        SQL(f"SELECT *, NULL::int FROM ({QUERIES[model]}) AS found", list(ids))
        for model in sorted({*step.touched, *step.ranked})
        if (ids := step.touched[model] | step.ranked[model])
    ]
    if step.asked:
        of_moves = (
            "SELECT company_id, product_id, id FROM stock_move WHERE id = ANY(%s)"
        )
        queries.append(SQL(of_moves, list(step.asked)))
    if queries:
        for company, product, move in env.execute_query(SQL(" UNION ").join(queries)):
            pairs.add((company, product))
            asked += [move] if move else []
    only_ranks = not (step.products or any(step.touched.values()) or step.asked)
    found, shared = defaultdict(set), set()
    for company, product in pairs:
        if company:
            found[company].add(product)
        else:
            shared.add(product)
    if shared:
        for company in env["res.company"].search([]).ids:
            found[company] |= shared
    companies = env["res.company"].browse(found)
    products = {company: found[company.id] for company in companies}
    return products, env["stock.move"].browse(sorted(asked)), only_ranks


def _read(env, model, ids):
    """Return [(company id, product id)] of records."""
    return env.execute_query(SQL(QUERIES[model], list(ids))) if ids else []
