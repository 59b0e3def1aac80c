import json
import re
from datetime import datetime, timedelta
from pathlib import Path

from odoo.tests import HttpCase, tagged

from ..common import ScheduleCase

PAGE = Path(__file__).parents[2] / "docs/api.md"
CALL = re.compile(r"^call (\S+) '(.*?)'$", re.M | re.S)


@tagged("post_install", "-at_install")
class TestApiPage(HttpCase, ScheduleCase):
    """docs/api.md: each call is answered as it stands there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        order, other = (cls.order((cls.stool, 4)) for _number in range(2))
        row = order.order_line
        cls.ids = {"ORDER": order.id, "OTHER": other.id, "ROW": row.id}
        user = cls.user(
            "api",
            "sales_team.group_sale_salesman_all_leads,mrp.group_mrp_user",
        )
        cls.key = (
            cls.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", datetime.now() + timedelta(days=1))
        )

    def call(self, path, body):
        answer = self.url_open(
            f"/json/2/{path}",
            data=body,
            headers={
                "Authorization": f"Bearer {self.key}",
                "Content-Type": "application/json",
            },
        )
        self.assertEqual(answer.status_code, 200, (path, answer.text))
        return answer.json()

    def test_the_calls_of_the_page(self):
        answers = []
        for path, body in CALL.findall(PAGE.read_text()):
            if "MO" not in self.ids and '"ids": [MO]' in body:
                order = self.env["sale.order"].browse(self.ids["ORDER"])
                self.ids["MO"] = order.mto_production_ids.id
            for name, record in self.ids.items():
                body = re.sub(rf"\b{name}\b", str(record), body)
            answers.append((path.split("/")[1], self.call(path, body)))
        # The two halves of the tenth are calls of their own.
        self.assertEqual(len(answers), 13)
        order = self.env["sale.order"].browse(self.ids["ORDER"])
        found = dict(answers)
        self.assertEqual(found["schedule_move"][str(self.ids["OTHER"])][1], 1)
        self.assertEqual(found["schedule_move_to"][str(order.id)][1], 1)
        self.assertEqual(
            found["action_make_to_order"][str(order.id)],
            {"made": order.mto_production_ids.ids, "skipped": []},
        )
        self.assertEqual(order.mto_production_ids.product_qty, 5)
        self.assertEqual(order.mto_production_ids.production_status, "in_progress")
        self.assertIn(str(order.mto_production_ids.name), json.dumps(answers))
