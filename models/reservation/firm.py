"""Firm promises: what an order holds stays its own (behaviour 14)."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.states import OFFERED_STATES
from ..base.step import step
from ..base.told import known_before, told
from . import messages


class SaleOrder(models.Model):
    """A promise that no other order, and no move in the ranking, can break.

    Which moves that is about and what they hold is read with all others
    (:mod:`~..allocation.firm_moves`); the engine serves it first.
    """

    _inherit = "sale.order"

    promise_firm = fields.Boolean(
        "Firm promise",
        copy=False,
        tracking=True,
        help="What its deliveries, and the ingredients of what is made for it, have"
        " reserved stays theirs, whatever moves up. It reserves nothing new by itself.",
    )
    _schedule_firm_idx = models.Index("(id) WHERE promise_firm")

    @internal
    @step
    def action_firm_promise(self):
        """Make the promises of these orders firm; where all are, none is any more.

        :return: an action that says so and offers to undo it; what is no longer held
            firmly can be somebody else's at once, and stays so
        :raises UserError: when one that is made firm is closed
        :raises AccessError: when one is somebody else's, for who is no sales manager
        """
        self.check_access("write")
        self._schedule_refuse_firm_closed()
        before = [[order.id, order.promise_firm] for order in self]
        firm = not all(self.mapped("promise_firm"))
        self.promise_firm = firm
        message = (
            messages.promises_firm(self.env, orders=", ".join(self.mapped("name")))
            if firm
            else messages.promises_not_firm(
                self.env, orders=", ".join(self.mapped("name"))
            )
        )
        return told(message, (self, "action_firm_promise_back", [before]))

    def _schedule_refuse_firm_closed(self):
        """Refuse to promise firmly what is delivered or cancelled."""
        closed = self.filtered(
            lambda order: (
                not (
                    order.promise_firm
                    or order.state in OFFERED_STATES
                    or order.schedule_open
                )
            )
        )
        if closed:
            names = ", ".join(closed.mapped("name"))
            raise UserError(messages.firm_closed(self.env, orders=names))

    @internal
    @step
    def action_firm_promise_back(self, before=None):
        """Undo :meth:`action_firm_promise`.

        :param list before: [[id, whether it was firm]] of some of these orders
        :return: an action
        :raises AccessError: as that
        """
        self.check_access("write")
        for order_id, firm in known_before(before, 2):
            if order_id in self.ids:
                self.browse(order_id).promise_firm = firm is True
        return told(messages.promises_as_before(self.env))
