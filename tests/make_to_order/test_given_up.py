from odoo.tests import tagged

from .test_order_change import SHOP, OrderChangeCase


@tagged("post_install", "-at_install")
class TestGivenUp(OrderChangeCase):
    """What a row has given up is free stock, also when it asks again (behaviour 6)."""

    def rival(self):
        """Return the row of an order that ranks above all, and is served."""
        rival = self.order((self.stool, 5)).order_line
        rival.order_id.schedule_move_to(1)
        self.env.invalidate_all()
        self.assertEqual(rival.missing_qty, 0)
        return rival

    def assertMissing(self, **rows):
        self.env.invalidate_all()
        found = {name: row.missing_qty for name, (row, _missing) in rows.items()}
        wanted = {name: missing for name, (_row, missing) in rows.items()}
        self.assertEqual(found, wanted)

    def test_made_while_a_change_waited(self):
        for policy in ("review", "ignore", "apply"):
            with self.subTest(policy=policy), self.env.cr.savepoint() as savepoint:
                self.company.connector_change_policy = policy
                row = self.order((self.stool, 5)).order_line
                mo = self.mto(row.order_id)
                if policy == "apply":
                    self.produce(mo)
                row.with_context(**SHOP).unlink()
                if policy != "apply":
                    self.produce(mo)
                rival = self.rival()
                row.with_context(**SHOP).product_uom_qty = 5
                self.assertMissing(rival=(rival, 0), row=(row, 5))
                savepoint.rollback()

    def test_made_in_part_while_a_change_waited(self):
        """What of it is still made is not given up yet."""
        self.company.connector_change_policy = "review"
        row = self.order((self.stool, 5)).order_line
        mo = self.mto(row.order_id)
        row.with_context(**SHOP).product_uom_qty = 3
        (rest,) = self.produce(mo, 4)
        row.with_context(**SHOP).product_uom_qty = 5
        self.assertFalse(rest.schedule_flag)
        self.produce(rest)
        self.assertMissing(row=(row, 0))

    def test_another_product_and_back(self):
        row = self.order((self.stool, 5)).order_line
        self.produce(self.mto(row.order_id))
        row.order_id.picking_ids.action_cancel()
        row.write({"product_id": self.table.id, "product_uom_qty": 4})
        rival = self.rival()
        row.order_id.picking_ids.action_cancel()
        row.write({"product_id": self.stool.id, "product_uom_qty": 5})
        self.assertMissing(rival=(rival, 0), row=(row, 5))

    def test_another_product_alone(self):
        row = self.order((self.stool, 5)).order_line
        row.order_id.picking_ids.action_cancel()
        row.product_id = self.table
        self.assertTrue(row.order_id.schedule_open)
        self.assertMissing(row=(row, 5))
        self.assertDelivers(row)
