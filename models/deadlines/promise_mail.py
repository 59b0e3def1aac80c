"""What was promised is written to customers (behaviour 14)."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..base.guard import check_works, internal
from ..base.told import known_before, told
from . import messages

TEMPLATE = "make_schedule.mail_template_promise"


class SaleOrder(models.Model):
    """Orders whose customers are told."""

    _inherit = "sale.order"

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
                "args": [self._schedule_promises_left()],
            },
        }

    def _schedule_promises_left(self):
        """Return [[id, delivery date]] of these orders, as it is promised."""
        return [
            [order.id, fields.Datetime.to_string(order.commitment_date) or False]
            for order in self
        ]

    def _schedule_still_promised(self, left):
        """Return those of these orders that are promised as when somebody was asked.

        :param left: as of :meth:`_schedule_promises_left`, or None
        """
        known = {order: date for order, date in known_before(left, 2)}
        now = {order: date for order, date in self._schedule_promises_left()}
        return self.filtered(
            lambda order: (
                not order._schedule_promise_closed()
                and known.get(order.id, now[order.id]) == now[order.id]
            )
        )

    @internal
    def action_mail_promise(self, left=None):
        """Write to the customers of these orders when each will be delivered.

        With the same template as of one order, which a user can change.

        :param list left: [[id, delivery date]] of them, as they were promised when the
            caller was asked
        :return: an action that says to whom, and which orders are promised otherwise,
            or closed, by now
        :raises UserError: where there is no template any more
        :raises AccessError: when the caller may not write the orders
        """
        check_works(self.env)
        self.check_access("write")
        template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        if not template:
            raise UserError(messages.no_template(self.env))
        told_to = self.env["res.partner"]
        promised = self._schedule_still_promised(left)
        for order in promised:
            told_to |= (
                order.message_post_with_source(
                    template,
                    subtype_xmlid="mail.mt_comment",
                    email_layout_xmlid="mail.mail_notification_layout_with_responsible_signature",
                )
                .with_context(active_test=False)
                .partner_ids
            )
        # A template can name addresses instead of customers.
        told_to = told_to or promised.partner_id
        # Odoo notes what it cannot send, too.
        without = told_to.filtered(lambda partner: not partner.email)
        lines = [
            sentence(self.env, ", ".join(partners.mapped("display_name")))
            for sentence, partners in (
                (messages.mailed, told_to - without),
                (messages.no_address, without),
            )
            if partners
        ]
        if others := self - promised:
            names = ", ".join(others.mapped("display_name"))
            lines.append(messages.not_mailed(self.env, orders=names))
        kind = "warning" if without or others else "success"
        return told("\n".join(lines), kind=kind)

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
