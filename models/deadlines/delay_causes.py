"""Why a document is not done or delivered yet (behaviour 11)."""

from odoo import api, models

from ..base.json_list import JsonList
from ..base.states import OPEN_STATES
from .cause_words import Read, Told
from .causes import Causes


class MakeScheduleCauses(models.AbstractModel):
    """A document that says what determines its feasible date.

    A model finds its chains in ``_schedule_causes``.
    """

    _name = "make.schedule.causes"
    _description = "Causes of a delay"
    _schedule_waits = "sales_items_availability"

    delay_causes = JsonList(
        "Why not yet",
        compute="_compute_delay_causes",
        groups="base.group_user",
        help="The chain that determines the feasible date, or what is missing, from the"
        " document down: each link with its kind, document, quantity, begin and end"
        " (UTC), what it says and which action would shorten it.",
    )

    @api.depends(lambda self: (self._schedule_waits,))
    @api.depends_context("uid", "lang", "tz", "allowed_company_ids")
    def _compute_delay_causes(self):
        """Find the chains of all the documents in one go, and word them as read."""
        origins = self._origin.sudo()
        causes = Causes(origins.env)
        chains = origins._schedule_causes(causes)
        read = Read(
            origins.env, [cause for chain in chains.values() for cause in chain]
        )
        for record in self:
            told = Told(self.env, record._origin.sudo(), read)
            record.delay_causes = told.chain(chains.get(record._origin.id, []))

    def _schedule_causes(self, causes):
        """Return {id: [:class:`~.causes.Cause`]} of those of these that wait.

        :param causes: :class:`~.causes.Causes`
        """
        raise NotImplementedError


class SaleOrderLine(models.Model):
    """Why a row is not there yet."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "make.schedule.causes"]

    def _schedule_causes(self, causes):
        return causes.of_rows(self)


class SaleOrder(models.Model):
    """Why the last of an order's rows is not there yet."""

    _name = "sale.order"
    _inherit = ["sale.order", "make.schedule.causes"]

    def _schedule_causes(self, causes):
        chains, found = causes.of_rows(self.order_line), {}
        for order in self:
            mine = [chains[row] for row in order.order_line._ids if chains.get(row)]
            # What can never be there decides, then what is there last.
            found[order.id] = max(
                mine,
                key=lambda chain: (
                    chain[0].link.end is None,
                    chain[0].link.end or causes.now,
                ),
                default=[],
            )
        return found


class MrpProduction(models.Model):
    """Why an MO is not done yet."""

    _name = "mrp.production"
    _inherit = ["mrp.production", "make.schedule.causes"]
    _schedule_waits = "ingredients_availability"

    def _schedule_causes(self, causes):
        return causes.of_mos(self.filtered(lambda mo: mo.state in OPEN_STATES))


class MrpWorkorder(models.Model):
    """Why a task is not done yet."""

    _name = "mrp.workorder"
    _inherit = ["mrp.workorder", "make.schedule.causes"]
    _schedule_waits = "ingredients_availability"

    def _schedule_causes(self, causes):
        is_open = self.filtered(lambda task: task.state not in ("done", "cancel"))
        return causes.of_tasks(
            is_open.filtered(lambda task: task.production_id.state in OPEN_STATES)
        )
