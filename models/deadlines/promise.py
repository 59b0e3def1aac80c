from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import fields, models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.quantity import day_text
from ..base.states import CONFIRMED_STATES, OFFERED_STATES
from ..base.told import known_before, told
from ..base.working_days import naive
from ..ranking.sale_order_line import OWN_DATE
from . import messages

# How often a promise is moved out until it holds.
PATIENCE = 5
TEMPLATE = "make_schedule.mail_template_promise"


class SaleOrder(models.Model):
    """Promising the date that can be kept (behaviour 14)."""

    _inherit = "sale.order"

    @internal
    def action_promise(self):
        """Set the delivery deadlines of these orders to when they can be there.

        That is ``feasible_date``, moved by the company's ``promise_buffer_days``; on a
        quotation as if it were confirmed now. Old and new are in the chatter.

        :return: an action that says so, names those that have no such date and offers
            to undo it; of one order it goes on to a mail to the customer, of
            several it asks whether each customer shall be written to
        :raises UserError: for one order, when it has no feasible date, is closed or
            locked
        :raises AccessError: when the caller may not write the orders
        """
        self.check_access("write")
        refusals = {order: order._schedule_promise_refusal() for order in self}
        if len(self) == 1 and refusals[self]:
            raise UserError(refusals[self])
        done = self.filtered(lambda order: not refusals[order])
        before = [order._schedule_promised_before() for order in done]
        # The dates of all, before the first of them changes what is asked of others.
        dates = {order: order._schedule_promised_date() for order in done}
        dates = {order: order._schedule_promise(date) for order, date in dates.items()}
        lines = [
            messages.promised_of(
                self.env, order=order.name, date=day_text(self.env, date)
            )
            for order, date in dates.items()
        ]
        lines += [refusal for refusal in refusals.values() if refusal]
        undo = (done, "action_promise_back", [before]) if done else None
        kind = "success" if len(done) == len(self) else "warning"
        then = None
        if len(self) == 1:
            then = done._schedule_promise_mail()
        elif done:
            then = done._schedule_ask_promise_mails()
        return told("\n".join(lines), undo, kind=kind, then=then)

    def _schedule_promised_before(self):
        """Return [id, delivery date, [[row id, own date]]] of one order, as JSON."""
        rows = self._schedule_own_dates()
        own = [[row.id, _text(row[OWN_DATE])] for row in rows]
        return [self.id, _text(self.commitment_date), own]

    def _schedule_promise(self, date):
        """Set the delivery deadline of one order, and those of rows that are before it.

        :param date: wanted
        :return: the date that holds
        """
        old, self.commitment_date = self.schedule_deadline, date
        kept = self._schedule_keep_promise()
        # What a row promises for itself is promised anew, too.
        for row in self._schedule_own_dates():
            if row[OWN_DATE] < kept:
                row[OWN_DATE] = kept
        self._schedule_log_promise(old, kept)
        return kept

    @internal
    def action_promise_back(self, before=None):
        """Undo :meth:`action_promise`.

        :param list before: [[id, delivery date, [[row id, own date]]]] of some of these
            orders, of before
        :return: an action
        :raises UserError: where one is closed or locked by now
        :raises AccessError: when the caller may not write the orders
        """
        self.check_access("write")
        for order_id, date, rows in known_before(before, 3):
            if order_id in self.ids:
                order = self.browse(order_id)
                if refusal := order._schedule_promise_closed():
                    raise UserError(refusal)
                old = order.schedule_deadline
                order.commitment_date = self._to_date(date)
                own = {row.id: row for row in order._schedule_own_dates()}
                for row_id, own_date in known_before(rows, 2):
                    if row_id in own:
                        own[row_id][OWN_DATE] = self._to_date(own_date)
                order._schedule_log_promise(old, order.schedule_deadline)
        return told(messages.promise_undone(self.env, count=len(self)))

    def _schedule_own_dates(self):
        """Return the rows that are to be delivered at a date of their own."""
        rows = self.order_line
        if OWN_DATE not in rows._fields:
            return rows.browse()
        return rows.filtered(
            lambda row: row[OWN_DATE] and row._schedule_is_to_deliver()
        )

    def _schedule_keep_promise(self):
        """Return the date of a promise that holds at the place that it gives.

        By delivery deadline a quotation enters lower, the later it is promised.
        """
        for _turn in range(PATIENCE):
            # Its place is where it is, or last.
            last = self.company_id.new_order_rank == "last"
            if last or self.state in CONFIRMED_STATES:
                break
            if not self.feasible_date:
                raise UserError(self._schedule_promise_refusal())
            date = self._schedule_promised_date()
            if date <= self.commitment_date:
                break
            self.commitment_date = date
        return self.commitment_date

    def _schedule_log_promise(self, old, new):
        """Note in the chatter which deadline another one has replaced."""
        days = {
            name: day_text(self.env, moment) if moment else "–"
            for name, moment in (("old", old), ("new", new))
        }
        self._message_log(body=messages.promised(self.env, **days))

    def _schedule_promise_closed(self):
        """Return why nothing can be promised of this order, or None."""
        is_open = self.state in OFFERED_STATES or self.schedule_open
        if self.locked or not is_open:
            return messages.closed_or_locked(self.env, orders=self.name)
        return None

    def _schedule_promise_refusal(self):
        """Return why this order gets no other date, or None."""
        if closed := self._schedule_promise_closed():
            return closed
        if not self.feasible_date:
            rows = self.order_line.filtered(
                lambda row: row.product_id.type == "consu" and not row.feasible_date
            )
            short = rows.filtered(
                lambda row: row.sales_items_availability == "not_available"
            )
            return (
                messages.no_feasible_date if short else messages.no_feasible_ingredients
            )(
                self.env,
                order=self.name,
                products=", ".join((short or rows).product_id.mapped("display_name")),
            )
        return None

    def _schedule_promised_date(self):
        """Return the feasible date, as many working days later as are kept in hand.

        The time of day stays.
        """
        date, days = self.feasible_date, self.company_id.sudo().promise_buffer_days
        if not days:
            return date
        calendar = self.company_id.sudo().resource_calendar_id
        zone = timezone(calendar.tz or "UTC")
        local = utc.localize(date).astimezone(zone)
        tomorrow = datetime.combine(local.date() + timedelta(days=1), time())
        last = calendar and calendar.plan_days(
            days, zone.localize(tomorrow), compute_leaves=True
        )
        if not last:
            return date + timedelta(days=days)
        day = last.astimezone(zone).date()
        return naive(zone.localize(datetime.combine(day, local.time())))

    def _schedule_ask_promise_mails(self):
        """Return the action that asks whether the customers shall be written to."""
        customers = self.partner_id.mapped("display_name")
        return {
            "type": "ir.actions.client",
            "tag": "make_schedule.ask",
            "params": {
                **messages.ask_mails(self.env, ", ".join(customers)),
                **{"model": self._name, "method": "action_mail_promise"},
                "ids": self.ids,
            },
        }

    @internal
    def action_mail_promise(self):
        """Write to the customers of these orders when each will be delivered.

        With the same template as of one order, which a user can change.

        :return: an action that says to whom
        :raises UserError: where there is no template any more
        :raises AccessError: when the caller may not write the orders
        """
        self.check_access("write")
        template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        if not template:
            raise UserError(messages.no_template(self.env))
        for order in self:
            order.message_post_with_source(
                template,
                subtype_xmlid="mail.mt_comment",
                email_layout_xmlid="mail.mail_notification_layout_with_responsible_signature",
            )
        customers = ", ".join(self.partner_id.mapped("display_name"))
        return told(messages.mailed(self.env, customers))

    def _schedule_promise_mail(self):
        """Return the dialog in which the customer of this order is written to."""
        template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        action = self.with_context(hide_default_template=True).action_quotation_send()
        action["context"] = {
            **action["context"],
            "default_template_id": template.id if template else False,
            "mark_so_as_sent": False,
        }
        return action


def _text(moment):
    return fields.Datetime.to_string(moment) or False
