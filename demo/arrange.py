from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..models.base.states import OPEN_STATES

MODULE = "make_schedule"
# Orders in the order in which they are served; of some everything is made to order.
ORDERS = (
    *("so_late", "so_cafe", "so_chairs", "so_hotel", "so_library", "so_olsen"),
    *("so_haus", "so_studio", "so_cafe2", "so_hotel2", "so_library2", "so_haus2"),
)
MADE = ("so_late", "so_cafe", "so_hotel", "so_studio")
# What is made for stock, and the order whose MOs it stands behind.
STOCK = {
    "mo_chairs": "so_cafe",
    "mo_benches": "so_hotel",
    "mo_nightstands": "so_studio",
}
# What is on its way: ordered from the vendor, to come in so many days.
BOUGHT = (("board", "timber", 40, 3), ("leg", "timber", 48, -1))
# By that the order is known whose customer has gone.
GONE = "Not wanted any more"
# Weeks for which something was made, sold and delivered already.
WEEKS = 12
QUANTS = ("chair", "bench", "board", "leg", "panel", "screws")


class MakeScheduleDemo(models.AbstractModel):
    """Brings the demo data's documents to life.

    What is so already stays: the demo data may be installed again, over what is left
    of an earlier installation.
    """

    _name = "make.schedule.demo"
    _description = "Demo data of the make schedule"

    @api.model
    def _arrange(self):
        """Confirm, make and rank the workshop's documents."""
        quants = self._refs("stock.quant", [f"quant_{name}" for name in QUANTS])
        quants.filtered("inventory_quantity_set").action_apply_inventory()
        self._make_history()
        orders = self._refs("sale.order", ORDERS)
        orders = orders.filtered(lambda order: order.state == "draft")
        orders.action_confirm()
        mos = self._refs("mrp.production", STOCK)
        mos = mos.filtered(lambda mo: mo.state == "draft")
        mos.action_confirm()
        self._refs("sale.order", MADE).action_make_to_order()
        self._make_drawers()
        self._rank(orders.filtered("schedule_open"), mos)
        self._buy()
        self._happen()

    def _refs(self, model, names):
        """Return those of some of the demo data's records that there are."""
        found = [self.env.ref(f"{MODULE}.{name}", False) for name in names]
        return self.env[model].union(*filter(None, found))

    def _make_drawers(self):
        """Make what nightstands are made of, and what that is made of, for them."""
        parents = self._refs("sale.order", ["so_hotel"]).mto_production_ids
        for name in ("mo_drawers", "mo_fronts"):
            part = self._refs("mrp.production", [name])
            if part.state == "draft":
                groups = parents.production_group_id
                part.production_group_id.parent_ids = [Command.set(groups.ids)]
                part.action_confirm()
                parents._schedule_children_follow_deadline()
            parents = part

    def _make_history(self):
        """Make, sell and deliver chairs week by week, up to now."""
        chair = self._refs("product.product", ["product_chair"])
        bom = self._refs("mrp.bom", ["bom_chair"])
        customers = self._refs(
            "res.partner", ["partner_cafe", "partner_hotel", "partner_library"]
        )
        mo, order = self.env["mrp.production"], self.env["sale.order"]
        made = [("product_id", "=", chair.id), ("state", "=", "done")]
        if mo.search_count(made):
            return
        for week in range(WEEKS, 0, -2):
            for line in bom.bom_line_ids:
                # As bought and used up since.
                self.env["stock.quant"]._update_available_quantity(
                    line.product_id,
                    self.env.ref("stock.stock_location_stock"),
                    6 * line.product_qty,
                )
            made = mo.create(
                {"product_id": chair.id, "product_qty": 6, "bom_id": bom.id}
            )
            sold = order.create(
                {
                    "partner_id": customers[week % len(customers)].id,
                    "order_line": [
                        Command.create({"product_id": chair.id, "product_uom_qty": 6})
                    ],
                }
            )
            made.action_confirm()
            made.action_set_production_status("done")
            sold.action_confirm()
            sold.picking_ids.move_ids.write({"quantity": 6, "picked": True})
            sold.picking_ids.button_validate()
            moment = fields.Datetime.now() - timedelta(weeks=week)
            # One was delivered late.
            self._date_back(made, sold, moment, late=2 if week == WEEKS // 2 else 0)

    def _date_back(self, mo, order, moment, late):
        """Have a done MO and a delivered order happened at a moment.

        :param late: by how many days too late
        """
        begun = moment - timedelta(hours=4)
        mo.with_context(force_date=True).write(
            {"date_start": begun, "date_finished": moment, "date_deadline": moment}
        )
        order.write(
            {
                "date_order": moment - timedelta(days=5 + late),
                "commitment_date": moment - timedelta(days=late),
            }
        )
        moves = mo.move_raw_ids | mo.move_finished_ids | order.picking_ids.move_ids
        moves.write({"date": moment})
        moves.move_line_ids.write({"date": moment})
        order.picking_ids.date_done = moment

    def _buy(self):
        """Order what is missing, where purchases are installed."""
        origin = "Make Schedule"
        if "purchase.order" not in self.env:
            return
        if self.env["purchase.order"].search_count([("origin", "=", origin)]):
            return
        for part, vendor, quantity, days in BOUGHT:
            product = self._refs("product.product", [f"product_{part}"])
            order = self.env["purchase.order"].create(
                {
                    "partner_id": self._refs("res.partner", [f"partner_{vendor}"]).id,
                    "origin": origin,
                    "order_line": [
                        Command.create(
                            {"product_id": product.id, "product_qty": quantity}
                        )
                    ],
                }
            )
            order.button_confirm()
            order.date_planned = fields.Datetime.now() + timedelta(days=days)

    def _happen(self):
        """Let something go wrong, as it does: a stop, and a customer who has gone."""
        benches = self._refs("mrp.production", ["mo_benches"])
        if benches.production_status == "not_started":
            benches.action_set_production_status(
                "blocked", reason="The oil is the wrong one"
            )
        # No record of the demo data: cancelled, it would be deleted with the add-on,
        # and come again with it.
        orders = self.env["sale.order"].with_context(active_test=False)
        if orders.search_count([("client_order_ref", "=", GONE)]):
            return
        bench = self._refs("product.product", ["product_bench"])
        gone = orders.create(
            {
                "partner_id": self._refs("res.partner", ["partner_studio"]).id,
                "client_order_ref": GONE,
                "commitment_date": fields.Datetime.now() + timedelta(days=16),
                "order_line": [Command.create({"product_id": bench.id})],
            }
        )
        gone.action_confirm()
        gone.order_line.action_make_to_order()
        mo = gone.mto_production_ids
        mo.action_set_production_status("in_progress")
        mo.workorder_ids.button_pending()
        gone._action_cancel()

    def _rank(self, orders, mos):
        others = orders.search(
            [("schedule_open", "=", True), ("id", "not in", orders.ids)],
            order="schedule_rank",
            limit=1,
        )
        if orders and others:
            orders.schedule_move(before_id=others.id)
        for name, order in STOCK.items():
            mo = self._refs("mrp.production", [name])
            made = self._refs("sale.order", [order]).mto_production_ids
            made = made.filtered(lambda mo: mo.state in OPEN_STATES)
            if mo in mos and made:
                mo.schedule_move(after_id=made[-1].id)
