from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_automatic_deadlines import at
from .test_causes import CauseCase


@tagged("post_install", "-at_install")
class TestShorten(CauseCase):
    """The buttons of a chain: each does what it says, or is not there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.automatic_deadlines = False
        cls.bom_stool.produce_delay = 2

    def shorten(self, document, kind, **values):
        """Press the button of a link; return what it leads to."""
        at = self.kinds(document).index(kind)
        self.assertTrue(document.delay_causes[at]["help"])
        found = document.action_shorten(at, kind)
        self.env.invalidate_all()
        return found

    def undo(self, action):
        back = action["params"]["undo"]
        records = self.env[back["model"]].browse(back["args"][0])
        return getattr(records, back["method"])(*back["args"][1:])

    def test_move_up(self):
        first, second = self.order((self.stool, 2)), self.order((self.stool, 2))
        self.on_hand(self.stool, 2)
        action = self.shorten(second, "stock_held")
        self.assertEqual(self.sell().ids, (second + first).ids)
        self.assertEqual(second.delay_causes, [])
        self.undo(action)
        self.assertEqual(self.sell().ids, (first + second).ids)

    def test_move_an_order_up_before_an_mo(self):
        mo = self.mo(self.table, 1)
        order = self.order((self.drawer, 1))
        self.on_hand(self.drawer, 1)
        self.assertEqual(self.chain(order)[1][:2], ("stock_held", mo))
        action = self.shorten(order, "stock_held")
        self.assertEqual(order.delay_causes, [])
        self.undo(action)
        self.assertEqual(self.kinds(order), ["row", "stock_held", "short"])

    def test_move_an_mo_up_in_the_queue(self):
        self.warehouse.automatic_deadlines = True
        self.on_hand(self.leg, 1000)
        first, second = self.mo(self.stool, 3), self.mo(self.stool, 10)
        action = self.shorten(second.workorder_ids, "queue")
        self.assertEqual(self.schedule().ids, (second + first).ids)
        self.undo(action)
        self.assertEqual(self.schedule().ids, (first + second).ids)

    def test_move_up_before_a_whole_block(self):
        """Above its first MO, whichever of them holds the goods."""
        first = self.order((self.table, 1), (self.stool, 1))
        self.mto(first)
        second = self.mo(self.stool, 1)
        self.on_hand(self.leg, 7)
        self.shorten(second, "stock_held")
        self.assertEqual(self.schedule()[0], second)
        self.assertEqual(self.kinds(second), ["mo"])

    def test_a_quotation_moves_nobody(self):
        self.on_hand(self.stool, 2)
        self.order((self.stool, 2))
        quotation = self.quotation((self.stool, 2))
        self.assertEqual(self.helps(quotation)["stock_held"], "")

    def test_nothing_is_promised_that_another_row_keeps_from_it(self):
        order = self.order((self.stool, 2), (self.board, 1), commitment_date=at(1, 12))
        self.receipt(self.stool, 2, at(7, 10))
        row = order.order_line[0]
        self.assertTrue(row.delay_causes[0]["slip"])
        self.assertEqual(self.helps(row)["row"], "")
        self.receipt(self.board, 1, at(1, 10))
        self.env.invalidate_all()
        self.assertEqual(self.helps(row)["row"], "promise")

    def test_start(self):
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 2))
        mo = self.mto(order)
        action = self.shorten(order, "mo")
        self.assertEqual(mo.production_status, "in_progress")
        self.undo(action)
        self.assertEqual(mo.production_status, "not_started")

    def test_unblock(self):
        self.on_hand(self.leg, 100)
        for operations in (True, False):
            if not operations:
                self.bom_stool.operation_ids.unlink()
            mo = self.mo(self.stool, 2)
            mo.action_set_production_status("blocked", reason="no saw")
            action = self.shorten(mo, "blocked")
            self.assertEqual(mo.production_status, "not_started")
            self.undo(action)
            self.assertEqual(mo.production_status, "blocked")
            mo.action_cancel()

    def test_make_and_open(self):
        order = self.order((self.stool, 2))
        action = self.shorten(order, "short")
        batch = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(batch._name, "make.schedule.batch")
        receipt = self.receipt(self.stool, 2, at(1, 10))
        action = self.shorten(order, "receipt")
        self.assertEqual(
            (action["res_model"], action["res_id"]), (receipt._name, receipt.id)
        )

    def test_promise(self):
        order = self.order((self.stool, 2), commitment_date=at(1, 12))
        self.receipt(self.stool, 2, at(7, 10))
        self.shorten(order, "row")
        self.assertEqual(order.commitment_date, at(7, 10))

    def test_deliver_what_is_there(self):
        order = self.order((self.stool, 3), commitment_date=at(1, 12))
        self.on_hand(self.stool, 1)
        self.receipt(self.stool, 2, at(7, 10))
        action = self.shorten(order, "row")
        self.assertEqual(action["res_id"], order.picking_ids.id)

    def test_a_move_up_can_be_tried(self):
        first, second = self.order((self.stool, 2)), self.order((self.stool, 2))
        self.on_hand(self.stool, 2)
        self.env.invalidate_all()
        moves = {
            cause["kind"]: cause["move"] for cause in second.schedule_why()["causes"]
        }
        tried = {"model": "sale.order", "id": second.id, "before_id": first.id}
        self.assertEqual(moves.pop("stock_held"), tried)
        self.assertFalse(any(moves.values()))
        found = self.env["sale.order"].schedule_what_if([tried])
        self.assertEqual(found["moves"], {f"sale.order,{second.id}": [2, 1]})

    def test_what_has_changed_meanwhile(self):
        order = self.order((self.stool, 2))
        for at_, kind in (
            (0, "mo"),
            (7, "short"),
            (-1, "short"),
            ("1", "short"),
            (0, "row"),
        ):
            self.assertRefused(order.action_shorten, at_, kind, reason="look again")

    def test_who_may(self):
        seller = self.user("own", "sales_team.group_sale_salesman")
        first = self.order((self.stool, 2))
        second = self.order((self.stool, 2), user_id=seller.id)
        self.on_hand(self.stool, 2)
        why = second.with_user(seller).schedule_why()
        self.assertEqual(why["causes"][1]["opens"], {"model": False, "id": False})
        # Of whom one may not see nothing is told that names him.
        self.assertFalse(why["causes"][1]["move"])
        second.with_user(seller).action_shorten(1, "stock_held")
        self.env.invalidate_all()
        self.assertEqual(self.sell().ids, (second + first).ids)
        # Who may not change it is offered nothing, and can do nothing.
        foreman = self.user("foreman", "mrp.group_mrp_user,stock.group_stock_user")
        mo = self.mo(self.stool, 2)
        other = self.mo(self.stool, 1)
        self.on_hand(self.leg, 6)
        self.assertEqual(self.helps(other.with_user(foreman))["stock_held"], "move_up")
        reader = self.user("reader", "sales_team.group_sale_salesman_all_leads")
        self.assertEqual(self.helps(other.with_user(reader))["stock_held"], "")
        self.assertEqual(
            [
                cause["opens"]["model"]
                for cause in other.with_user(reader).schedule_why()["causes"][:2]
            ],
            [False, False],
        )
        self.assertRefused(
            other.with_user(reader).action_shorten, 1, "stock_held", reason="look again"
        )
        outsider = self.user("outsider", "base.group_portal")
        for name in ("schedule_why", "action_shorten"):
            args = (1, "short") if name == "action_shorten" else ()
            with self.assertRaises(AccessError):
                getattr(mo.with_user(outsider), name)(*args)
