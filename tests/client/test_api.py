import json
from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestApi(HttpCase, ScheduleCase):
    """The public methods at Odoo's own HTTP API."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a, cls.b = (cls.order((cls.stool, 1)) for _number in range(2))
        user = cls.user("api", "sales_team.group_sale_salesman_all_leads")
        cls.key = (
            cls.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", datetime.now() + timedelta(days=1))
        )

    def call(self, method, model="sale.order", **body):
        answer = self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(body),
            headers={
                "Authorization": f"Bearer {self.key}",
                "Content-Type": "application/json",
            },
        )
        return answer.status_code, answer.json()

    def test_a_move(self):
        status, answer = self.call("schedule_move", ids=self.b.ids, before_id=self.a.id)
        self.assertEqual((status, answer), (200, {str(self.b.id): [2, 1]}))
        self.assertEqual(list(self.sell()), [self.b, self.a])

    def test_a_move_by_xml_rpc(self):
        """Its structures have words for keys: what was done ends in no error."""
        user = self.env["res.users.apikeys"].search([("name", "=", "test")]).user_id
        answers = [
            self.xmlrpc_object.execute_kw(
                *(self.env.cr.dbname, user.id, self.key, "sale.order", method),
                *([self.b.ids], {"before_id": self.a.id}),
            )
            for method in ("schedule_preview", "schedule_move")
        ]
        moves = {str(self.b.id): [2, 1]}
        self.assertEqual(answers, [{"moves": moves, "orders": []}, moves])
        self.assertEqual(list(self.sell()), [self.b, self.a])

    def test_a_wrong_move_says_why(self):
        status, answer = self.call("schedule_move", ids=self.b.ids, before_id=10**9)
        self.assertEqual(status, 422)
        self.assertIn("no open order", answer["message"])
        self.assertEqual(list(self.sell()), [self.a, self.b])

    def test_make_to_order(self):
        status, answer = self.call("action_make_to_order", ids=(self.a + self.b).ids)
        self.assertEqual(status, 200)
        self.assertEqual(
            {key: value["made"] for key, value in answer.items()},
            {str(order.id): order.mto_production_ids.ids for order in self.a + self.b},
        )

    def test_the_link_cannot_be_forged(self):
        row = self.a.order_line
        for context in ({}, {"schedule": True}, {"schedule": {}}):
            status, _answer = self.call(
                "create",
                model="mrp.production",
                vals_list=[{"product_id": self.stool.id, "mto_line_id": row.id}],
                context=context,
            )
            self.assertGreaterEqual(status, 400)
        self.assertFalse(row.mto_production_ids)

    def test_every_answer_by_xml_rpc(self):
        """What is done, and what is refused, comes back whole (behaviour 5, 12)."""
        service = self.order((self.service, 1))
        user = self.env["res.users.apikeys"].search([("name", "=", "test")]).user_id

        def call(method, ids, *args):
            return self.xmlrpc_object.execute_kw(
                *(self.env.cr.dbname, user.id, self.key, "sale.order", method),
                *([ids, *args],),
            )

        made = call("action_make_to_order", (self.a + service).ids)
        self.assertEqual(made[str(self.a.id)]["made"], self.a.mto_production_ids.ids)
        [[row, reason]] = made[str(service.id)]["skipped"]
        self.assertEqual((row, type(reason)), (service.order_line.id, str))
        self.on_hand(self.stool, 1)
        self.env.invalidate_all()
        changes = [{"model": "sale.order", "id": self.b.id, "before_id": self.a.id}]
        tried = call("schedule_what_if", changes)
        self.assertEqual(tried["moves"], {f"sale.order,{self.b.id}": [2, 1]})
        ids = (self.a + self.b).ids
        self.assertEqual(
            call("schedule_rank_by", ids, "order_date").keys(), {*map(str, ids)}
        )
        self.b.commitment_date = datetime(2020, 1, 1)
        self.env.flush_all()
        told = call("action_promise", ids)
        self.assertIn(self.b.name, told["params"]["message"])
