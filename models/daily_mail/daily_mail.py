import logging

from odoo import api, fields, models

from ..base.guard import MAKERS
from ..base.quantity import day_text
from ..deadlines import messages as deadline_messages
from . import messages

_logger = logging.getLogger(__name__)
LATE = [("schedule_open", "=", True), ("schedule_late", "=", True)]


class MakeScheduleDailyMail(models.Model):
    """What a user has been told of: the orders that were late at his last mail."""

    _name = "make.schedule.daily.mail"
    _description = "Daily mail about late orders"

    user_id = fields.Many2one(
        "res.users", required=True, ondelete="cascade", index=True, help="Who reads it."
    )
    order_ids = fields.Many2many(
        "sale.order", string="Late", help="What was late when he was last told."
    )

    _one_a_user = models.Constraint("UNIQUE (user_id)", "One a user.")

    @api.model
    def _cron_mail(self):
        """Write to all who want it what has changed since the last time."""
        wanted = [("schedule_daily_mail", "=", True), ("share", "=", False)]
        users = self.env["res.users"].search(wanted)
        known = self.search([]).grouped("user_id")
        for user in users:
            # A record of one's own: cron commits after each.
            try:
                before = known.get(user) or self.create({"user_id": user.id})
                before._mail()
            except Exception:
                # Whatever it is: the others are told all the same.
                self.env.cr.rollback()
                _logger.exception("No daily mail for %s", user.login)
            self.env["ir.cron"]._commit_progress(1)

    def _mail(self):
        """Write to this user what has changed, and keep what he knows now."""
        self.ensure_one()
        orders = self._orders()
        if not orders.has_access("read"):
            return
        late = self._late(orders)
        # Read as he sees them: what he may not see any more says nothing.
        known = orders.search([("id", "in", self.order_ids.ids)])
        # One that is another seller's by now is late all the same.
        left = known.filtered(
            lambda order: order.schedule_open and not order.schedule_late
        )
        # What has no date at all is not late, and not on time either: it is told of
        # again when it is.
        back = left.filtered("feasible_date")
        became = late - known
        self.order_ids = [fields.Command.set((late | left - back).ids)]
        if (became or back) and self.user_id.email:
            self._send(became, back)
            _logger.info(
                "%s is told of %s late orders and %s that are on time again.",
                *(self.user_id.login, len(became), len(back)),
            )

    def _orders(self):
        """Return no order, with the rights, the language and the time of this user."""
        user = self.user_id
        return (
            self.env["sale.order"]
            .with_user(user)
            .with_context(
                lang=user.lang, tz=user.tz, allowed_company_ids=user.company_ids.ids
            )
        )

    def _late(self, orders):
        """Return the late orders that concern this user: his own, or a planner's all.

        :param orders: as of :meth:`_orders`
        """
        user = self.user_id
        own = [] if user.has_group(MAKERS) else [("user_id", "=", user.id)]
        return orders.search([*LATE, *own])

    def _send(self, became, back):
        """Write to this user which orders became late, and which are on time again."""
        env = became.env
        body = env["ir.qweb"]._render(
            "make_schedule.daily_mail",
            {
                "became": [(*_link(order), self._why(order)) for order in became],
                "back": [(*_link(order), _customer(order)) for order in back],
            },
        )
        self.env["mail.mail"].create(
            {
                "subject": messages.subject(env, len(became), len(back)),
                "body_html": body,
                "recipient_ids": self.user_id.partner_id.ids,
                "email_from": self.user_id.company_id.email_formatted
                or self.env.user.email_formatted,
                "auto_delete": True,
            }
        )

    def _why(self, order):
        """Return who waits for a late order, since when, and the cause of it all."""
        causes, env = order.delay_causes, order.env
        return messages.late(
            env,
            customer=_customer(order),
            date=day_text(env, order.schedule_deadline),
            cause=causes[-1]["text"]
            if causes
            else deadline_messages.nothing_delays(env),
        )


def _customer(order):
    """Return whom an order is for: who reads that also reads a name."""
    return order.sudo().partner_id.display_name


def _link(order):
    """Return the address and the name of an order."""
    return f"{order.get_base_url()}/odoo/sales/{order.id}", order.name
