from contextlib import contextmanager

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.base.states import OPEN_STATES
from ..common import ScheduleCase

SCREEN, SHOP = {}, {"order_change_source": "Web shop"}
at = st.integers(0, 3)
sources = st.sampled_from([SCREEN, SHOP])


class Days(RuleBasedStateMachine):
    """Days of a workshop whose sales orders change all the time.

    ``case`` is the test case; everything is undone at the end of each history.
    """

    case = None

    def __init__(self):
        super().__init__()
        self.savepoint = self.case.env.cr.savepoint()
        self.orders = self.case.env["sale.order"]
        self.known = {}
        self.case.on_hand(self.case.leg, 300)

    def teardown(self):
        self.savepoint.rollback()
        self.savepoint.close(rollback=True)
        self.case.env.invalidate_all()

    @initialize(
        follow=st.sampled_from(["follow", "unlink"]),
        policy=st.sampled_from(["apply", "apply", "review", "ignore"]),
    )
    def settle(self, follow, policy):
        self.case.company.mto_change_policy = follow
        self.case.company.connector_change_policy = policy
        for quantities in ((3, 5), (4, 2)):
            self.new_order(*quantities)
        self.orders.order_line.action_make_to_order()

    # -- what happens ---------------------------------------------------------

    @contextmanager
    def maybe(self):
        """A step that may be refused, and then leaves everything as it was."""
        self.note()
        try:
            with self.case.env.cr.savepoint():
                yield
        except UserError:
            self.case.env.invalidate_all()

    def some(self, records, number):
        return records[number % len(records)] if records else records

    def row(self, number):
        return self.some(self.orders.order_line, number)

    def mo(self, number):
        mos = self.orders.order_line.mto_production_ids.filtered(
            lambda mo: mo.state in OPEN_STATES
        )
        return self.some(mos | self.flagged(), number)

    def flagged(self):
        return self.case.env["mrp.production"].search(
            [
                ("company_id", "=", self.case.company.id),
                ("state", "in", OPEN_STATES),
                "|",
                ("unlink_reason", "!=", False),
                ("review_reason", "!=", False),
            ]
        )

    @rule(first=st.integers(1, 6), second=st.integers(0, 4))
    def new_order(self, first, second):
        rows = [(self.case.stool, quantity) for quantity in (first, second) if quantity]
        if len(self.orders) < 3:
            self.orders |= self.case.order(*rows)

    @rule(number=at)
    def make(self, number):
        with self.maybe():
            self.row(number).action_make_to_order()

    @rule(number=at, quantity=st.integers(0, 7), source=sources)
    def change(self, number, quantity, source):
        with self.maybe():
            for _twice in range(2):
                self.row(number).with_context(**source).product_uom_qty = quantity

    @rule(
        number=at,
        work=st.lists(st.sampled_from([True, False]), max_size=2),
        less=st.integers(0, 1),
        source=sources,
    )
    def work_and_lower(self, number, work, less, source):
        """Produce or record some pieces, then ask for just that, or for one less."""
        row = self.row(number)
        for produced in work:
            if mo := row._mto_open():
                with self.maybe():
                    self.do_work(mo, 2, produced)
        made = row._mto_produced_qty() - less
        if not any(work):
            made += sum(row._mto_open().mapped("qty_producing"))
        if made > 0:
            with self.maybe():
                row.with_context(**source).product_uom_qty = made

    @rule(number=at)
    def remove(self, number):
        with self.maybe():
            self.row(number).with_context(**SHOP).unlink()

    @rule(number=at, source=sources)
    def cancel(self, number, source):
        order = self.some(self.orders, number)
        if not any(order.order_line.mapped("qty_delivered")):
            with self.maybe():
                order.with_context(**source)._action_cancel()

    @rule(number=at)
    def confirm_again(self, number):
        order = self.some(self.orders, number)
        if order.state == "cancel":
            with self.maybe():
                order.action_draft()
                order.action_confirm()

    @rule(number=at, quantity=st.integers(1, 4), produced=st.booleans())
    def work(self, number, quantity, produced):
        if mo := self.mo(number):
            with self.maybe():
                self.do_work(mo, quantity, produced)

    def do_work(self, mo, quantity, produced):
        """Produce a part of an MO, or record it and leave it at that."""
        mo.qty_producing = min(quantity, mo.product_qty)
        mo._set_qty_producing()
        if produced:
            self.case.produce(mo)

    @rule(number=at)
    def deliver(self, number):
        pickings = self.orders.picking_ids.filtered(lambda p: p.state == "assigned")
        picking = self.some(pickings, number)
        with self.maybe():
            picking.with_context(skip_backorder=True).button_validate()

    @rule(number=at, way=st.sampled_from(["relink", "keep_mts", "apply_change"]))
    def decide(self, number, way):
        if mo := self.some(self.flagged(), number):
            with self.maybe():
                getattr(mo, f"action_{way}")()

    # -- what is always true --------------------------------------------------

    def note(self):
        """Remember what work there is, to see that no step throws it away."""
        mos = self.case.env["mrp.production"].search(
            [("company_id", "=", self.case.company.id), ("state", "in", OPEN_STATES)]
        )
        self.known = {
            mo: (mo._mto_is_worked(), mo._schedule_is_started()) for mo in mos
        }

    @invariant()
    def work_is_never_thrown_away(self):
        for mo, (worked, started) in self.known.items():
            if mo.state == "cancel":
                assert not worked, mo.name
                row = mo.mto_line_id
                if started:
                    made = row._mto_produced_qty() + row.mto_base_qty
                    assert row._mto_ordered_qty() <= made, mo.name

    @invariant()
    def mos_make_what_rows_need_or_are_flagged(self):
        policy = self.case.company.connector_change_policy
        for row in self.orders.order_line:
            mos = row._mto_open()
            assert len(mos) <= 1
            for mo in mos:
                assert mo.product_id == row.product_id
                planned = mo.product_qty + row._mto_produced_qty() + row.mto_base_qty
                if planned != row._mto_ordered_qty():
                    assert policy != "apply"
                    assert mo.review_reason if policy == "review" else mo.mto_difference
                for move in mo.move_raw_ids:
                    assert move.product_uom_qty == 3 * mo.product_qty
                assert mo.qty_producing <= mo.product_qty

    @invariant()
    def deliveries_are_what_rows_ask_for(self):
        for order in self.orders:
            moves = order.picking_ids.move_ids.filtered(lambda m: m.state != "cancel")
            for move in moves:
                assert move.product_uom_qty > 0
                assert move.location_dest_id.usage == "customer"
                assert move.sale_line_id in order.order_line
            for row in order.order_line:
                of_row = moves.filtered(lambda move, row=row: move.sale_line_id == row)
                assert sum(of_row.mapped("product_uom_qty")) == row._mto_ordered_qty()
                waiting = of_row.filtered(lambda move: move.state != "done")
                assert len(waiting) <= 1


@tagged("post_install", "-at_install")
class TestOrderChangeRandom(ScheduleCase):
    """Random histories of changes, from the screen and from a connector (6, 9)."""

    def test_random_histories(self):
        self.bom_stool.company_id = self.company
        machine = type("Days", (Days,), {"case": self})
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=20,
                stateful_step_count=30,
                deadline=None,
                derandomize=True,
                # A shorter history of a failure is not worth its minutes.
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
