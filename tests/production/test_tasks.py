from lxml import etree

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..make_to_order.test_order_change import OrderChangeCase


@tagged("post_install", "-at_install")
class TestTasks(OrderChangeCase):
    """Work orders by work center, in the rank of their MOs (behaviour 2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.saw = cls.env["mrp.workcenter"].create({"name": "Saw"})
        cls.bom_stool.operation_ids = [
            Command.create({"name": "Cut", "workcenter_id": cls.saw.id, "sequence": 1}),
            Command.create(
                {"name": "Glue", "workcenter_id": cls.bench.id, "sequence": 2}
            ),
        ]
        cls.first, cls.second = cls.mo(cls.stool), cls.mo(cls.stool)

    def tasks(self, **values):
        domain = [("company_id", "=", self.company.id)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env["mrp.workorder"].search(
            domain, order="schedule_rank, schedule_key, sequence, id"
        )

    def test_they_follow_the_ranking(self):
        saw = self.tasks(workcenter_id=self.saw.id)
        self.assertEqual(saw.production_id.ids, (self.first + self.second).ids)
        self.second.schedule_move(before_id=self.first.id)
        saw = self.tasks(workcenter_id=self.saw.id)
        self.assertEqual(saw.production_id.ids, (self.second + self.first).ids)

    def test_who_sells_can_read_them(self):
        """By its address the screen opens for them, too (behaviour 10)."""
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        tasks = self.env["mrp.workorder"].with_user(seller)
        self.first.workorder_ids[0].button_start()
        for view in ("list", "cards"):
            xml_id = f"make_schedule.mrp_workorder_view_{view}"
            kind = "kanban" if view == "cards" else view
            found = tasks.get_views([(self.env.ref(xml_id).id, kind)])
            arch = etree.fromstring(found["views"][kind]["arch"])
            names = {node.get("name") for node in arch.iter("field")}
            self.env.invalidate_all()
            shown = tasks.search([("company_id", "=", self.company.id)])
            with self.subTest(view=view):
                for name in sorted(names):
                    # What another field has read as superuser is known by then.
                    self.env.invalidate_all()
                    self.assertEqual(len(shown.web_read({name: {}})), len(shown), name)

    def test_not_possible_without_ingredients(self):
        short = self.mo(self.stool, 500)
        self.assertEqual(
            set(short.workorder_ids.mapped("task_status")), {"not_possible"}
        )
        self.assertEqual(self.first.workorder_ids[0].task_status, "ready")
        possible = self.env["mrp.workorder"].search(
            [
                ("production_id.ingredients_availability", "=", "in_stock"),
                ("company_id", "=", self.company.id),
            ]
        )
        self.assertEqual(possible.production_id, self.first + self.second)

    def test_work_on_a_task(self):
        task = self.first.workorder_ids[0]
        task.button_start()
        self.assertEqual(task.task_status, "progress")
        self.assertEqual(self.first.production_status, "in_progress")
        action = task.action_block()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        wizard.reason = "No glue"
        wizard.action_apply()
        self.assertEqual(
            set(self.first.workorder_ids.mapped("task_status")), {"blocked"}
        )
        self.assertFalse(task.is_user_working)
        self.env.invalidate_all()
        task.action_go_on()
        self.assertEqual(task.task_status, "progress")
        self.assertTrue(task.is_user_working)
        task.button_finish()
        self.assertEqual(task.task_status, "done")

    def test_going_on_starts_no_other_task(self):
        cut, glue = self.first.workorder_ids
        self.first.action_set_production_status("blocked", reason="No glue")
        glue.action_go_on()
        self.assertFalse((cut + glue).filtered("is_user_working"), "None had begun")
        cut.button_start()
        cut.button_pending()
        glue.button_start()
        self.first.action_set_production_status("blocked", reason="No glue")
        self.env.invalidate_all()
        glue.action_go_on()
        self.assertEqual((cut.is_user_working, glue.is_user_working), (False, True))
        seller = self.user("seller", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            glue.with_user(seller).action_go_on()

    def test_what_was_paused_stays_so(self):
        """And nobody's time runs who has not asked."""
        cut, glue = self.first.workorder_ids
        cut.action_start_task()
        cut.action_pause_task()
        glue.action_start_task()
        self.first.action_set_production_status("blocked", reason="No glue")
        self.env.invalidate_all()
        cut.action_go_on()
        self.assertFalse((cut + glue).filtered("is_user_working"))
        self.first.action_set_production_status("blocked", reason="No glue")
        glue.action_go_on()
        self.assertFalse(glue.is_user_working, "He was not at it then")
        glue.action_start_task()
        self.first.action_set_production_status("blocked", reason="No glue")
        office = self.user("office", "mrp.group_mrp_user")
        glue.with_user(office).action_go_on()
        times = glue.time_ids.filtered(lambda time: not time.date_end)
        self.assertFalse(times)

    def test_a_blocked_work_center_holds_up_its_own_tasks(self):
        cut, glue = self.first.workorder_ids
        self.first.action_set_production_status("blocked", reason="No glue")
        self.env["mrp.workcenter.productivity"].create(
            {
                "workcenter_id": self.saw.id,
                "loss_id": self.env.ref("mrp.block_reason0").id,
                "date_start": fields.Datetime.now(),
            }
        )
        self.env.invalidate_all()
        glue.action_go_on()
        self.assertEqual((cut.task_status, glue.task_status), ("blocked", "waiting"))
        cut.button_unblock()
        self.assertEqual(cut.task_status, "ready")

    def test_it_is_true_at_every_read(self):
        task = self.mo(self.stool, 500).workorder_ids[0]
        self.assertEqual(task.task_status, "not_possible")
        self.on_hand(self.leg, 2000)
        self.assertEqual(task.ingredients_availability, "in_stock")
        self.assertEqual(task.task_status, "ready")

    def test_the_screen(self):
        action = self.env.ref("make_schedule.action_tasks")
        self.assertEqual(action.res_model, "mrp.workorder")
        foreman = self.user("foreman", "mrp.group_mrp_user")
        tasks = self.tasks().with_user(foreman)
        found = tasks.web_read(
            {"task_status": {}, "customer_display": {}, "duration_expected": {}}
        )
        self.assertEqual(len(found), 4)
        groups = tasks.formatted_read_group(
            [("id", "in", tasks.ids)], ["workcenter_id"], ["__count"]
        )
        self.assertEqual([group["__count"] for group in groups], [2, 2])
