from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import models
from odoo.exceptions import UserError

from ..base.guard import check_works, internal
from ..base.quantity import day_text
from ..base.states import CONFIRMED_STATES
from ..base.told import told
from ..base.working_days import days_off, naive
from ..ranking.sale_order_line import OWN_DATE
from . import messages

# How often a promise is moved out until it holds.
PATIENCE = 5


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
        check_works(self.env)
        self.check_access("write")
        refusals = {order: order._schedule_promise_refusal() for order in self}
        if len(self) == 1 and refusals[self]:
            raise UserError(refusals[self])
        done = self.filtered(lambda order: not refusals[order])
        before = {order: order._schedule_promised_before() for order in done}
        dates = done._schedule_promise_all(refusals)
        done = done.filtered(dates.get)
        lines = [
            messages.promised_of(
                self.env, order=order.name, date=day_text(self.env, date)
            )
            for order, date in dates.items()
        ]
        lines += [refusal for refusal in refusals.values() if refusal]
        left = [order._schedule_promised_before() for order in done]
        back = [[before[order] for order in done], left]
        undo = (done, "action_promise_back", back) if done else None
        kind = "success" if len(done) == len(self) else "warning"
        then = None
        if len(self) == 1:
            then = done._schedule_promise_mail()
        elif done:
            then = done._schedule_ask_promise_mails()
        return told("\n".join(lines), undo, kind=kind, then=then)

    def _schedule_promise_all(self, refusals):
        """Set the delivery deadlines of orders, each by itself.

        :param refusals: {order: why it gets no other date}, which becomes more
        :return: {order: the date that holds}
        """
        # The dates of all, before the first of them changes what is asked of others.
        dates = {order: order._schedule_promised_date() for order in self}
        found = {}
        for order, date in dates.items():
            try:
                with self.env.cr.savepoint():
                    found[order] = order._schedule_promise(date)
            except UserError as error:
                if len(refusals) == 1:
                    raise
                refusals[order] = str(error)
        return found

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

    def _schedule_promise_refusal(self):
        """Return why this order gets no other date, or None."""
        if closed := self._schedule_promise_closed():
            return closed
        if not self.feasible_date:
            rows = self.order_line.filtered(
                lambda row: row.product_id.type == "consu" and not row.feasible_date
            )
            sweep = self.env["make.schedule.allocation"]._sweep(rows)
            short = rows._schedule_lacking(sweep)
            return (
                messages.no_feasible_date if short else messages.no_feasible_ingredients
            )(
                self.env,
                order=self.name,
                products=", ".join((short or rows.product_id).mapped("display_name")),
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
            days,
            zone.localize(tomorrow),
            compute_leaves=True,
            domain=days_off(self.company_id),
        )
        if not last:
            return date + timedelta(days=days)
        day = last.astimezone(zone).date()
        return naive(zone.localize(datetime.combine(day, local.time())))
