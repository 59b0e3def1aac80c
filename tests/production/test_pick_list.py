import io

from pypdf import PdfReader

from odoo import Command
from odoo.tests import tagged

from ..make_to_order.test_order_change import OrderChangeCase


@tagged("post_install", "-at_install")
class TestPickList(OrderChangeCase):
    """One pick list for several MOs (behaviour 8)."""

    def lines(self, component):
        """Return [(MO, location, lot, quantity)] of a component's lines."""
        return [
            (line["production"], line["location"], line["lot"], line["quantity"])
            for line in component["lines"]
        ]

    def test_in_two_steps_where_the_transfer_takes_it(self):
        self.warehouse.manufacture_steps = "pbm"
        rod, desk = self.env["product.product"].create(
            [
                {"name": name, "is_storable": True, "type": "consu"}
                for name in ("Rod", "Desk")
            ]
        )
        rod.tracking = "lot"
        self.bom(desk, {rod: 4})
        lot = self.env["stock.lot"].create({"name": "A", "product_id": rod.id})
        self.on_hand(rod, 10, lot=lot)
        mos = self.mo(desk, 2) + self.mo(desk, 1)
        mos.picking_ids.action_assign()
        (rods,) = mos._schedule_pick_list()
        none = self.env["stock.location"], self.env["stock.lot"]
        self.assertEqual(
            self.lines(rods),
            [
                (mos[0], self.stock, lot, "8"),
                (mos[1], self.stock, lot, "2"),
                (mos[1], *none, "2"),
            ],
        )
        mos[0].picking_ids.button_validate()
        (rods,) = mos[0]._schedule_pick_list()
        self.assertEqual(rods["lines"][0]["location"], self.warehouse.pbm_loc_id)

    def test_what_is_done_or_picked_is_not_picked_again(self):
        picked, open_mo, done = (self.mo(self.stool, n) for n in (2, 3, 4))
        (picked + open_mo).action_assign()
        picked.move_raw_ids.write({"quantity": 6, "picked": True})
        self.produce(done)
        self.assertFalse((picked + done)._schedule_pick_list())
        (legs,) = (picked + open_mo + done)._schedule_pick_list()
        self.assertEqual(
            self.lines(legs), [(open_mo, self.stock, self.env["stock.lot"], "9")]
        )
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "make_schedule.report_pick_list", (open_mo + done).ids
        )
        self.assertNotIn(done.name, html.decode())

    def test_by_the_shelf_and_once(self):
        """As one walks, whatever the rank."""
        shelves = self.env["stock.location"].create(
            [{"name": name, "location_id": self.stock.id} for name in ("Z", "A")]
        )
        self.bom(self.drawer, {self.board: 1.5})
        bom = self.bom_drawer
        bom.bom_line_ids.product_qty = 1.5
        bom.bom_line_ids.copy()
        mos = self.mo(self.drawer, 1), self.mo(self.drawer, 1)
        for mo, shelf in zip(mos, shelves, strict=True):
            self.on_hand(self.board, 3, shelf)
            mo.move_raw_ids._action_assign()
        (boards,) = (mos[1] + mos[0])._schedule_pick_list()
        self.assertEqual(
            [(line[0], line[1]) for line in self.lines(boards)],
            [(mos[1], shelves[1]), (mos[0], shelves[0])],
        )

    def test_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.bom_stool.bom_line_ids.product_qty = 1.25
        mo = self.mo(self.stool, 2)
        (legs,) = mo.with_context(lang="fr_FR")._schedule_pick_list()
        self.assertEqual(legs["total"], "2,5")
        (legs,) = mo._schedule_pick_list()
        self.assertEqual(legs["total"], "2.5")

    def test_queries_do_not_grow_with_orders(self):
        def count(mos):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            mos._schedule_pick_list()
            return self.env.cr.sql_log_count - before

        mos = self.mo(self.stool) + self.mo(self.stool)
        mos.action_assign()
        count(mos)
        few = count(mos)
        for _number in range(6):
            mos += self.mo(self.stool)
        mos.action_assign()
        self.assertEqual(count(mos), few)

    def test_by_component_location_lot_and_rank(self):
        desk, shelf, rod = self.env["product.product"].create(
            [
                {"name": name, "is_storable": True, "type": "consu"}
                for name in ("Desk", "Shelf", "Rod")
            ]
        )
        rod.tracking = "lot"
        self.bom(desk, {rod: 4, self.drawer: 1})
        self.bom(shelf, {rod: 3})
        low, high = self.mo(shelf, 3), self.mo(desk)
        high.schedule_move(before_id=low.id)
        lots = self.env["stock.lot"].create(
            [{"name": name, "product_id": rod.id} for name in "AB"]
        )
        for lot in lots:
            self.env["stock.quant"]._update_available_quantity(
                rod, self.stock, 5, lot_id=lot
            )
        self.on_hand(self.drawer, 1)
        (high + low).action_assign()
        # What is not there is nowhere to be walked to.
        rods, drawer = (low + high)._schedule_pick_list()
        self.assertEqual((drawer["product"], drawer["total"]), (self.drawer, "1"))
        self.assertEqual((rods["product"], rods["total"]), (rod, "13"))
        self.assertEqual(
            [
                (line["production"], line["lot"].name, line["quantity"])
                for line in rods["lines"]
            ],
            [(high, "A", "4"), (low, "A", "1"), (low, "B", "5"), (low, False, "3")],
        )
        report = self.env["ir.actions.report"]
        html, _kind = report._render_qweb_html(
            "make_schedule.report_pick_list", (low + high).ids
        )
        text = html.decode()
        for part in ("Drawer", "WH/Stock", "not reserved", high.name):
            self.assertIn(part.replace("WH", self.warehouse.code), text)
        self.assertLess(text.index(high.name), text.index(low.name))

    def test_on_paper_in_the_order_of_the_ranking(self):
        first, second = self.mo(self.stool, 2), self.mo(self.stool, 3)
        second.schedule_move(before_id=first.id)
        mos = first + second
        mos.action_assign()
        pick_list = self.pdf("make_schedule.action_report_pick_list", mos)
        for part in ("Pick list", "Leg", "15", first.name, second.name):
            self.assertIn(part, pick_list)
        self.assertLess(pick_list.index(second.name), pick_list.index(first.name))
        # Before they become paper, several documents are one page.
        report = self.env.ref("mrp.action_report_production_order")
        html, kind = report._render_qweb_pdf(report.id, mos.ids)
        self.assertEqual(kind, "html")
        text = html.decode()
        self.assertLess(text.index(second.name), text.index(first.name))
        # Debian's wkhtmltopdf prints one document at a time.
        document = self.pdf("mrp.action_report_production_order", second)
        self.assertIn(second.name, document)

    def pdf(self, report, mos):
        """Print orders through Odoo's report engine; return the text on paper."""
        report = self.env.ref(report).with_context(force_report_rendering=True)
        with self.allow_pdf_render():
            content, kind = report._render_qweb_pdf(report.id, mos.ids)
        self.assertEqual(kind, "pdf")
        pages = PdfReader(io.BytesIO(content)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    def test_components_in_the_order_in_which_one_walks(self):
        shelves = {
            name: self.env["stock.location"].create(
                {"name": name, "location_id": self.stock.id}
            )
            for name in ("B", "A")
        }
        nut, bolt, frame = self.env["product.product"].create(
            [
                {"name": name, "is_storable": True, "type": "consu"}
                for name in ("Nut", "Bolt", "Frame")
            ]
        )
        self.on_hand(nut, 5, location=shelves["A"])
        self.on_hand(bolt, 5, location=shelves["B"])
        self.bom(frame, {bolt: 1, nut: 1})
        mo = self.mo(frame)
        mo.action_assign()
        self.assertEqual(
            [component["product"] for component in mo._schedule_pick_list()],
            [nut, bolt],
        )


@tagged("post_install", "-at_install")
class TestDayPlan(OrderChangeCase):
    """What is to be done at each work center, printed (behaviour 2)."""

    def test_by_work_center_and_rank(self):
        saw = self.env["mrp.workcenter"].create({"name": "Saw"})
        self.bom_stool.operation_ids = [
            Command.create(
                {
                    "name": name,
                    "workcenter_id": center.id,
                    "sequence": at,
                    "time_cycle_manual": 30,
                }
            )
            for at, (name, center) in enumerate((("Cut", saw), ("Glue", self.bench)))
        ]
        first, second = self.mo(self.stool, 2), self.mo(self.stool, 4)
        second.schedule_move(before_id=first.id)
        tasks = (first + second).workorder_ids
        (cutting, gluing) = tasks._schedule_day_plan()
        self.assertEqual(cutting["workcenter"], saw)
        self.assertEqual(gluing["workcenter"], self.bench)
        self.assertEqual(cutting["tasks"].production_id.ids, (second + first).ids)
        self.assertEqual(cutting["hours"], 3)
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "make_schedule.report_day_plan", tasks.ids
        )
        page = html.decode()
        for said in ("Saw", "Bench", "Cut", "Glue", second.name, "02:00"):
            self.assertIn(said, page)
        cutting["tasks"].button_finish()
        (left,) = tasks._schedule_day_plan()
        self.assertEqual(left["workcenter"], self.bench)
