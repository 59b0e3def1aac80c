from contextlib import closing, contextmanager
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import SUPERUSER_ID, Command, api, fields
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged

from odoo.addons.make_schedule.models.allocation import shared as schedule_shared


class SharedCase(BaseCase):
    """Transactions with a connection each, which commit; taken away in the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.addCleanup(self.take_away)
        with self.transaction() as env:
            self.product = self.goods(env).id
            self.order = self.sell(env, 3).id
        # Everything of before is another version.
        self.forget()

    def forget(self):
        setattr(self.registry, schedule_shared.SHARED, [])

    def take_away(self):
        with self.transaction() as env:
            order = env["sale.order"].browse(self.order)
            order._action_cancel()
            order.unlink()
            product = env["product.product"].browse(self.product)
            moves = env["stock.move"].search([("product_id", "=", product.id)])
            moves.filtered(lambda move: move.state != "done")._action_cancel()
            env["stock.quant"].search([("product_id", "=", product.id)]).unlink()
            product.active = False

    @contextmanager
    def transaction(self, commit=True):
        with closing(self.registry.cursor()) as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
            if commit:
                # Another connection sees nothing else; all is taken away at the end.
                cr.commit()  # pylint: disable=invalid-commit

    def goods(self, env):
        return env["product.product"].create(
            {"name": "Shared", "type": "consu", "is_storable": True}
        )

    def sell(self, env, quantity):
        order = env["sale.order"].create(
            {
                "partner_id": env.user.partner_id.id,
                "order_line": [
                    Command.create(
                        {"product_id": self.product, "product_uom_qty": quantity}
                    )
                ],
            }
        )
        order.action_confirm()
        return order

    def stock(self, env, quantity):
        stock = env["sale.order"].browse(self.order).warehouse_id.lot_stock_id
        product = env["product.product"].browse(self.product)
        env["stock.quant"]._update_available_quantity(product, stock, quantity)

    def expect(self, env, quantity, date=None):
        """Create a receipt."""
        warehouse = env["sale.order"].browse(self.order).warehouse_id
        env["stock.move"].create(
            {
                "product_id": self.product,
                "product_uom_qty": quantity,
                "date": date or fields.Datetime.now() + timedelta(1),
                "location_id": env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": warehouse.lot_stock_id.id,
                "picking_type_id": warehouse.in_type_id.id,
                "company_id": warehouse.company_id.id,
            }
        )._action_confirm()

    def status(self, env):
        env.invalidate_all()
        order = env["sale.order"].browse(self.order)
        return order.sales_items_availability, order.order_line.missing_qty

    def said(self):
        """Return (status, how often something was allocated) of a new transaction."""
        allocation = self.registry["make.schedule.allocation"]
        with self.transaction() as env:
            with patch.object(
                allocation, "_read", autospec=True, side_effect=allocation._read
            ) as read:
                return self.status(env), read.call_count


@tagged("post_install", "-at_install")
class TestShared(SharedCase):
    """What a request has read serves the next ones, until something is committed."""

    def test_it_is_allocated_once(self):
        self.assertEqual(self.said(), (("not_available", 3), 1))
        self.assertEqual(self.said(), (("not_available", 3), 0))

    def waited_for(self):
        """Return (status, how often it was asked what the row waits for)."""
        row = self.registry["sale.order.line"]
        with self.transaction() as env:
            with patch.object(
                row,
                "_schedule_stocked_products",
                autospec=True,
                side_effect=lambda *_args: set(),
            ) as asked:
                return self.status(env)[0], asked.call_count

    def test_nor_is_it_asked_again_what_a_row_waits_for(self):
        self.said()
        self.assertEqual(self.waited_for(), ("not_available", 0))
        # Another row was not asked of, and waits for something else.
        with self.transaction() as env:
            other = self.sell(env, 1)
            mine, self.order = self.order, other.id
        self.addCleanup(setattr, self, "order", mine)
        self.said()
        self.assertEqual(self.waited_for()[1], 0)
        self.order = mine
        self.assertEqual(self.said(), (("not_available", 3), 0))
        with self.transaction() as env:
            self.stock(env, 3)
            env["sale.order"].browse(other.id)._action_cancel()
            env["sale.order"].browse(other.id).unlink()
        self.assertEqual(self.said(), (("in_stock", 0), 1))

    def test_whom_it_serves_is_asked_for_itself(self):
        """Who asks for ingredients alone has not read whom the order serves."""
        asked = schedule_shared.Asked({1}, {2, 3}, {2})
        self.assertTrue(asked.covers(schedule_shared.Asked({1}, {3}, {2})))
        self.assertFalse(asked.covers(schedule_shared.Asked(set(), {3}, {3})))
        asked.add(schedule_shared.Asked(set(), {3}, {3}))
        self.assertTrue(asked.covers(schedule_shared.Asked(set(), {3}, {3})))

    def test_until_something_is_committed(self):
        self.said()
        with self.transaction() as env:
            self.stock(env, 2)
        self.assertEqual(self.said(), (("not_available", 1), 1))
        with self.transaction() as env:
            env["sale.order"].browse(self.order).order_line.product_uom_qty = 2
        self.assertEqual(self.said(), (("in_stock", 0), 1))
        self.assertEqual(self.said(), (("in_stock", 0), 0))

    def test_nobody_sees_what_is_not_committed(self):
        with self.transaction() as env:
            self.stock(env, 3)
            self.assertEqual(self.status(env), ("in_stock", 0))
            self.assertEqual(self.said(), (("not_available", 3), 1))
            # Nor does it see what others have read.
            self.assertEqual(self.status(env), ("in_stock", 0))
            self.stock(env, -1)
            self.assertEqual(self.status(env), ("not_available", 1))
        self.assertEqual(self.said(), (("not_available", 1), 1))

    def test_what_is_rolled_back_was_never_there(self):
        self.said()
        with self.transaction(commit=False) as env:
            self.stock(env, 3)
            with env.cr.savepoint():
                # Told, as at a commit, and read.
                self.assertEqual(self.status(env), ("in_stock", 0))
        self.assertEqual(self.said()[0], ("not_available", 3))

    def test_a_transaction_goes_on_seeing_what_it_saw(self):
        with self.transaction() as env:
            self.assertEqual(self.status(env), ("not_available", 3))
            with self.transaction() as other:
                self.stock(other, 3)
            self.assertEqual(self.said()[0], ("in_stock", 0))
            self.assertEqual(self.status(env), ("not_available", 3))
        self.assertEqual(self.said()[0], ("in_stock", 0))

    def test_they_commit_in_another_order_than_they_begin(self):
        with self.transaction() as one:
            self.stock(one, 1)
            one.cr.flush()
            with self.transaction() as other:
                other.ref("make_schedule.so_late").client_order_ref = "Other"
            self.assertEqual(self.said(), (("not_available", 3), 1))
        self.assertEqual(self.said(), (("not_available", 2), 1))

    def test_premises(self):
        """Changes of no document, that change what is allocated."""
        self.said()
        with self.transaction() as env:
            env["product.product"].browse(self.product).is_storable = False
        self.assertEqual(self.said()[0][0], "not_applicable")
        with self.transaction() as env:
            env["product.product"].browse(self.product).is_storable = True

    def test_another_price_changes_nothing(self):
        self.said()
        with self.transaction() as env:
            env["product.product"].browse(self.product).list_price = 7
        self.assertEqual(self.said(), (("not_available", 3), 0))

    def test_what_comes_becomes_late(self):
        """Time changes what is said, though nothing else does."""
        soon = fields.Datetime.now() + timedelta(seconds=30)
        with self.transaction() as env:
            self.expect(env, 3, soon)
        self.assertEqual(self.said()[0], ("expected", 0))
        [known] = getattr(self.registry, schedule_shared.SHARED)
        self.assertLessEqual(known.until, soon)

    def test_rows_are_forgotten_after_an_hour(self):
        self.said()
        with self.transaction() as env:
            env["make.schedule.change"]._gc_changes()
            self.assertTrue(env["make.schedule.change"].search_count([]))
            env.cr.execute("UPDATE make_schedule_change SET changed_on = '2020-01-01'")
            env["make.schedule.change"]._gc_changes()
            self.assertFalse(env["make.schedule.change"].search_count([]))
        self.assertEqual(self.said(), (("not_available", 3), 1))

    def worked_out(self):
        """Return (rows' statuses, how many rows they were worked out of)."""
        rows = self.registry["sale.order.line"]
        with self.transaction() as env:
            with patch.object(
                rows,
                "_schedule_statuses",
                autospec=True,
                side_effect=rows._schedule_statuses,
            ) as said:
                orders = env["sale.order"].browse([self.order, self.other])
                found = orders.mapped("sales_items_availability")
                return found, sum(len(call.args[0]) for call in said.call_args_list)

    def test_what_is_said_is_worked_out_once(self):
        """For whoever sees the same, and of what was asked alone."""
        with self.transaction() as env:
            self.stock(env, 4)
            self.other = self.sell(env, 2).id
            self.addCleanup(self.cancel, self.other)
        said = ["in_stock", "not_available"]
        self.assertEqual(self.worked_out(), (said, 2))
        self.assertEqual(self.worked_out(), (said, 0))
        with self.transaction() as env:
            third = self.sell(env, 1).id
            self.addCleanup(self.cancel, third)
        self.assertEqual(self.worked_out(), (said, 2))
        with self.transaction() as env:
            env["sale.order"].browse(third)._action_cancel()
            self.stock(env, 1)
            # Its own change.
            orders = env["sale.order"].browse([self.order, self.other])
            self.assertEqual(
                orders.mapped("sales_items_availability"), ["in_stock"] * 2
            )
        self.assertEqual(self.worked_out(), (["in_stock"] * 2, 2))
        self.assertEqual(self.worked_out(), (["in_stock"] * 2, 0))

    def cancel(self, order):
        with self.transaction() as env:
            order = env["sale.order"].browse(order)
            order._action_cancel()
            order.unlink()

    def test_what_is_said_changes_with_the_day(self):
        """And with the time zone of who reads."""
        with self.transaction() as env:
            row = env["sale.order.line"]
            field = row._fields["availability_late"]
            keys = {
                row.with_context(tz=tz, lang=lang)._schedule_said_key(field)
                for tz in ("UTC", "Asia/Tokyo")
                for lang in ("en_US", False)
            }
            self.assertEqual(len(keys), 4)
            with freeze_time("2030-05-06 23:30:00"):
                days = [
                    row.with_context(tz=tz)._schedule_as_of(field).day
                    for tz in ("UTC", "Asia/Tokyo")
                ]
            self.assertEqual(days, [6, 7])

    def test_a_quotation_is_served_from_what_is_known(self):
        """It is asked for neither again nor instead (behaviour 12)."""
        with self.transaction() as env:
            self.stock(env, 4)
            quotation = env["sale.order"].browse(self.order).copy()
            quotation.order_line.product_uom_qty = 2
            self.addCleanup(self.drop, quotation.id)
            row = quotation.order_line.id
        self.forget()
        promised = self.promised(row)
        self.assertEqual(promised, ("not_available", 1, 1))
        with self.transaction() as env:
            env["make.schedule.allocation"]._sweep_all(env.companies)
        self.assertEqual(self.promised(row), (*promised[:2], 0))
        self.assertEqual(self.said(), (("in_stock", 0), 0))

    def drop(self, order):
        with self.transaction() as env:
            env["sale.order"].browse(order).unlink()

    def promised(self, row):
        """Return (status, missing, how often something was allocated) of a row."""
        allocation = self.registry["make.schedule.allocation"]
        with self.transaction() as env:
            with patch.object(
                allocation, "_read", autospec=True, side_effect=allocation._read
            ) as read:
                row = env["sale.order.line"].browse(row)
                status = row.sales_items_availability, row.missing_qty
                return *status, read.call_count
