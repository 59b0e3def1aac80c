"""Every public method and every field of ours, called as everybody, with anything.

Nothing may come out of it but a success or an error that a user can read.
"""

import inspect
import json
import logging
from collections import Counter

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged
from odoo.tools.json import json_default

from odoo.addons.make_schedule.models.base.guard import is_ours

from ..common import ScheduleCase

_logger = logging.getLogger(__name__)
OURS = "odoo.addons.make_schedule."
NONSENSE = (
    *(None, True, False, "x", "", -1, 0, 1.5, 10**9, 10**30, float("inf")),
    *(float("nan"), [], [1], ["x"], {}, {"a": 1}, "\0", "<b>", "9" * 400),
)
UNKNOWN = 10**8
DATES = (None, [], "2026-01-01", "2026-01-01 00:00:00")
# What a field is written with: one of each kind.
VALUES = (
    *(None, True, "x", -1, 10**30, float("inf"), [1], {"a": 1}, "\0", [UNKNOWN]),
    [(6, 0, [UNKNOWN])],
)
# What an id of a document, or a status, may be beside nonsense.
STATUSES = ("not_started", "blocked", "in_progress", "partially_complete", "done")
KINDS = ("sales_items", "ingredients", "customer")
OPERATORS = {
    "<": ("x", 1, None, [1], "2026-01-01", 10**30),
    "=": ("x", 1, True, None, "2026-01-01 00:00:00", float("nan")),
    "in": ([1], ["x", True], [], ["in_stock"], [None, False]),
    "ilike": ("x", 1, True),
    "not in": (["x"], [5]),
}


@tagged("post_install", "-at_install")
class TestGeneratedCalls(ScheduleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("base.group_system")
        groups = {
            "seller": "sales_team.group_sale_salesman_all_leads",
            "own_seller": "sales_team.group_sale_salesman",
            "foreman": "mrp.group_mrp_user",
            "employee": "base.group_user",
            "portal_user": "base.group_portal",
        }
        cls.users = {login: cls.user(login, names) for login, names in groups.items()}
        cls.users["public"] = cls.env.ref("base.public_user")
        other = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.users["stranger"] = new_test_user(
            cls.env,
            "stranger",
            groups="sales_team.group_sale_manager,mrp.group_mrp_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        cls.bom_stool.company_id = cls.company
        bench = cls.env["mrp.workcenter"].create({"name": "Bench"})
        cls.bom_stool.operation_ids = [
            Command.create({"name": "Join", "workcenter_id": bench.id})
        ]
        cls.on_hand(cls.leg, 5)
        cls.a = cls.order((cls.stool, 2), user_id=cls.users["own_seller"].id)
        cls.b = cls.order(
            (cls.table, 1),
            (cls.stool, 1),
            partner_id=cls.users["portal_user"].partner_id.id,
        )
        cls.b.message_subscribe(cls.users["portal_user"].partner_id.ids)
        cls.c = cls.quotation((cls.stool, 1))
        cls.mine = cls.mto(cls.a)
        cls.free = cls.mo(cls.stool, 2)
        cls.done = cls.mo(cls.leg, 1, bom_id=False)
        cls.produce(cls.done)
        run = cls.b.action_make_to_order_run()["params"]["run_id"]
        dialogs = (
            cls.table.action_make_in_batch(),
            cls.mo(cls.table, 1).action_make_subassemblies(),
            cls.free.action_ask_production_status("partially_complete"),
        )
        cls.records = {
            "sale.order": cls.a + cls.b,
            "sale.order.line": (cls.a + cls.b).order_line,
            "mrp.production": cls.mine + cls.free + cls.done,
            "mrp.workorder": cls.mine.workorder_ids,
            "product.product": cls.stool + cls.leg,
            "res.company": cls.company,
            "stock.warehouse": cls.warehouse,
            "make.schedule.run": cls.env["make.schedule.run"].browse(run),
            "make.schedule.blocking": cls.env["make.schedule.blocking"].search([]),
            **{
                action["res_model"]: cls.env[action["res_model"]].browse(
                    action["res_id"]
                )
                for action in dialogs
            },
        }
        # Dialogs are of who opens them: everybody gets his chance.
        cls.calls = Counter()

    # -- what there is ----------------------------------------------------------

    def methods(self):
        """Yield (model, name, parameters, without ids) of what we make public."""
        for model in self.env.registry.values():
            if model._abstract:
                continue
            theirs = {
                name
                for cls in model.__mro__
                if not cls.__module__.startswith(OURS)
                for name in vars(cls)
            }
            names = {
                name
                for cls in model.__mro__
                if cls.__module__.startswith(OURS)
                for name, method in vars(cls).items()
                if inspect.isfunction(method)
                and not name.startswith("_")
                and not getattr(method, "_api_private", False)
            }
            for name in sorted(names - theirs):
                method = inspect.unwrap(getattr(model, name))
                parameters = list(inspect.signature(method).parameters)[1:]
                of_model = getattr(getattr(model, name), "_api_model", False)
                yield model._name, name, parameters, of_model

    def fields_of_ours(self, model):
        return [
            name for name, field in self.env[model]._fields.items() if is_ours(field)
        ]

    def ids(self, model):
        """Return the recordsets to call a method on: right, wrong, several, none."""
        found = self.records.get(model, self.env[model].browse())
        return [found[:1].ids, found.ids, [], [UNKNOWN], [*found[:1].ids, UNKNOWN]]

    # -- calling ----------------------------------------------------------------

    def call(self, login, model, method, /, *args, context=None, **kwargs):
        """Call a method as the API does; return the type of error, or None.

        Anything but an error that a user can read fails the test.
        """
        user = self.users.get(login) or self.env.user
        companies = user.company_ids.ids or self.company.ids
        env = self.env(
            user=user.id,
            su=False,
            context={"allowed_company_ids": companies, **(context or {})},
        )
        self.calls[login] += 1
        what = f"{login}: {model}.{method}{args}{kwargs} {context or ''}"
        error = None
        savepoint = self.env.cr.savepoint()
        try:
            result = call_kw(env[model], method, list(args), dict(kwargs))
            env.flush_all()
            json.dumps(result, default=json_default)
        except (UserError, IntegrityError) as refusal:
            # Odoo makes a ValidationError of what a constraint of PostgreSQL refuses
            # (odoo.service.model.retrying).
            error = type(refusal)
        except Exception as wrong:
            self.fail(f"{what}: {type(wrong).__name__}: {wrong}")
        finally:
            savepoint.close(rollback=True)
            self.env.cr.clear()
            self.env.invalidate_all(flush=False)
        return error

    def tearDown(self):
        _logger.info("%s calls: %s", self.calls.total(), dict(self.calls))
        super().tearDown()

    # -- methods ----------------------------------------------------------------

    def test_every_method_as_everybody(self):
        defaults = {
            **{"kind": "ingredients", "status": "in_progress"},
            **{"position": 1, "before_id": self.b.id},
        }
        found = list(self.methods())
        self.assertGreater(len(found), 35)
        for model, name, parameters, of_model in found:
            kwargs = {key: defaults[key] for key in parameters if key in defaults}
            for login in self.users:
                for ids in self.ids(model):
                    args = () if of_model else (ids,)
                    error = self.call(login, model, name, *args, **kwargs)
                    if login in ("portal_user", "public"):
                        self.assertEqual(
                            error, AccessError, f"{login}: {model}.{name}({ids})"
                        )

    def test_every_parameter_with_anything(self):
        good = {"status": STATUSES, "kind": KINDS, "before_id": (self.b.id,)}
        for model, name, parameters, of_model in self.methods():
            ids = self.records.get(model, self.env[model]).ids[:1]
            args = () if of_model else (ids,)
            for key in parameters:
                others = {"status": "partially_complete"} if key == "quantity" else {}
                others = {"status": "blocked"} if key == "reason" else others
                for value in (*NONSENSE, *good.get(key, ())):
                    for login in ("seller", "foreman"):
                        self.call(login, model, name, *args, **{**others, key: value})

    def test_every_context_that_is_read(self):
        stool, leg, row = self.stool.ids, self.leg.ids, self.a.order_line.ids
        of_products = (
            ("read", stool, ["stock_calculated"]),
            ("action_buy", leg),
            ("action_make_in_batch", stool),
        )
        for value in (*NONSENSE, self.warehouse.id):
            context = {"warehouse_id": value, "missing_qty": value}
            for call in of_products:
                self.call("foreman", "product.product", *call, context=context)
        for key in ("order_change_source", "shopify_order_import", "schedule"):
            for value in (None, "x", [1], {"a": 1}, 10**30):
                self.call(
                    *(
                        "seller",
                        "sale.order.line",
                        "write",
                        row,
                        {"product_uom_qty": 3},
                    ),
                    context={key: value},
                )

    # -- fields -----------------------------------------------------------------

    def test_every_field_written_with_anything(self):
        for model in self.records:
            if model == "make.schedule.blocking":
                continue
            for name in self.fields_of_ours(model):
                record = self.records[model][:1]
                for value in (*VALUES, self.free.id):
                    for login in ("seller", "admin"):
                        self.call(login, model, "write", record.ids, {name: value})

    def test_every_field_written_as_everybody(self):
        for model in self.records:
            for name in self.fields_of_ours(model):
                for login in self.users:
                    ids = self.records[model][:1].ids
                    self.call(login, model, "write", ids, {name: 1})

    def test_every_dialog_created_with_anything(self):
        dialogs = [
            *("make.schedule.batch", "make.schedule.batch.line"),
            *("make.schedule.to.order", "make.schedule.to.order.line"),
            *("make.schedule.status", "make.schedule.status.line"),
            *("make.schedule.run", "res.config.settings"),
        ]
        needed = {
            "make.schedule.batch.line": {
                "batch_id": self.records["make.schedule.batch"].id,
                "product_id": self.stool.id,
                "warehouse_id": self.warehouse.id,
            },
            "make.schedule.status": {"status": "done"},
        }
        for model in dialogs:
            for name in self.fields_of_ours(model):
                for value in (*VALUES, self.free.id):
                    values = {**needed.get(model, {}), name: value}
                    self.call("admin", model, "create", [values])

    def test_every_field_searched_with_anything(self):
        for model in (
            *("sale.order", "sale.order.line", "mrp.production", "mrp.workorder"),
            *("product.product", "make.schedule.blocking"),
        ):
            for name in self.fields_of_ours(model):
                field = self.env[model]._fields[name]
                # Columns, and what leads elsewhere, are core's to compare.
                if not field.search or field.store or field.related:
                    continue
                if field.relational:
                    continue
                for operator, values in OPERATORS.items():
                    # What core's own domains refuse for a type is core's.
                    if operator == "ilike" and field.type != "char":
                        continue
                    if operator == "<" and field.type == "boolean":
                        continue
                    for value in values:
                        # What is no date is refused by core's own domains.
                        if field.type == "datetime" and value not in DATES:
                            continue
                        self.call(
                            *("foreman", model, "search_count"),
                            [(name, operator, value)],
                        )
