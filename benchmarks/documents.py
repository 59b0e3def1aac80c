"""What everyday steps cost, in a database with the add-on or without it.

Fed to ``odoo shell`` by tools/benchmark, and complete in itself: where the add-on is
not installed there is nothing of it to import. Writes ``{step: [seconds, queries]}``,
medians, to the file that ``BENCHMARK_STEPS`` names.
"""

import json
import os
import time
from statistics import median

from odoo.fields import Command

REPEATS = 7
ROWS_MADE = 200
ROWS_LONG = 300


class Shop:
    """A few products of four parts each, and what a shop does with them.

    :param env: nothing of it is kept
    """

    def __init__(self, env):
        self.env = env(context={**env.context, "lang": "en_US"})
        self.costs = {}
        self.warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        self.partner = self.env["res.partner"].create({"name": "Benchmark"})
        self.parts = self.products("Part", 4, 500)
        self.made = self.products("Made", 10, 20)
        # Made when ordered: by the add-on, or by Odoo's own routes.
        self.to_order = self.products("To order", 10, 0)
        for product in self.made | self.to_order:
            self.bill(product)
        self.is_planned = "schedule_rank" in self.env["sale.order"]._fields
        if not self.is_planned:
            routes = self.warehouse.mto_pull_id.route_id
            routes.active = True
            routes |= self.warehouse.manufacture_pull_id.route_id
            self.to_order.product_tmpl_id.route_ids = routes

    def products(self, name, count, quantity):
        products = self.env["product.product"].create(
            [
                {"name": f"{name} {at}", "type": "consu", "is_storable": True}
                for at in range(count)
            ]
        )
        for product in products if quantity else ():
            self.env["stock.quant"]._update_available_quantity(
                product, self.warehouse.lot_stock_id, quantity
            )
        return products

    def bill(self, product):
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "bom_line_ids": [
                    Command.create({"product_id": part.id, "product_qty": 1})
                    for part in self.parts
                ],
            }
        )

    def measure(self, name, step, count=1):
        """Do a step, keep what it costs, and return what it returns.

        :param count: of documents or rows that it is done to
        """
        self.env.flush_all()
        self.env.invalidate_all()
        queries, start = self.env.cr.sql_log_count, time.perf_counter()
        result = step()
        self.env.flush_all()
        seconds = time.perf_counter() - start
        queries = self.env.cr.sql_log_count - queries
        self.costs.setdefault(name, []).append((seconds / count, queries / count))
        return result

    def sell(self, rows=3, quantity=2, products=None):
        products = products or self.made
        return self.env["sale.order"].create(
            {
                "partner_id": self.partner.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": products[at % len(products)].id,
                            "product_uom_qty": quantity,
                        }
                    )
                    for at in range(rows)
                ],
            }
        )

    def make(self):
        values = {"product_id": self.made[0].id, "product_qty": 2}
        return self.env["mrp.production"].create(values)

    def receive(self):
        places = {
            "location_id": self.env.ref("stock.stock_location_suppliers").id,
            "location_dest_id": self.warehouse.lot_stock_id.id,
        }
        move = {"product_id": self.made[1].id, "product_uom_qty": 3, **places}
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "move_ids": [Command.create(move)],
                **places,
            }
        )
        picking.action_confirm()
        return picking

    def day(self):
        """Sell, change, cancel, make, receive."""
        order = self.sell()
        self.measure("confirm a sales order", order.action_confirm)
        row = order.order_line[0]
        self.measure("change a row", lambda: row.write({"product_uom_qty": 5}))
        self.measure("cancel a sales order", order._action_cancel)
        mo = self.make()
        self.measure("confirm an MO", mo.action_confirm)
        mo.qty_producing = 2
        mo._set_qty_producing()
        self.measure("produce", mo.button_mark_done)
        self.measure("receive", self.receive().button_validate)

    def make_to_order(self):
        """Make rows to order, each with an MO; then order more of one of them."""
        # What is read once a process is not what one of the two costs.
        for rows in (1, ROWS_MADE):
            order = self.sell(rows, 1, self.to_order)
            name = "make to order of 200 rows, per row"
            if self.is_planned:
                order.action_confirm()
                make = order.order_line.action_make_to_order
            else:
                make = order.action_confirm
            self.measure(name if rows > 1 else "warm up", make, rows)
        row = order.order_line[0]
        self.measure(
            "change a row that is made to order",
            lambda: row.write({"product_uom_qty": 3}),
        )

    def run(self):
        """Return ``{step: [seconds, queries]}``."""
        # Others wait for the same goods.
        for _other in range(20):
            self.sell().action_confirm()
        for _other in range(10):
            self.make().action_confirm()
        self.day()
        self.costs.clear()
        for _repeat in range(REPEATS):
            self.day()
        long = self.sell(ROWS_LONG, 1)
        self.measure("confirm an order of 300 rows", long.action_confirm)
        self.make_to_order()
        return {
            name: [median(cost) for cost in zip(*costs, strict=True)]
            for name, costs in self.costs.items()
        }


if "env" in globals():
    with open(os.environ["BENCHMARK_STEPS"], "w", encoding="utf-8") as file:
        json.dump(Shop(env).run(), file)  # noqa: F821 the shell's
