from odoo import api, fields, models
from odoo.tools import format_datetime

from ..allocation.claims_line import may_open
from ..base.guard import internal
from . import messages
from .run_values import ids_of, reasons_of


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
            run.done_count = run.total_count - len(ids_of(run.waiting))
            orders = {}
            for _id, name, why in reasons_of(run.skipped):
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
    def progress(self):
        """Return how far this is.

        :return: ``{"state", "done", "total", "made": [[id, name, may open]],
            "skipped": [[order id, order, reason]], "short": at the end, whether
            subassemblies are missing}``
        :raises AccessError: when it is somebody else's
        """
        self._schedule_check_one()
        self.check_access("read")
        opens = may_open(self.env["mrp.production"])
        made = self.sudo().made_ids
        return {
            "state": self.state,
            "done": self.done_count,
            "total": self.total_count,
            "made": [[mo.id, mo.name, opens] for mo in made],
            "skipped": reasons_of(self.skipped),
            "short": self.state != "running"
            and any(made._schedule_short_subassemblies().values()),
        }

    @internal
    def cancel(self):
        """Stop before the next order; what is made stays.

        :return: what :meth:`progress` does
        :raises AccessError: when it is somebody else's
        """
        self._schedule_check_one()
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
