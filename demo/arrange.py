from odoo import api, models
from odoo.fields import Command

from ..models.mrp_production import OPEN_STATES

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
        orders = self._refs("sale.order", ORDERS)
        orders = orders.filtered(lambda order: order.state == "draft")
        orders.action_confirm()
        mos = self._refs("mrp.production", STOCK)
        mos = mos.filtered(lambda mo: mo.state == "draft")
        mos.action_confirm()
        self._refs("sale.order", MADE).action_make_to_order()
        self._make_drawers()
        self._rank(orders.filtered("schedule_open"), mos)

    def _refs(self, model, names):
        """Return those of some of the demo data's records that there are."""
        found = [self.env.ref(f"{MODULE}.{name}", False) for name in names]
        return self.env[model].union(*filter(None, found))

    def _make_drawers(self):
        drawers = self._refs("mrp.production", ["mo_drawers"])
        parents = self._refs("sale.order", ["so_hotel"]).mto_production_ids
        if drawers.state == "draft":
            groups = parents.production_group_id
            drawers.production_group_id.parent_ids = [Command.set(groups.ids)]
            drawers.action_confirm()

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
