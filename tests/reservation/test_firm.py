from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestFirmPromise(StockCase):
    """What a firm order has reserved stays its own (behaviour 14, 4a)."""

    def two(self):
        """Return an order that holds what there is, and one that waits."""
        first, second = self.order((self.stool, 3)), self.order((self.stool, 3))
        self.on_hand(self.stool, 3)
        first.picking_ids.action_assign()
        self.assertEqual(self.held(first, second), [3, 0])
        return first, second

    def test_it_keeps_what_it_holds(self):
        first, second = self.two()
        first.promise_firm = True
        self.assertEqual(self.held(first, second), [3, 0])
        second.schedule_move(before_id=first.id)
        self.assertEqual(self.held(first, second), [3, 0])
        self.assertEqual(self.status(first), ("in_stock", 0))
        self.assertEqual(self.status(second), ("not_available", 3))

    def test_who_makes_it_firm_on_the_form(self):
        """Sellers their own orders, sales managers all."""
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        manager = self.user("manager", "sales_team.group_sale_manager")
        for user, other, may in (
            (seller, seller, True),
            (seller, manager, False),
            (manager, seller, True),
        ):
            order = self.order((self.stool, 1), user_id=other.id)
            self.assertEqual(order.with_user(user).can_make_firm, may)
        with Form(self.env["sale.order"].with_user(seller)) as form:
            form.partner_id = self.customer
            form.promise_firm = True

    def test_taking_it_back_settles_at_once(self):
        first, second = self.two()
        first.promise_firm = True
        second.schedule_move(before_id=first.id)
        first.promise_firm = False
        self.assertEqual(self.held(first, second), [0, 3])
        self.assertEqual(self.status(first), ("not_available", 3))

    def test_it_reserves_nothing_new_by_itself(self):
        first, second = self.order((self.stool, 3)), self.order((self.stool, 3))
        second.promise_firm = True
        self.on_hand(self.stool, 3)
        (first + second).picking_ids.action_assign()
        self.assertEqual(self.held(first, second), [3, 0])
        # What its rank gives it later it keeps.
        second.schedule_move(before_id=first.id)
        self.assertEqual(self.held(first, second), [0, 3])
        first.schedule_move(before_id=second.id)
        self.assertEqual(self.held(first, second), [0, 3])

    def test_a_part_of_it(self):
        first, second = self.order((self.stool, 3)), self.order((self.stool, 3))
        self.on_hand(self.stool, 2)
        first.picking_ids.action_assign()
        first.promise_firm = True
        second.schedule_move(before_id=first.id)
        self.assertEqual(self.held(first, second), [2, 0])
        self.on_hand(self.stool, 2)
        (first + second).picking_ids.action_assign()
        # What is new goes by rank.
        self.assertEqual(self.held(first, second), [2, 2])

    def test_lines_that_say_nothing_of_picked(self):
        """As imports and other modules leave them."""
        first, second = self.two()
        self.env.flush_all()
        line = first.picking_ids.move_line_ids
        self.cr.execute(
            "UPDATE stock_move_line SET picked = NULL WHERE id = ANY(%s)", [line.ids]
        )
        self.env.invalidate_all()
        first.promise_firm = True
        second.schedule_move(before_id=first.id)
        self.assertEqual(self.held(first, second), [3, 0])

    def test_what_is_picked_counts_once(self):
        first, second = self.order((self.stool, 3)), self.order((self.stool, 3))
        self.on_hand(self.stool, 2)
        move = first.picking_ids.move_ids
        first.picking_ids.action_assign()
        move.move_line_ids.quantity = 1
        move.move_line_ids.picked = True
        first.promise_firm = True
        second.schedule_move(before_id=first.id)
        self.on_hand(self.stool, 2)
        (first + second).picking_ids.action_assign()
        self.assertEqual(sum(self.held(first, second)), 4)
        self.assertEqual(self.held(first, second)[1], 3)

    def test_components_of_what_is_made_for_it(self):
        first, second = self.order((self.stool, 2)), self.order((self.stool, 2))
        mine, other = self.mto(first), self.mto(second)
        self.on_hand(self.leg, 6)
        mine.action_assign()
        first.promise_firm = True
        second.schedule_move(before_id=first.id)
        self.assertEqual(self.held(mine, other), [6, 0])
        self.env.invalidate_all()
        self.assertEqual(mine.ingredients_availability, "in_stock")
        self.assertEqual(other.ingredients_availability, "not_available")
        first.promise_firm = False
        self.assertEqual(self.held(mine, other), [0, 6])

    def test_components_of_its_subassemblies(self):
        first = self.order((self.table, 1))
        action = first.action_make_to_order_dialog()
        self.env[action["res_model"]].browse(action["res_id"]).action_create()
        table = first.mto_production_ids
        drawer = table._schedule_children()
        self.assertEqual(drawer.product_id, self.drawer)
        other = self.mo(self.drawer, 1)
        self.on_hand(self.board, 2)
        drawer.action_assign()
        first.promise_firm = True
        other.schedule_move(before_id=table.id)
        self.assertEqual(self.held(drawer, other), [2, 0])

    def test_components_that_are_picked_first(self):
        """In two steps the transfer before the MO holds them."""
        self.warehouse.manufacture_steps = "pbm"
        first = self.order((self.stool, 2))
        mine = self.mto(first)
        self.on_hand(self.leg, 6)
        mine.picking_ids.action_assign()
        other = self.mo(self.stool, 2)
        held = mine.picking_ids.move_ids
        self.assertEqual(sum(held.mapped("quantity")), 6)
        first.promise_firm = True
        other.schedule_move(before_id=mine.id)
        self.env.invalidate_all()
        self.assertEqual(sum(held.mapped("quantity")), 6)
        self.assertEqual(other.ingredients_availability, "not_available")
        first.promise_firm = False
        self.assertEqual(sum(held.mapped("quantity")), 0)

    def test_deliveries_in_three_steps(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        first, second = self.order((self.stool, 3)), self.order((self.stool, 3))
        self.on_hand(self.stool, 3)
        first.picking_ids.action_assign()
        first.promise_firm = True
        second.schedule_move(before_id=first.id)
        self.assertEqual(self.status(first), ("in_stock", 0))
        self.assertEqual(self.status(second), ("not_available", 3))

    def test_a_page_of_few_says_it_too(self):
        """What ranks below all that is shown, and is firm, still takes its own."""
        first, second = self.two()
        first.promise_firm = True
        second.schedule_move(before_id=first.id)
        self.env.flush_all()
        self.env["make.schedule.allocation"]._forget()
        self.assertEqual(second.order_line.sales_items_availability, "not_available")

    def test_of_a_backorder_and_a_copy(self):
        first, second = self.two()
        first.promise_firm = True
        self.do_part(first.picking_ids, 1)
        rest = first.picking_ids.filtered(lambda one: one.state != "done")
        rest.action_assign()
        second.schedule_move(before_id=first.id)
        self.assertEqual(self.held(rest, second), [2, 0])
        self.assertFalse(first.copy().promise_firm)

    def test_why_says_so(self):
        first, second = self.two()
        first.promise_firm = True
        second.schedule_move(before_id=first.id)
        held = second.delay_causes[1]
        self.assertEqual((held["kind"], held["id"]), ("stock_held", first.id))
        self.assertIn("firm promise", held["text"])
        self.assertEqual(held["help"], "")

    def test_a_preview_says_who_holds_it(self):
        first, second = self.two()
        self.assertNotIn("held", second.schedule_preview(before_id=first.id))
        first.promise_firm = True
        preview = second.schedule_preview(before_id=first.id)
        self.assertEqual(preview["held"], [first.name])
        seller = self.user("own", "sales_team.group_sale_salesman")
        second.user_id = seller
        preview = second.with_user(seller).schedule_preview(before_id=first.id)
        self.assertEqual(len(preview["held"]), 1)
        self.assertNotIn(first.name, preview["held"])
        # Who holds nothing that it waits for is not named.
        self.assertNotIn("held", first.schedule_preview(after_id=second.id))

    def test_whatever_is_tried_says_who_holds_it(self):
        first, second = self.two()
        first.promise_firm = True
        second.commitment_date = "2020-01-01"
        both, move = first + second, {"model": "sale.order", "id": second.id}
        tried = {
            "what if": lambda: both.schedule_what_if([{**move, "before_id": first.id}]),
            "rank by": lambda: both.schedule_rank_by_preview("deadline"),
        }
        for name, preview in tried.items():
            with self.subTest(name):
                self.assertEqual(preview()["held"], [first.name])
        asked = both.action_ask_rank_by("deadline")
        self.assertEqual(asked["params"]["held"], [first.name])
        first.promise_firm = False
        for name, preview in tried.items():
            with self.subTest(name, firm=False):
                self.assertNotIn("held", preview())

    def test_a_preview_is_what_the_move_does(self):
        first, second = self.two()
        first.promise_firm = True
        found = second.schedule_preview(before_id=first.id)
        self.assertEqual(found["orders"], [])

    def test_who_may(self):
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        manager = self.user("chief", "sales_team.group_sale_manager")
        mine = self.order((self.stool, 1), user_id=seller.id)
        other = self.order((self.stool, 1), user_id=manager.id)
        mine.with_user(seller).promise_firm = True
        with self.assertRaises(AccessError):
            other.with_user(seller).promise_firm = True
        with self.assertRaises(AccessError):
            (mine + other).with_user(seller).action_firm_promise()
        (mine + other).with_user(manager).promise_firm = True
        outsider = self.user("outsider", "base.group_portal")
        with self.assertRaises(AccessError):
            mine.with_user(outsider).promise_firm = False
        with self.assertRaises(AccessError):
            self.env["sale.order"].with_user(seller).create(
                {
                    "partner_id": self.customer.id,
                    "user_id": manager.id,
                    "promise_firm": True,
                }
            )

    def test_many_at_once_with_the_way_back(self):
        first, second = self.two()
        second.promise_firm = True
        both = first + second
        action = both.action_firm_promise()
        self.assertEqual(both.mapped("promise_firm"), [True, True])
        undo = action["params"]["undo"]
        self.env["sale.order"].browse(undo["args"][0]).action_firm_promise_back(
            *undo["args"][1:]
        )
        self.assertEqual(both.mapped("promise_firm"), [False, True])
        both.promise_firm = True
        action = both.action_firm_promise()
        self.assertEqual(both.mapped("promise_firm"), [False, False])
        undo = action["params"]["undo"]
        self.env["sale.order"].browse(undo["args"][0]).action_firm_promise_back(
            *undo["args"][1:]
        )
        self.assertEqual(both.mapped("promise_firm"), [True, True])

    def test_on_the_form(self):
        order = self.order((self.stool, 1))
        with Form(order) as form:
            form.promise_firm = True
        self.assertTrue(order.promise_firm)
