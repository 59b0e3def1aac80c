from odoo import fields, models
from odoo.tools import SQL

from ..ranking.sale_order_line import OWN_DATE

# A row counts when all of it is delivered: the last part says when. What was there in
# time, and was exchanged later, was in time.
QUERY = """
    WITH moved AS (
        SELECT move.sale_line_id AS row, move.date,
               target.usage = 'customer' AS out, signed.quantity,
               SUM(signed.quantity) OVER (
                   PARTITION BY move.sale_line_id
                       ORDER BY move.date, move.id) AS so_far,
               move.product_id <> line.product_id AS is_part,
               line.product_uom_qty AS wanted
          FROM stock_move move
          JOIN sale_order_line line ON line.id = move.sale_line_id
          JOIN uom_uom unit ON unit.id = move.product_uom
          JOIN uom_uom own ON own.id = line.product_uom_id
          JOIN stock_location source ON source.id = move.location_id
          JOIN stock_location target ON target.id = move.location_dest_id
    CROSS JOIN LATERAL (
               SELECT (CASE WHEN target.usage = 'customer' THEN 1 ELSE -1 END
                       * move.quantity * unit.factor / own.factor)::float8 AS quantity
               ) signed
         WHERE move.state = 'done'
           AND (source.usage = 'customer') <> (target.usage = 'customer')
    ), leads AS (
        SELECT order_id, MIN(customer_lead) AS least, MAX(customer_lead) AS most
          FROM sale_order_line line
          JOIN product_product product ON product.id = line.product_id
          JOIN product_template template ON template.id = product.product_tmpl_id
         WHERE line.display_type IS NULL AND template.type = 'consu' AND %(goods)s
      GROUP BY order_id
    ), due AS (
        SELECT line.id AS row,
               COALESCE(%(own)s, orders.commitment_date,
                        orders.date_order + interval '1 day' * CASE
                            WHEN orders.picking_policy = 'direct' THEN leads.least
                            ELSE leads.most END) AS deadline,
               COALESCE(calendar.tz, 'UTC') AS tz
          FROM sale_order_line line
          JOIN sale_order orders ON orders.id = line.order_id
          JOIN leads ON leads.order_id = orders.id
          JOIN res_company company ON company.id = line.company_id
     LEFT JOIN resource_calendar calendar
            ON calendar.id = company.resource_calendar_id
         WHERE orders.state = 'sale'
    ), delivered AS (
        SELECT moved.row,
               -- A kit is whole with its last part; else when all had been there once.
               CASE WHEN BOOL_OR(moved.is_part)
                    THEN MAX(moved.date) FILTER (WHERE moved.out)
                    ELSE MIN(moved.date) FILTER (
                         WHERE moved.so_far > moved.wanted - 1e-6) END AS delivered_on,
               CASE WHEN NOT BOOL_OR(moved.is_part)
                    THEN SUM(moved.quantity) FILTER (WHERE %(date)s <= %(deadline)s)
                    WHEN BOOL_AND(%(date)s <= %(deadline)s OR NOT moved.out)
                    THEN MAX(moved.wanted) END AS on_time
          FROM moved
          JOIN due ON due.row = moved.row
      GROUP BY moved.row
    ), worked AS (
        SELECT mo.mto_line_id AS row, SUM(task.duration_expected) / 60 AS planned,
               SUM(task.duration) / 60 AS spent
          FROM mrp_production mo
     LEFT JOIN mrp_workorder task
            ON task.production_id = mo.id AND task.state = 'done'
         WHERE mo.mto_line_id IS NOT NULL AND mo.state = 'done'
      GROUP BY mo.mto_line_id
    )
    SELECT line.id, line.order_id, line.product_id, orders.partner_id,
           COALESCE(line.warehouse_id, orders.warehouse_id) AS warehouse_id,
           line.company_id, orders.user_id,
           CASE WHEN worked.row IS NULL THEN 'mts' ELSE 'mto' END AS make_type,
           orders.date_order AS confirmed_on,
           COALESCE(line.schedule_first_deadline, due.deadline) AS first_deadline,
           due.deadline AS last_deadline, delivered.delivered_on,
           late.days AS days_late, late.days <= 0 AS on_time,
           CASE WHEN late.days <= 0 THEN 1.0 ELSE 0.0 END AS on_time_share,
           EXTRACT(epoch FROM delivered.delivered_on - orders.date_order) / 86400
               AS lead_days,
           line.product_uom_qty * unit.factor / main.factor AS quantity,
           LEAST(line.product_uom_qty, GREATEST(0, COALESCE(delivered.on_time, 0)))
               * unit.factor / main.factor AS quantity_on_time,
           worked.planned AS planned_hours, worked.spent AS spent_hours
      FROM delivered
      JOIN sale_order_line line ON line.id = delivered.row
      JOIN sale_order orders ON orders.id = line.order_id
      JOIN due ON due.row = line.id
      JOIN product_product product ON product.id = line.product_id
      JOIN product_template template ON template.id = product.product_tmpl_id
      JOIN uom_uom unit ON unit.id = line.product_uom_id
      JOIN uom_uom main ON main.id = template.uom_id
 LEFT JOIN worked ON worked.row = line.id
CROSS JOIN LATERAL (SELECT %(delivered)s - %(deadline)s AS days) late
     WHERE line.product_uom_qty > 0 AND line.qty_delivered >= line.product_uom_qty
       AND delivered.delivered_on IS NOT NULL
"""


def _day(moment):
    """Return the day of a moment where the company works."""
    return SQL(
        "((%s AT TIME ZONE 'UTC') AT TIME ZONE due.tz)::date",
        SQL(moment),
    )


class MakeScheduleReport(models.Model):
    """Delivered rows, on time or not, measured the same however they came.

    Days are those of the company's working hours. Read as a query: no view of the
    database stands in the way of a module that adds dates to rows.
    """

    _name = "make.schedule.report"
    _inherit = ["make.schedule.guard"]
    _description = "Delivered on time"
    _auto = False
    _rec_name = "order_id"
    _order = "delivered_on desc, id desc"

    order_id = fields.Many2one(
        "sale.order", "Order", readonly=True, help="The sales order of the row."
    )
    product_id = fields.Many2one(
        "product.product", "Product", readonly=True, help="What was delivered."
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", readonly=True, help="To whom."
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", "Warehouse", readonly=True, help="From where."
    )
    company_id = fields.Many2one(
        "res.company", "Company", readonly=True, help="Which company sold it."
    )
    user_id = fields.Many2one(
        "res.users", "Salesperson", readonly=True, help="Who sold it."
    )
    make_type = fields.Selection(
        [("mto", "Made to order"), ("mts", "From stock")],
        "Made",
        readonly=True,
        help="Whether it was made for this row alone.",
    )
    confirmed_on = fields.Datetime(
        "Confirmed on", readonly=True, help="When the order was confirmed."
    )
    first_deadline = fields.Datetime(
        "Deadline at confirmation",
        readonly=True,
        help="The delivery deadline when the row was confirmed.",
    )
    last_deadline = fields.Datetime(
        "Last deadline",
        readonly=True,
        help="The delivery deadline that counted in the end.",
    )
    delivered_on = fields.Datetime(
        "Delivered on", readonly=True, help="When the last part was delivered."
    )
    days_late = fields.Integer(
        "Days late",
        readonly=True,
        aggregator="avg",
        help="Days from the last deadline to the delivery; below zero, it was early.",
    )
    on_time = fields.Boolean(
        "On time", readonly=True, help="Delivered by the day of the last deadline."
    )
    on_time_share = fields.Float(
        "Share on time",
        readonly=True,
        aggregator="avg",
        help="The share of rows that were delivered on time.",
    )
    lead_days = fields.Float(
        "Lead time in days",
        readonly=True,
        aggregator="avg",
        help="Days from the confirmation to the last delivery.",
    )
    quantity = fields.Float(
        "Quantity",
        readonly=True,
        digits="Product Unit",
        help="What was ordered, in the product's unit.",
    )
    quantity_on_time = fields.Float(
        "Quantity on time",
        readonly=True,
        digits="Product Unit",
        help="As much of it as was delivered by the last deadline.",
    )
    planned_hours = fields.Float(
        "Hours planned",
        readonly=True,
        help="What the tasks of what was made for the row were planned to take.",
    )
    spent_hours = fields.Float(
        "Hours spent", readonly=True, help="What these tasks took."
    )

    @property
    def _table_query(self):
        of_rows = self.env["sale.order.line"]._fields
        has_own, has_shipping = OWN_DATE in of_rows, "is_delivery" in of_rows
        return SQL(
            QUERY,
            own=SQL.identifier("line", OWN_DATE) if has_own else SQL("NULL::timestamp"),
            goods=SQL("line.is_delivery IS NOT TRUE" if has_shipping else "TRUE"),
            date=_day("moved.date"),
            deadline=_day("due.deadline"),
            delivered=_day("delivered.delivered_on"),
        )
