from datetime import timedelta

from odoo import api, fields, models

from .schedule_claims import may_open

# Orders that one request makes; a screen shows its progress after each.
AT_ONCE = 5


class MakeScheduleRun(models.Model):
    """Make to order of many sales orders, some at a time (behaviour 5).

    The screen that started it asks for each next part; what a closed browser left is
    gone on with by a scheduled action.
    """

    _name = "make.schedule.run"
    _description = "Make to order of many orders"
    _order = "id DESC"
    _rec_name = "create_date"

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
        readonly=True, help="Orders that are still to be made, by rank."
    )
    state = fields.Selection(
        [("running", "Running"), ("done", "Done"), ("cancelled", "Cancelled")],
        default="running",
        required=True,
        readonly=True,
        help="Cancelled: what was made until then stays.",
    )
    made_ids = fields.Many2many(
        "mrp.production", string="Made", readonly=True, help="What was made."
    )
    skipped = fields.Json(
        readonly=True,
        default=list,
        help="Why rows were not made: order, name of the order, reason.",
    )
    total_count = fields.Integer(
        "Orders", compute="_compute_progress", help="How many orders were chosen."
    )
    done_count = fields.Integer(
        "Done",
        compute="_compute_progress",
        help="How many of the orders are decided.",
    )
    skipped_text = fields.Text(
        "Not made",
        compute="_compute_progress",
        help="Why rows were not made.",
    )

    @api.depends("order_ids", "waiting", "skipped")
    def _compute_progress(self):
        for run in self:
            run.total_count = len(run.order_ids)
            run.done_count = run.total_count - len(run.waiting or ())
            run.skipped_text = "\n".join(
                dict.fromkeys(reason for _id, _name, reason in run.skipped or ())
            )

    @api.model
    def _start(self, orders):
        """Return the action that makes orders to order and shows the progress."""
        orders = orders.sorted(lambda order: (order.schedule_rank, order.id))
        run = self.create(
            {
                "order_ids": [fields.Command.set(orders.ids)],
                "company_ids": [fields.Command.set(self.env.companies.ids)],
                "waiting": orders.ids,
            }
        )
        return {
            "type": "ir.actions.client",
            "tag": "make_schedule.run",
            "name": self.env._("Make to order"),
            "target": "new",
            "params": {"run_id": run.id},
        }

    def process(self):
        """Make the next few orders.

        :return: what :meth:`progress` does
        """
        self.ensure_one()
        self.check_access("write")
        # Another part of the same run waits for this one, and is tried again.
        self.lock_for_update()
        if self.state == "running":
            self._process()
        return self.progress()

    def _process(self):
        waiting = self.waiting or []
        now, later = waiting[:AT_ONCE], waiting[AT_ONCE:]
        orders = self.env["sale.order"].browse(now).exists()
        orders.check_access("write")
        orders = orders.sorted(lambda order: (order.schedule_rank, order.id))
        result = orders.order_line._make_to_order(orders, only_short=True)
        names = dict(orders.mapped(lambda order: (order.id, order.name)))
        made = [mo for found in result.values() for mo in found["made"]]
        self.write(
            {
                "waiting": later,
                "state": "running" if later else "done",
                "made_ids": [fields.Command.link(mo) for mo in made],
                "skipped": [
                    *(self.skipped or []),
                    *(
                        [order, names[order], reason]
                        for order, found in result.items()
                        for _row, reason in found["skipped"]
                    ),
                ],
            }
        )

    def progress(self):
        """Return how far this is.

        :return: ``{"state", "done", "total", "made": [[id, name, may open]],
            "skipped": [[order id, order, reason]], "short": at the end, whether
            subassemblies are missing}``
        """
        self.ensure_one()
        self.check_access("read")
        opens = may_open(self.env["mrp.production"])
        made = self.sudo().made_ids
        return {
            "state": self.state,
            "done": self.done_count,
            "total": self.total_count,
            "made": [[mo.id, mo.name, opens] for mo in made],
            "skipped": self.skipped or [],
            "short": self.state != "running"
            and any(made._short_subassemblies().values()),
        }

    def cancel(self):
        """Stop before the next order; what is made stays.

        :return: what :meth:`progress` does
        """
        self.check_access("write")
        self.filtered(lambda run: run.state == "running").state = "cancelled"
        return self.progress()

    @api.model
    def _cron_go_on(self):
        """Go on with what a closed browser left, as who started it."""
        cron = self.env["ir.cron"]
        quiet = fields.Datetime.now() - timedelta(minutes=2)
        left = self.search([("state", "=", "running"), ("write_date", "<", quiet)])
        cron._commit_progress(remaining=sum(len(run.waiting or ()) for run in left))
        for run in left:
            run = run.with_user(run.create_uid).with_context(
                allowed_company_ids=run.company_ids.ids
            )
            while run.state == "running":
                before = len(run.waiting or ())
                run.process()
                cron._commit_progress(before - len(run.waiting or ()))
