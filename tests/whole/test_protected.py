from contextlib import suppress

from lxml import etree

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from odoo.addons.make_schedule.models.base.guard import is_ours

from ..common import ScheduleCase

# Stored and read-only on screen, and anybody's who may write the document.
FREE = {"deadline_manual"}
DOCUMENTS = ("sale.order", "sale.order.line", "mrp.production", "mrp.workorder")


@tagged("post_install", "-at_install")
class TestProtected(ScheduleCase):
    """What only the add-on's own code writes, whoever tries and how (behaviour 5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a, cls.b = (cls.order((cls.stool, 2)) for _number in range(2))
        cls.mine = cls.mto(cls.a)
        cls.free = cls.mo(cls.stool, 2)
        cls.bom_table.company_id = cls.company
        cls.bom_table.operation_ids = [
            (
                0,
                0,
                {
                    "name": "Join",
                    "workcenter_id": cls.env["mrp.workcenter"]
                    .create({"name": "Bench"})
                    .id,
                },
            )
        ]
        cls.task = cls.mo(cls.table, 1).workorder_ids
        cls.on_hand(cls.board, 1)
        cls.line = cls.order((cls.board, 1)).order_line.move_ids.move_line_ids
        # What is protected, read from the models: a new field is covered.
        cls.protected = [
            (model._name, name)
            for model in cls.env.registry.values()
            for name, field in model._fields.items()
            if getattr(field, "protected", False) and not model._abstract
        ]

    def record(self, model):
        return {
            "sale.order": self.b,
            "sale.order.line": self.b.order_line,
            "mrp.production": self.free,
            "mrp.workorder": self.task,
            "stock.move": self.line.move_id,
            "stock.move.line": self.line,
            "res.company": self.company,
        }[model]

    def forged(self, record, name):
        """Return a value that a field does not have: of this document, or a new one."""
        field = record._fields[name]
        if field.type == "many2one":
            return {
                "sale.order": self.a,
                "sale.order.line": self.a.order_line,
                "mrp.production": self.mine,
            }[field.comodel_name].id
        return {
            "char": "forged",
            "float": -12345.0,
            "integer": 12345,
            "boolean": not record[name],
            "datetime": "2001-01-01 00:00:00",
            "selection": "mto",
            "json": {"2001-01-01": 60},
        }[field.type]

    def is_forged(self, record, name, value):
        field = record._fields[name]
        return field.convert_to_write(record[name], record) == field.convert_to_write(
            field.convert_to_record(field.convert_to_cache(value, record), record),
            record,
        )

    def values(self, record):
        """Return values to create another document like this one."""
        return {
            "sale.order": {"partner_id": self.customer.id},
            "sale.order.line": {"order_id": self.b.id, "product_id": self.leg.id},
            "mrp.production": {"product_id": self.stool.id},
            "mrp.workorder": {
                "name": "Forged",
                "production_id": self.task.production_id.id,
                "workcenter_id": self.task.workcenter_id.id,
            },
            "stock.move": {
                "product_id": self.board.id,
                "location_id": self.stock.id,
                "location_dest_id": self.stock.id,
            },
            "stock.move.line": {"move_id": self.line.move_id.id},
            "res.company": {"name": "Forged"},
        }[record._name]

    def each(self, attempt, new=True):
        """Try to forge each field of each model; nothing of it stays.

        :param attempt: called with the document, the field's name and the value
        :param new: of a new document, or of this one
        """
        for model, name in self.protected:
            record = self.record(model)
            value = self.forged(record, name)
            if record._fields[name].type == "boolean" and new:
                value = True
            with self.subTest(model=model, field=name):
                with self.env.cr.savepoint() as savepoint:
                    attempt(record, name, value)
                    savepoint.rollback()
            self.env.invalidate_all()

    def test_there_are_some(self):
        self.assertGreater(len(self.protected), 20)

    def test_by_a_default_of_the_context(self):
        def attempt(record, name, value):
            forging = record.browse().with_context(**{f"default_{name}": value})
            self.assertNotIn(name, forging.default_get([name]))
            new = forging.create(self.values(record))
            self.assertFalse(self.is_forged(new, name, value))

        self.each(attempt)

    def test_by_creation(self):
        def attempt(record, name, value):
            try:
                with self.env.cr.savepoint():
                    new = record.create({**self.values(record), name: value})
            except UserError:
                return
            self.assertFalse(self.is_forged(new, name, value))

        self.each(attempt)

    def test_by_writing(self):
        def attempt(record, name, value):
            with self.assertRaises(UserError):
                record.write({name: value})

        self.each(attempt, new=False)

    def test_by_copying(self):
        def attempt(record, name, value):
            if record._name not in ("sale.order", "mrp.production"):
                return
            try:
                with self.env.cr.savepoint():
                    copy = record.copy({name: value})
            except UserError:
                return
            self.assertFalse(self.is_forged(copy, name, value))

        self.each(attempt)

    def test_by_an_import(self):
        def attempt(record, name, value):
            field = record._fields[name]
            column = f"{name}/.id" if field.type == "many2one" else name
            record.load([".id", column], [[str(record.id), str(value)]])
            record.invalidate_recordset()
            self.assertFalse(self.is_forged(record, name, value))

        self.each(attempt, new=False)

    def test_while_typing(self):
        def attempt(record, name, value):
            shown = record.onchange({name: value}, [name], {name: {}})
            self.assertNotEqual(shown.get("value", {}).get(name, None), value)

        self.each(attempt, new=False)

    def test_by_an_orders_list_of_mos(self):
        for order, name in (
            (self.b, "mto_production_ids"),
            (self.b.order_line, "mto_production_ids"),
            (self.b.order_line, "unlinked_production_ids"),
        ):
            for command in (
                (4, self.free.id),
                (6, 0, self.free.ids),
                (0, 0, {"product_id": self.stool.id}),
            ):
                with self.subTest(model=order._name, name=name, command=command):
                    with suppress(UserError), self.env.cr.savepoint():
                        order.write({name: [command]})
                    self.env.invalidate_all()
                    # A new MO is nobody's, whatever the list says.
                    self.assertFalse(order[name])
        self.assertFalse(self.free.mto_line_id | self.free.unlinked_line_id)

    def test_linking_by_a_forged_flag(self):
        row = self.b.order_line
        mo = self.free.with_context(default_unlinked_line_id=row.id).create(
            {"product_id": self.stool.id}
        )
        mo.action_confirm()
        self.assertFalse(mo.unlinked_line_id)
        self.assertRefused(mo.action_relink, reason="closed")

    def test_linking_by_a_forged_chain(self):
        seller = self.user("own", "sales_team.group_sale_salesman")
        row = self.b.order_line
        mo = self.env["mrp.production"].create(
            {
                "product_id": self.stool.id,
                "sale_line_id": row.id,
                "move_dest_ids": [(4, row.move_ids.id)],
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mrp_production SET create_uid = %s WHERE id = %s",
            (seller.id, mo.id),
        )
        self.env.invalidate_all()
        mo.action_confirm()
        self.assertFalse(mo.mto_line_id)
        self.assertFalse(row.mto_production_ids)

    def test_what_somebody_makes_for_a_row_by_hand_is_not_its_mos(self):
        foreman = self.user("foreman", "mrp.group_mrp_user")
        self.on_hand(self.leg, 100)
        mo = self.mo(self.stool, 2, sale_line_id=self.a.order_line.id)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mrp_production SET create_uid = %s WHERE id = %s",
            (foreman.id, mo.id),
        )
        self.env.invalidate_all()
        self.produce(mo)
        self.a.order_line.product_uom_qty = 6
        self.assertEqual(self.mine.product_qty, 6)

    def test_a_form_saves_what_it_shows(self):
        with Form(self.mine) as form:
            form.origin = "Typed"
        self.assertEqual(self.mine.origin, "Typed")
        self.assertEqual(self.mine.mto_line_id, self.a.order_line)

    def test_every_field_that_nobody_writes_is_protected(self):
        """A new stored, read-only field of ours must be protected, or named above."""
        open_fields = {
            name
            for model in DOCUMENTS
            for name, field in self.env[model]._fields.items()
            if is_ours(field)
            and field.store
            and field.readonly
            and field.type not in ("one2many", "many2many")
            and not getattr(field, "protected", False)
        }
        self.assertLessEqual(open_fields, FREE)


@tagged("post_install", "-at_install")
class TestSettings(ScheduleCase):
    """Each setting, as a form and as the client asks for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.names = [
            name
            for name, field in cls.env["res.config.settings"]._fields.items()
            if is_ours(field)
        ]
        cls.second = cls.env["stock.warehouse"].create({"name": "Two", "code": "TWO"})

    def shown(self):
        """Return what a settings page shows, as the client's first question."""
        settings = self.env["res.config.settings"]
        arch = settings.get_view(view_type="form")["arch"]
        names = {node.get("name") for node in etree.fromstring(arch).iter("field")}
        self.assertLessEqual(set(self.names), names)
        spec = {name: {} for name in names}
        spec["automatic_warehouse_ids"] = {"fields": {"display_name": {}}}
        shown = settings.onchange({}, [], spec)["value"]
        return {"automatic_warehouse_ids": [], **shown}

    def test_set_saved_and_set_back(self):
        chosen = {
            "reserve_by_rank": False,
            "mts_lead_days": 3,
            "mto_change_policy": "unlink",
            "connector_change_policy": "review",
            "new_order_rank": "deadline",
            "rank_partner_field": "color",
            "promise_buffer_days": 2,
        }
        self.assertEqual(set(chosen) | {"automatic_warehouse_ids"}, set(self.names))
        before = {name: self.company[name] for name in chosen}
        for values in (chosen, before):
            with Form(self.env["res.config.settings"]) as form:
                for name, value in values.items():
                    setattr(form, name, value)
            form.save().execute()
            self.assertEqual({name: self.company[name] for name in chosen}, values)
            shown = self.shown()
            self.assertEqual({name: shown[name] for name in chosen}, values)

    def test_warehouses_with_automatic_deadlines(self):
        self.assertFalse(self.shown()["automatic_warehouse_ids"])
        for chosen in (self.second, self.second + self.warehouse, self.warehouse):
            with Form(self.env["res.config.settings"]) as form:
                form.automatic_warehouse_ids.set(chosen)
            form.save().execute()
            warehouses = self.second + self.warehouse
            self.assertEqual(
                warehouses.filtered("automatic_deadlines"), chosen.sorted("id").sorted()
            )
            shown = [command[1] for command in self.shown()["automatic_warehouse_ids"]]
            self.assertEqual(set(shown), set(chosen.ids))
        with Form(self.env["res.config.settings"]) as form:
            form.automatic_warehouse_ids.clear()
        form.save().execute()
        self.assertFalse((self.second + self.warehouse).filtered("automatic_deadlines"))

    def test_another_apps_page_changes_nothing(self):
        self.second.automatic_deadlines = True
        settings = self.env["res.config.settings"]
        settings.create({"group_uom": True}).execute()
        self.assertTrue(self.second.automatic_deadlines)
        self.assertFalse(self.warehouse.automatic_deadlines)

    def test_another_company_keeps_its_own(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env.user.company_ids += other
        theirs = self.env["stock.warehouse"].search([("company_id", "=", other.id)])
        theirs.automatic_deadlines = True
        self.env["res.config.settings"].create({}).execute()
        self.assertTrue(theirs.automatic_deadlines)

    def test_days_have_bounds(self):
        for days in (10**9, -1, 4000):
            self.assertRefused(
                self.company.write, {"mts_lead_days": days}, reason="0 to 3650"
            )
        self.company.mts_lead_days = 3650
        self.assertGreater(self.mo(self.stool).date_deadline, fields.Datetime.now())
