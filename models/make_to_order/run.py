import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..allocation.claims import may_open
from ..base.guard import internal
from . import messages

_logger = logging.getLogger(__name__)
# Orders that one request makes; a screen shows its progress after each.
AT_ONCE = 5


class MakeScheduleRun(models.Model):
    """Make to order of many sales orders, some at a time (behaviour 5).

    The screen that started it asks for each next part; what a closed browser left is
    gone on with by a scheduled action.
    """

    _name = "make.schedule.run"
    _inherit = ["make.schedule.guard"]
    _description = "Make to order of many orders"
    _order = "id DESC"

    order_ids = fields.Many2many(
        "sale.order",
        string="Sales orders",
        readonly=True,
        help="The orders that were chosen.",
    )
    company_ids = fields.Many2many(
        "res.company",
        string="Companies",
        readonly=True,
        help="The companies that were chosen when it was started.",
    )
    waiting = fields.Json(
        readonly=True, technical=True, help="Orders that are still to be made, by rank."
    )
    state = fields.Selection(
        [
            ("running", "Running"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
            ("undone", "Undone"),
        ],
        default="running",
        required=True,
        readonly=True,
        help="Cancelled: what was made until then stays. Undone: it was taken back.",
    )
    made_ids = fields.Many2many(
        "mrp.production", string="Made", readonly=True, help="What was made."
    )
    skipped = fields.Json(
        readonly=True,
        default=list,
        technical=True,
        help="Why rows were not made: order, name of the order, reason.",
    )
    total_count = fields.Integer(
        "Orders",
        compute="_compute_progress",
        compute_sudo=True,
        help="How many orders were chosen.",
    )
    done_count = fields.Integer(
        "Done",
        compute="_compute_progress",
        compute_sudo=True,
        help="How many of the orders are decided.",
    )
    skipped_text = fields.Text(
        "Not made",
        compute="_compute_progress",
        compute_sudo=True,
        help="Why rows were not made.",
    )

    @api.depends("order_ids", "waiting", "skipped")
    def _compute_progress(self):
        for run in self:
            run.total_count = len(run.order_ids)
            run.done_count = run.total_count - len(_ids(run.waiting))
            orders = {}
            for _id, name, why in _reasons(run.skipped):
                orders.setdefault(str(why), {})[str(name)] = True
            run.skipped_text = "\n".join(
                f"{why} ({', '.join(names)})" for why, names in orders.items()
            )

    @api.depends("create_date")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for run in self:
            started = format_datetime(self.env, run.create_date, dt_format="short")
            run.display_name = messages.run_of(self.env, started=started)

    @api.model
    def _start(self, orders):
        """Return the action that makes orders to order and shows the progress."""
        orders = orders.sorted(lambda order: (order.schedule_rank, order.id))
        # As superuser: runs are written by this class alone (the caller has checked).
        run = self.sudo().create(
            {
                "order_ids": [fields.Command.set(orders.ids)],
                "company_ids": [fields.Command.set(self.env.companies.ids)],
                "waiting": orders.ids,
            }
        )
        return {
            "type": "ir.actions.client",
            "tag": "make_schedule.run",
            "name": messages.make_to_order(self.env),
            "target": "new",
            "params": {"run_id": run.id},
        }

    @internal
    def process(self):
        """Make the next few orders.

        :return: what :meth:`progress` does
        :raises AccessError: when it is somebody else's
        """
        self._check_one()
        self.check_access("read")
        self._lock_run()
        if self.state == "running":
            self._process()
        return self.progress()

    def _lock_run(self):
        """Let one part of this run at a time decide; then its orders."""
        line = self.env["make.schedule.line"]
        line._lock_first(self.sudo())
        now = _ids(self.sudo().waiting)[:AT_ONCE]
        line._lock_first(self.env["sale.order"].sudo().browse(now).exists())

    def _process(self):
        """Decide the next few orders, each of them alone where one fails."""
        waiting = _ids(self.waiting)
        now, later = waiting[:AT_ONCE], waiting[AT_ONCE:]
        orders, skipped = self._orders_to_make(now)
        enough = _shortly(messages.available(self.env, ""))
        for order, found in self._make(orders).items():
            made = [fields.Command.link(mo) for mo in found["made"]]
            self.sudo().made_ids = made
            # Of an order of which something is made nobody asks what needed nothing.
            skipped += [
                [order, orders.browse(order).name, reason]
                for reason in map(_shortly, dict(found["skipped"]).values())
                if reason != enough or not made
            ]
        self.sudo().write(
            {
                "waiting": later,
                "state": "running" if later else "done",
                "skipped": [*_reasons(self.skipped), *skipped],
            }
        )

    def _orders_to_make(self, ids):
        """Return those of some orders that the caller may make, and why not the others.

        :return: ``(orders by rank, [[order id, name, reason]])``
        """
        found = self.env["sale.order"].browse(ids).exists()
        orders = found._filtered_access("write")
        another = found._schedule_another_order()
        skipped = [
            [order.id, another, messages.no_longer_yours(self.env)]
            for order in found - orders
        ]
        return orders.sorted(lambda order: (order.schedule_rank, order.id)), skipped

    def _make(self, orders):
        """Make orders to order: all at once, or one by one where that fails.

        :return: as ``sale.order.action_make_to_order``
        """
        try:
            with self.env.cr.savepoint():
                return orders.order_line._mto_make_to_order(orders, only_short=True)
        except OperationalError:
            # Odoo tries the whole request again.
            raise
        except Exception as error:
            # Whatever it is: one order must not stop the others (behaviour 5).
            if len(orders) > 1:
                return {
                    order_id: found
                    for order in orders
                    for order_id, found in self._make(order).items()
                }
            reason = str(error)
            if not isinstance(error, UserError):
                _logger.exception("Make to order of %s failed", orders.name)
                reason = messages.unexpected(self.env)
            return {
                order.id: {"made": [], "skipped": [[0, reason]]} for order in orders
            }

    @internal
    def progress(self):
        """Return how far this is.

        :return: ``{"state", "done", "total", "made": [[id, name, may open]],
            "skipped": [[order id, order, reason]], "short": at the end, whether
            subassemblies are missing}``
        :raises AccessError: when it is somebody else's
        """
        self._check_one()
        self.check_access("read")
        opens = may_open(self.env["mrp.production"])
        made = self.sudo().made_ids
        return {
            "state": self.state,
            "done": self.done_count,
            "total": self.total_count,
            "made": [[mo.id, mo.name, opens] for mo in made],
            "skipped": _reasons(self.skipped),
            "short": self.state != "running"
            and any(made._schedule_short_subassemblies().values()),
        }

    @internal
    def cancel(self):
        """Stop before the next order; what is made stays.

        :return: what :meth:`progress` does
        :raises AccessError: when it is somebody else's
        """
        self._check_one()
        self.check_access("read")
        self.sudo().filtered(lambda run: run.state == "running").state = "cancelled"
        return self.progress()

    @api.model
    def _note_undone(self, mos):
        """Note which runs are undone, now that orders have been taken back.

        :param mos: that are cancelled
        """
        # As superuser: runs are written by this class alone (the caller has checked).
        runs = self.sudo().search(
            [("made_ids", "in", mos.ids), ("state", "in", ("done", "cancelled"))]
        )
        runs.filtered(
            lambda run: all(mo.state == "cancel" for mo in run.made_ids)
        ).state = "undone"

    @api.model
    def _cron_go_on(self):
        """Go on with what a closed browser left, as who started it."""
        cron = self.env["ir.cron"]
        quiet = fields.Datetime.now() - timedelta(minutes=2)
        left = self.search([("state", "=", "running"), ("write_date", "<", quiet)])
        cron._commit_progress(remaining=sum(len(_ids(run.waiting)) for run in left))
        for run in left:
            try:
                run._go_on()
            except Exception:
                # The others' runs go on; this one is tried again later.
                self.env.cr.rollback()
                _logger.exception("Make to order of many orders, run %s", run.id)

    def _go_on(self):
        """Go on to the end as its user, in the companies that he still works for."""
        user = self.create_uid
        companies = (self.company_ids & user.company_ids) or user.company_id
        run = self.with_user(user).with_context(
            allowed_company_ids=companies.ids, lang=user.lang, tz=user.tz
        )
        while run.state == "running":
            before = len(_ids(run.sudo().waiting))
            run._lock_run()
            run._process()
            done = before - len(_ids(run.sudo().waiting))
            self.env["ir.cron"]._commit_progress(done)


def _ids(value):
    """Return the ids in a JSON list; whatever else stands in it is nothing to make."""
    items = value if isinstance(value, list) else []
    return [item for item in items if type(item) is int]


def _shortly(reason):
    """Return a reason without the row that its order stands for."""
    return getattr(reason, "short", reason)


def _reasons(value):
    """Return the [order id, name, reason] in a JSON list, and nothing else of it."""
    items = value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, list) and len(item) == 3]
