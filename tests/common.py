from datetime import timedelta

import freezegun
from lxml import etree

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, TransactionCase, new_test_user
from odoo.tools.safe_eval import safe_eval

# How long a test takes is told by the real clock.
freezegun.configure(extend_ignore_list=["_pytest."])


class ScheduleCase(TransactionCase):
    """A workshop with tables, drawers in them, and customers.

    ``table`` is made of 1 ``drawer`` (made of 2 ``board``) and 4 ``leg``; ``stool``
    of 3 ``leg``. Nothing is in stock. Demo documents stay out of the way: the
    tests' are of a company of their own.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env["res.company"].create({"name": "Workshop"})
        cls.env.user.write(
            {
                "company_ids": [Command.link(cls.company.id)],
                "company_id": cls.company.id,
            }
        )
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.company = cls.company.with_env(cls.env)
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)]
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.customer = cls.env["res.partner"].create({"name": "Ada"})
        cls.table, cls.drawer, cls.stool, cls.board, cls.leg = cls.env[
            "product.product"
        ].create(
            [
                {"name": name, "is_storable": True, "type": "consu"}
                for name in ("Table", "Drawer", "Stool", "Board", "Leg")
            ]
        )
        cls.bom_table = cls.bom(cls.table, {cls.drawer: 1, cls.leg: 4})
        cls.bom_drawer = cls.bom(cls.drawer, {cls.board: 2})
        cls.bom_stool = cls.bom(cls.stool, {cls.leg: 3})
        cls.kit = cls.env["product.product"].create({"name": "Set", "type": "consu"})
        cls.bom(cls.kit, {cls.table: 1, cls.stool: 4}, type="phantom")
        cls.service = cls.env["product.product"].create(
            {"name": "Assembly", "type": "service"}
        )

    @classmethod
    def undated(cls, mo):
        """Take an MO's deadline off, as of before the add-on was installed."""
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE mrp_production SET date_deadline = NULL WHERE id = %s", [mo.id]
        )
        cls.env.cr.execute(
            "UPDATE stock_move SET date_deadline = NULL WHERE production_id = %s",
            [mo.id],
        )
        cls.env.invalidate_all()

    @classmethod
    def user(cls, login, groups, **values):
        """Create a user of the tests' company alone."""
        return new_test_user(
            cls.env,
            login,
            groups=groups,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            **values,
        )

    @classmethod
    def somebodies(cls):
        """Return a seller, a foreman, and one who may only look."""
        return [
            cls.user(login, group)
            for login, group in (
                ("seller", "sales_team.group_sale_salesman_all_leads"),
                ("foreman", "mrp.group_mrp_user"),
                ("viewer", "base.group_user"),
            )
        ]

    @classmethod
    def bom(cls, product, components, **values):
        """Create a bill of materials: {component: quantity} for one piece."""
        return cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "company_id": False,
                "bom_line_ids": [
                    Command.create(
                        {"product_id": component.id, "product_qty": quantity}
                    )
                    for component, quantity in components.items()
                ],
                **values,
            }
        )

    @classmethod
    def quotation(cls, *rows, **values):
        """Create a quotation of (product, quantity) rows."""
        return cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "order_line": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": quantity}
                    )
                    for product, quantity in rows
                ],
                **values,
            }
        )

    @classmethod
    def order(cls, *rows, **values):
        """Create a confirmed sales order of (product, quantity) rows."""
        order = cls.quotation(*rows, **values)
        order.action_confirm()
        return order

    @classmethod
    def mo(cls, product, quantity=1, **values):
        """Create a confirmed make-to-stock MO."""
        mo = cls.env["mrp.production"].create(
            {"product_id": product.id, "product_qty": quantity, **values}
        )
        mo.action_confirm()
        return mo

    @classmethod
    def mto(cls, order):
        """Make every row of an order to order; return the MOs."""
        before = order.mto_production_ids
        order.order_line.action_make_to_order()
        return order.mto_production_ids - before

    @classmethod
    def on_hand(cls, product, quantity, location=None, lot=None):
        """Put a quantity in stock."""
        cls.env["stock.quant"]._update_available_quantity(
            product, location or cls.stock, quantity, lot_id=lot
        )

    @classmethod
    def lots(cls, product, *names):
        """Create lots or serial numbers of a product."""
        return cls.env["stock.lot"].create(
            [{"name": name, "product_id": product.id} for name in names]
        )

    @classmethod
    def produce(cls, mo, quantity=None):
        """Complete an MO, or produce part of it; return the backorder."""
        if quantity is not None:
            mo.qty_producing = quantity
            mo._set_qty_producing()
        action = mo.button_mark_done()
        if isinstance(action, dict) and action.get("res_model") == (
            "mrp.production.backorder"
        ):
            wizard = (
                cls.env["mrp.production.backorder"]
                .with_context(**action["context"])
                .create({})
            )
            wizard.action_backorder()
        return mo.production_group_id.production_ids - mo

    @classmethod
    def receipt(cls, product, quantity, date=None):
        """Create a confirmed receipt from a vendor."""
        vendors = cls.env.ref("stock.stock_location_suppliers")
        type_in = cls.warehouse.in_type_id
        target = type_in.default_location_dest_id
        return cls.transfer(type_in, vendors, target, product, quantity, date)

    @classmethod
    def give_back(cls, picking, quantity):
        """Create the return of a done transfer of one product, to be received."""
        wizard = cls.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = quantity
        return cls.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])

    @classmethod
    def shipment(cls, product, quantity, date=None):
        """Create a confirmed shipment that is no sales order's."""
        customers = cls.env.ref("stock.stock_location_customers")
        type_out = cls.warehouse.out_type_id
        return cls.transfer(type_out, cls.stock, customers, product, quantity, date)

    @classmethod
    def transfer(cls, picking_type, source, target, product, quantity, date=None):
        """Create a confirmed transfer of one product."""
        date = date or fields.Datetime.now()
        places = {"location_id": source.id, "location_dest_id": target.id}
        move = {
            "product_id": product.id,
            "product_uom_qty": quantity,
            "date": date,
            **places,
        }
        picking = cls.env["stock.picking"].create(
            {
                "picking_type_id": picking_type.id,
                "scheduled_date": date,
                "move_ids": [Command.create(move)],
                **places,
            }
        )
        picking.action_confirm()
        return picking

    def serve_from_known(self):
        """Serve quotations from what a worker knows of all others, as is counted in
        ``answered``."""
        allocation = self.env["make.schedule.allocation"]

        def bearing(_shared, scope):
            env = allocation._everything().env
            asked = allocation._all_open(env, self.company)
            known = allocation._scope(*asked, True, every_rank=True)
            self.answered += 1
            return known.can_bear(scope) and (known, allocation._read(known))

        self.answered = 0
        self.patch(self.registry["make.schedule.shared"], "_bearing", bearing)

    def assertRefused(self, action, *args, reason="", **kwargs):
        """An action raises a readable error, and what it did is undone."""
        with self.assertRaisesRegex(UserError, reason), self.env.cr.savepoint():
            action(*args, **kwargs)
        self.env.invalidate_all()

    def offers(self, order, name):
        """Tell whether an order's form shows a button."""
        arch = etree.fromstring(order.get_view(view_type="form")["arch"])
        [button] = arch.xpath(f"//button[@name='{name}'][not(ancestor::list)]")
        shown = ("id", "state", "locked", "schedule_open")
        shown += ("sales_items_availability", "can_make_to_order", "feasible_date")
        return not safe_eval(
            button.get("invisible"), {key: order[key] for key in shown}
        )

    def sell(self, company=None):
        """Return the open orders as Sell lists them."""
        return self.listed("sale.order", [("schedule_open", "=", True)], company)

    def schedule(self, company=None):
        """Return the open MOs as Schedule lists them."""
        states = ("confirmed", "progress", "to_close")
        return self.listed("mrp.production", [("state", "in", states)], company)

    def listed(self, model, domain, company=None):
        company = company or self.company
        # Whoever the test runs as: it looks over the shoulder.
        records = self.env[model].with_user(1)
        return records.search(
            [("company_id", "=", company.id), *domain], order=records._schedule_order
        )

    def check_causes(self, *documents):
        """Chains of causes are whole, and end at what is said to be feasible."""
        now, moment = fields.Datetime.now(), timedelta(minutes=2)
        for document in (one for some in documents for one in some):
            chain, name = document.delay_causes, document.display_name
            for above, below in zip(chain, chain[1:], strict=False):
                self.assertEqual(above["start"], below["end"], name)
            self.assertTrue(all(cause["text"] for cause in chain), name)
            self.assertLessEqual(sum(cause["slip"] for cause in chain), 1, name)
            if not chain:
                continue
            if not chain[0]["end"]:
                self.assertIn(chain[-1]["kind"], ("short", "closed"), name)
                if "feasible_date" in document._fields:
                    self.assertFalse(document.feasible_date, name)
                continue
            start = fields.Datetime.to_datetime(chain[-1]["start"])
            self.assertLess(abs(start - now), moment, name)
            if "feasible_date" in document._fields:
                end = fields.Datetime.to_datetime(chain[0]["end"])
                self.assertLess(abs(end - document.feasible_date), moment, name)

    def assertInvariant(self):
        """MOs stand in Schedule in the order in which their SOs stand in Sell."""
        orders = list(self.sell())
        blocks = [mo.mto_order_id for mo in self.schedule() if mo.mto_order_id]
        blocks = [order for order in dict.fromkeys(blocks) if order in orders]
        self.assertEqual(blocks, [order for order in orders if order in blocks])
        in_a_row = [mo._schedule_root() for mo in self.schedule()]
        self.assertEqual(
            [a for a, b in zip(in_a_row, in_a_row[1:] + [None], strict=True) if a != b],
            list(dict.fromkeys(in_a_row)),
            "A block is torn apart",
        )


class StockCase(ScheduleCase):
    """What somebody does in a stock, and what is said and reserved then."""

    @classmethod
    def product(cls, name, parts=None, **values):
        """Create a storable product, made of {component: quantity} or of nothing."""
        product = cls.env["product.product"].create(
            {"name": name, "type": "consu", "is_storable": True, **values}
        )
        if parts:
            cls.bom(product, parts)
        return product

    @classmethod
    def options(cls, name, *values, create_variant="no_variant"):
        """Create a product with an attribute; return its template and its values."""
        attribute = cls.env["product.attribute"].create(
            {
                "name": f"Option of {name}",
                "create_variant": create_variant,
                "value_ids": [Command.create({"name": value}) for value in values],
            }
        )
        line = {
            "attribute_id": attribute.id,
            "value_ids": [Command.set(attribute.value_ids.ids)],
        }
        template = cls.env["product.template"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": True,
                "attribute_line_ids": [Command.create(line)],
            }
        )
        return template, template.attribute_line_ids.product_template_value_ids

    def place(self, name, inside=None):
        """Create a place in the stock, or in another one."""
        return self.env["stock.location"].create(
            {"name": name, "location_id": (inside or self.stock).id}
        )

    def status(self, order):
        """Return (Sales items, missing) of an order of one row."""
        self.env.invalidate_all()
        return order.sales_items_availability, order.order_line.missing_qty

    def held(self, *documents):
        """Return what open moves of orders, rows, MOs and transfers hold."""
        self.env.invalidate_all()
        found = []
        for document in documents:
            if document._name == "mrp.production":
                moves = document.move_raw_ids
            elif document._name == "sale.order":
                moves = document.order_line.move_ids
            else:
                moves = document.move_ids
            moves = moves.filtered(lambda move: move.state not in ("done", "cancel"))
            found.append(sum(moves.mapped("quantity")))
        return found

    def made(self, quantity):
        """Return an order of stools whose MO is done."""
        order = self.order((self.stool, quantity))
        self.produce(self.mto(order))
        return order

    def scrap(self, product, quantity, place=None):
        self.env["stock.scrap"].create(
            {
                "product_id": product.id,
                "scrap_qty": quantity,
                "location_id": (place or self.stock).id,
            }
        ).do_scrap()

    def count(self, product, quantity):
        """Count a product in the stock."""
        quant = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id", "=", self.stock.id)]
        )
        quant.with_context(inventory_mode=True).inventory_quantity = quantity
        quant.action_apply_inventory()

    def do_part(self, picking, quantity, rest=True):
        """Do a part of a transfer; the rest is a backorder, or is dropped."""
        picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        action = picking.button_validate()
        wizard = (
            self.env["stock.backorder.confirmation"]
            .with_context(**action["context"])
            .create({})
        )
        if rest:
            wizard.process()
        else:
            wizard.process_cancel_backorder()


class TourCase(HttpCase):
    """Tours during which neither the browser nor Odoo has anything to warn of."""

    def browser_js(self, *args, **kwargs):
        with self.assertNoLogs("odoo", level="WARNING"):
            return super().browser_js(*args, **kwargs)
