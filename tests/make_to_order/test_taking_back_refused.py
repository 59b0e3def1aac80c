from odoo import Command
from odoo.tests import tagged

from .test_taking_back import TakingBackCase


@tagged("post_install", "-at_install")
class TestTakingBackRefused(TakingBackCase):
    """All or nothing, with what is in the way (behaviour 8)."""

    def test_what_is_delivered_or_picked_stays(self):
        row, mo = self.begin("done")
        self.on_hand(self.stool, 50)
        row.move_ids.write({"picked": True})
        delivery = row.move_ids.picking_id
        delivery.button_validate()
        self.assertEqual(delivery.state, "done")
        self.assertCannot(mo, "delivered")
        other = self.mo(self.stool, 4)
        self.produce(other)
        rival = self.order((self.stool, 54))
        rival.picking_ids.action_assign()
        rival.picking_ids.move_ids.picked = True
        self.assertCannot(other, "picked")

    def test_what_was_taken_apart_by_hand_stays(self):
        mo = self.mo(self.stool, 4)
        self.produce(mo)
        self.env["stock.quant"]._update_available_quantity(self.stool, self.stock, -1)
        self.assertCannot(mo, "no longer in stock")

    def test_what_is_packed_stays(self):
        mo = self.mo(self.stool, 4)
        self.produce(mo)
        self.env["stock.quant"].search(
            [("product_id", "=", self.stool.id), ("location_id", "=", self.stock.id)]
        ).package_id = self.env["stock.package"].create({"name": "P1"})
        self.assertCannot(mo, "packed")

    def test_what_was_taken_apart_by_hand_is_not_taken_from_others(self):
        mo, other = self.mo(self.stool, 4), self.mo(self.stool, 4)
        self.produce(mo)
        self.env["mrp.unbuild"].create(
            {
                "mo_id": mo.id,
                "product_id": self.stool.id,
                "product_uom_id": self.stool.uom_id.id,
                "product_qty": 4,
                "company_id": self.company.id,
                "location_id": self.stock.id,
                "location_dest_id": self.stock.id,
            }
        ).action_validate()
        self.produce(other)
        self.assertCannot(mo, mo.unbuild_ids.name)

    def test_what_another_order_made_for_its_row_stays(self):
        mo = self.mo(self.stool, 4)
        self.produce(mo)
        shipment = self.shipment(self.stool, 4)
        shipment.action_assign()
        shipment.move_ids.picked = True
        shipment.button_validate()
        row, _mto = self.begin("done")
        self.assertEqual(sum(row.move_ids.mapped("quantity")), 5)
        self.assertCannot(mo, "another order")
        self.assertEqual(sum(row.move_ids.mapped("quantity")), 5)

    def test_lots_of_components_that_odoo_cannot_tell(self):
        self.stool.tracking = "serial"
        self.leg.tracking = "lot"
        self.env["stock.quant"].search([("product_id", "=", self.leg.id)]).unlink()
        lots = self.lots(self.leg, "L1", "L2")
        for lot in lots:
            self.on_hand(self.leg, 3, lot=lot)
        mo = self.mo(self.stool, 2)
        mo.lot_producing_ids = self.lots(self.stool, "A", "B")
        mo.action_set_production_status("done")
        self.assertCannot(mo, "several lots")
        one = self.mo(self.stool, 1)
        self.on_hand(self.leg, 1, lot=lots[0])
        self.on_hand(self.leg, 2, lot=lots[1])
        one.action_assign()
        one.lot_producing_ids = self.lots(self.stool, "C")
        one.action_set_production_status("done")
        one.action_set_production_status("not_started")
        self.assertEqual(lots.mapped("product_qty"), [1, 2])

    def test_one_serial_number_that_is_gone_keeps_all(self):
        self.stool.tracking = "serial"
        mo = self.mo(self.stool, 2)
        mo.lot_producing_ids = self.env["stock.lot"].create(
            [{"name": name, "product_id": self.stool.id} for name in ("A", "B")]
        )
        mo.action_set_production_status("done")
        gone = mo.lot_producing_ids[1]
        self.env["stock.quant"]._update_available_quantity(
            self.stool, self.stock, -1, lot_id=gone
        )
        self.assertCannot(mo, "B")

    def test_what_a_subcontractor_made(self):
        type_in = self.warehouse.in_type_id
        self.bom(
            self.stool,
            {self.leg: 3},
            sequence=-1,
            type="subcontract",
            company_id=self.company.id,
            subcontractor_ids=[Command.set(self.customer.ids)],
        )
        places = {
            "location_id": self.env.ref("stock.stock_location_suppliers").id,
            "location_dest_id": type_in.default_location_dest_id.id,
        }
        picking = self.env["stock.picking"].create(
            {
                "partner_id": self.customer.id,
                "picking_type_id": type_in.id,
                "move_ids": [
                    Command.create(
                        {"product_id": self.stool.id, "product_uom_qty": 2, **places}
                    )
                ],
                **places,
            }
        )
        picking.action_confirm()
        picking.move_ids.write({"quantity": 2, "picked": True})
        picking.button_validate()
        mo = picking.move_ids.move_orig_ids.production_id
        self.assertEqual(mo.state, "done")
        self.assertRefused(
            mo.action_set_production_status, "not_started", reason="subcontractor"
        )
