import io

from pypdf import PdfReader

from odoo.tests import tagged

from .test_order_change import OrderChangeCase


@tagged("post_install", "-at_install")
class TestPickList(OrderChangeCase):
    """One pick list for several MOs (behaviour 8)."""

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
        drawer, rods = (low + high)._pick_list()
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
