"""A workshop for the load test: users with keys, products, stock and open orders."""

import json
import random
from datetime import datetime, timedelta

from odoo.fields import Command

# Who works at once, by role; each client is a user of its own.
ROLES = {
    # Core lets nobody cancel an order who may not read purchases (purchase_stock).
    "seller": "sales_team.group_sale_salesman_all_leads,stock.group_stock_user",
    "own_seller": "sales_team.group_sale_salesman,stock.group_stock_user",
    "planner": "sales_team.group_sale_manager,mrp.group_mrp_manager",
    "foreman": "mrp.group_mrp_user",
    "second_foreman": "mrp.group_mrp_user",
    "connector": "sales_team.group_sale_manager,mrp.group_mrp_user",
    "bulk": "sales_team.group_sale_salesman_all_leads",
    "reader": "sales_team.group_sale_manager,mrp.group_mrp_manager",
}
PRODUCTS, PARTS, ORDERS = 6, 4, 30


def main(env, file):
    """Fill the database and write what the clients need to know.

    :param file: path of a JSON file: ``{"keys": {role: key}, "products": [ids],
        "partners": [ids]}``
    """
    random.seed(19)
    env["stock.warehouse"].search([]).automatic_deadlines = True
    products = _products(env)
    partners = env["res.partner"].create([{"name": f"Load {n}"} for n in range(5)])
    for number in range(ORDERS):
        env["sale.order"].create(
            {
                "partner_id": partners[number % 5].id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": 3})
                    for product in random.sample(list(products), 2)
                ],
            }
        ).action_confirm()
    keys = {role: _key(env, role, groups) for role, groups in ROLES.items()}
    env.cr.commit()
    known = {"keys": keys, "products": products.ids, "partners": partners.ids}
    with open(file, "w") as target:
        json.dump(known, target)


def _products(env):
    """Create products of shared parts, with a step each, and stock of the parts."""
    parts, products = (
        env["product.product"].create(
            [
                {"name": f"Load {kind} {number}", "is_storable": True, "type": "consu"}
                for number in range(count)
            ]
        )
        for kind, count in (("part", PARTS), ("product", PRODUCTS))
    )
    center = env["mrp.workcenter"].create({"name": "Load bench"})
    env["mrp.bom"].create(
        [
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "company_id": env.company.id,
                "bom_line_ids": [
                    Command.create({"product_id": part.id, "product_qty": 1})
                    for part in parts
                ],
                "operation_ids": [
                    Command.create({"name": "Join", "workcenter_id": center.id})
                ],
            }
            for product in products
        ]
    )
    stock = env["stock.warehouse"].search(
        [("company_id", "=", env.company.id)], limit=1
    )
    env["stock.quant"].create(
        [
            {
                "product_id": part.id,
                "location_id": stock.lot_stock_id.id,
                "quantity": 2000,
            }
            for part in parts
        ]
    )
    return products


def _key(env, role, groups):
    user = env["res.users"].create(
        {
            "name": f"Load {role}",
            "login": f"load_{role}",
            "group_ids": [Command.link(env.ref(name).id) for name in groups.split(",")],
        }
    )
    until = datetime.now() + timedelta(days=1)
    return env["res.users.apikeys"].with_user(user)._generate("rpc", role, until)
