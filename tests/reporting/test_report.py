import json
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.spreadsheet.utils.validate_data import (
    fields_in_spreadsheet,
    menus_xml_ids_in_spreadsheet,
)

from ..common import StockCase

NOW = datetime(2040, 1, 2, 6)


def day(number, hour=12):
    return datetime(2040, 1, number, hour)


@tagged("post_install", "-at_install")
class TestReport(StockCase):
    """Delivered rows, measured the same however they came (behaviour 13)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.company.resource_calendar_id.tz = "UTC"

    def deliver(self, order, moment, quantity=None):
        with freeze_time(moment):
            pickings = order.picking_ids.filtered(lambda one: one.state != "done")
            if quantity:
                self.do_part(pickings, quantity)
            else:
                pickings.move_ids.picked = True
                pickings.button_validate()
            # Core takes the transaction's clock, which stands still in a test.
            done = pickings.move_ids.filtered(lambda move: move.state == "done")
            done.date = moment
            self.env.flush_all()

    def rows(self, order):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["make.schedule.report"].search([("order_id", "=", order.id)])

    def test_on_time_and_late(self):
        self.on_hand(self.stool, 10)
        order = self.order((self.stool, 2), commitment_date=day(5))
        self.assertFalse(self.rows(order))
        self.deliver(order, day(5, 20))
        row = self.rows(order)
        # Due today is not late before the day ends.
        self.assertEqual((row.days_late, row.on_time, row.on_time_share), (0, True, 1))
        self.assertEqual((row.quantity, row.quantity_on_time), (2, 2))
        self.assertEqual(row.partner_id, order.partner_id)
        self.assertEqual(row.warehouse_id, self.warehouse)
        self.assertEqual(row.make_type, "mts")
        self.assertEqual(row.delivered_on, day(5, 20))
        self.assertEqual(row.lead_days, (day(5, 20) - order.date_order) / timedelta(1))
        late = self.order((self.stool, 2), commitment_date=day(5))
        self.deliver(late, day(8, 1))
        row = self.rows(late)
        self.assertEqual((row.days_late, row.on_time, row.on_time_share), (3, False, 0))
        self.assertEqual(row.quantity_on_time, 0)

    def test_in_parts_the_last_one_counts(self):
        self.on_hand(self.stool, 10)
        order = self.order((self.stool, 5), commitment_date=day(5))
        self.deliver(order, day(4), 2)
        self.assertFalse(self.rows(order))
        self.deliver(order, day(7))
        row = self.rows(order)
        self.assertEqual((row.days_late, row.on_time), (2, False))
        self.assertEqual((row.quantity, row.quantity_on_time), (5, 2))

    def test_the_first_and_the_last_deadline(self):
        self.on_hand(self.stool, 10)
        order = self.order((self.stool, 2), commitment_date=day(5))
        order.commitment_date = day(9)
        self.deliver(order, day(8))
        row = self.rows(order)
        self.assertEqual(row.first_deadline, day(5))
        self.assertEqual(row.last_deadline, day(9))
        self.assertEqual((row.days_late, row.on_time), (-1, True))

    def test_a_row_that_came_later(self):
        order = self.order((self.board, 1), commitment_date=day(5))
        order.commitment_date = day(9)
        order.write(
            {
                "order_line": [
                    (0, 0, {"product_id": self.stool.id, "product_uom_qty": 1})
                ]
            }
        )
        first, second = order.order_line
        self.assertEqual(first.schedule_first_deadline, day(5))
        self.assertEqual(second.schedule_first_deadline, day(9))
        self.assertFalse(order.copy().order_line[0].schedule_first_deadline)

    def test_without_a_promise_by_lead_times(self):
        self.on_hand(self.stool, 10)
        self.stool.sale_delay = 4
        order = self.order((self.stool, 2))
        self.deliver(order, day(20))
        row = self.rows(order)
        self.assertEqual(row.last_deadline, order.schedule_deadline)
        self.assertEqual(row.first_deadline, order.schedule_deadline)

    def test_made_to_order(self):
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 2), commitment_date=day(5))
        self.produce(self.mto(order))
        self.deliver(order, day(4))
        self.assertEqual(self.rows(order).make_type, "mto")

    def test_hours_of_what_was_made_for_it(self):
        self.on_hand(self.leg, 100)
        self.bom_stool.company_id = self.company
        saw = self.env["mrp.workcenter"].create({"name": "Saw"})
        self.bom_stool.operation_ids = [
            Command.create({"name": "Cut", "workcenter_id": saw.id}),
        ]
        order = self.order((self.stool, 2), (self.leg, 1), commitment_date=day(5))
        order.order_line[0].action_make_to_order()
        # An hour each was planned.
        order.mto_production_ids.workorder_ids.duration = 90
        self.produce(order.mto_production_ids)
        self.deliver(order, day(4))
        hours = {
            row.product_id: (row.planned_hours, row.spent_hours)
            for row in self.rows(order)
        }
        self.assertEqual(hours, {self.stool: (2, 1.5), self.leg: (0, 0)})

    def test_dozens_and_what_came_back(self):
        self.on_hand(self.board, 100)
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.quotation((self.board, 2), commitment_date=day(5))
        order.order_line.product_uom_id = dozen
        order.action_confirm()
        self.deliver(order, day(4))
        self.assertEqual(self.rows(order).quantity, 24)
        self.assertEqual(self.rows(order).quantity_on_time, 24)
        picking = order.picking_ids
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 24
        back = wizard._create_return()
        back.move_ids.picked = True
        back.move_ids.to_refund = True
        back.button_validate()
        self.assertFalse(self.rows(order))

    def test_a_kit_is_whole_with_its_last_part(self):
        self.on_hand(self.table, 1)
        self.on_hand(self.stool, 4)
        order = self.order((self.kit, 1), commitment_date=day(5))
        self.deliver(order, day(4))
        row = self.rows(order)
        self.assertEqual((row.product_id, row.quantity), (self.kit, 1))
        self.assertEqual((row.days_late, row.quantity_on_time), (-1, 1))

    def test_lead_times_of_goods_alone(self):
        """As core says what is expected: services have no delivery."""
        self.on_hand(self.stool, 10)
        self.stool.sale_delay = 7
        order = self.order((self.stool, 2), (self.service, 1))
        self.deliver(order, day(6))
        row = self.rows(order)
        self.assertEqual(row.last_deadline, order.schedule_deadline)
        self.assertTrue(row.on_time)

    def test_what_is_exchanged_later_was_in_time(self):
        self.on_hand(self.stool, 20)
        order = self.order((self.stool, 10), commitment_date=day(5))
        self.deliver(order, day(4))
        picking = order.picking_ids
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        back = wizard._create_return()
        back.move_ids.picked = True
        back.button_validate()
        back.move_ids.date = day(9)
        again = self.env["stock.return.picking"].create({"picking_id": back.id})
        again.product_return_moves.quantity = 1
        sent = again._create_return()
        sent.move_ids.picked = True
        sent.button_validate()
        sent.move_ids.date = day(28)
        row = self.rows(order)
        self.assertEqual((row.delivered_on, row.on_time), (day(4), True))
        self.assertEqual(row.quantity_on_time, 10)

    def test_three_steps(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        self.on_hand(self.stool, 10)
        order = self.order((self.stool, 2), commitment_date=day(5))
        for moment in (day(3), day(4), day(6)):
            with freeze_time(moment):
                picking = order.picking_ids.filtered(
                    lambda one: one.state == "assigned"
                )
                picking.move_ids.picked = True
                picking.button_validate()
                picking.move_ids.date = moment
        row = self.rows(order)
        self.assertEqual((row.delivered_on, row.days_late), (day(6), 1))

    def test_who_reads(self):
        self.on_hand(self.stool, 10)
        own = self.user("own", "sales_team.group_sale_salesman")
        chief = self.user("chief", "sales_team.group_sale_salesman_all_leads")
        first = self.order((self.stool, 1), user_id=own.id)
        second = self.order((self.stool, 1), user_id=chief.id)
        for order in first + second:
            self.deliver(order, day(3))
        report = self.env["make.schedule.report"]
        mine = [("order_id", "in", (first + second).ids)]
        self.assertEqual(report.with_user(own).search(mine).order_id, first)
        self.assertEqual(report.with_user(chief).search_count(mine), 2)
        for login, group in (
            ("out", "base.group_portal"),
            ("mrp", "mrp.group_mrp_user"),
        ):
            with self.assertRaises(AccessError):
                report.with_user(self.user(login, group)).search([])
        with self.assertRaises(AccessError):
            report.with_user(chief).search(mine)[:1].write({"days_late": 0})

    def test_grouped(self):
        self.on_hand(self.stool, 10)
        for due in (day(1), day(9)):
            self.deliver(self.order((self.stool, 1), commitment_date=due), day(3))
        [(share, late)] = self.env["make.schedule.report"]._read_group(
            [("company_id", "=", self.company.id)],
            aggregates=["on_time_share:avg", "days_late:avg"],
        )
        self.assertEqual((share, late), (0.5, -2))

    def test_the_share_by_week_customer_and_product(self):
        self.on_hand(self.stool, 10)
        self.on_hand(self.table, 10)
        bert = self.customer.copy({"name": "Bert"})
        for product, partner, due, done in (
            (self.stool, self.customer, 5, 4),
            (self.stool, bert, 3, 5),
            (self.table, bert, 13, 12),
        ):
            order = self.order(
                (product, 1), partner_id=partner.id, commitment_date=day(due)
            )
            self.deliver(order, day(done))

        def share(spec):
            return self.env["make.schedule.report"]._read_group(
                [("company_id", "=", self.company.id)], [spec], ["on_time_share:avg"]
            )

        weeks = [average for _week, average in share("delivered_on:week")]
        self.assertEqual(weeks, [0.5, 1])
        self.assertEqual(dict(share("partner_id")), {self.customer: 1, bert: 0.5})
        self.assertEqual(dict(share("product_id")), {self.stool: 0.5, self.table: 1})

    def test_the_dashboard(self):
        dashboard = self.env.ref("make_schedule.dashboard_delivered_on_time")
        shown = json.loads(dashboard.spreadsheet_data)
        used = fields_in_spreadsheet(shown)
        self.assertEqual(set(used), {"make.schedule.report"})
        fields = {name.split(":")[0] for name in used["make.schedule.report"]}
        self.assertLessEqual(fields, {*self.env["make.schedule.report"]._fields})
        for menu in menus_xml_ids_in_spreadsheet(shown):
            self.assertTrue(self.env.ref(menu).action)
        seller = self.user("dashboard", "sales_team.group_sale_salesman")
        read = dashboard.with_user(seller)._get_serialized_readonly_dashboard()
        self.assertEqual(json.loads(read)["translation_namespace"], "make_schedule")
        others = self.user("no dashboard", "mrp.group_mrp_user")
        self.assertFalse(
            dashboard.with_user(others).search([("id", "=", dashboard.id)])
        )
