"""Doing what would shorten a delay (behaviour 11)."""

from odoo import api, models
from odoo.exceptions import UserError

from ...engine import causes
from ..base.guard import internal
from ..base.step import step
from . import messages

# Whose links can be moved up the ranking.
MOVERS = {causes.ROW: "sale.order.line", causes.MO: "mrp.production"}


class MakeScheduleCauses(models.AbstractModel):
    """The buttons of a chain of causes."""

    _inherit = "make.schedule.causes"

    @api.readonly
    @internal
    def schedule_why(self):
        """Return why this document is not there yet, for a popover.

        :return: ``{"name", "causes"}``, the causes as of ``delay_causes``, each with
            ``opens``, ``{"model", "id"}`` of what the caller may open, else False
        :raises UserError: for several documents
        :raises AccessError: when the caller may not read it
        """
        self._check_one()
        self.check_access("read")
        causes = [
            {**cause, "opens": self._schedule_opened(cause)}
            for cause in self.delay_causes
        ]
        return {"name": self.display_name, "causes": causes}

    @internal
    @step
    def action_shorten(self, at=None, kind=None):
        """Do what would shorten a link of this document's chain.

        :param int at: its place in ``delay_causes``, from 0 on
        :param str kind: its kind, by which it is seen that it is still that one
        :return: an action: one that says what was done, with Undo, or a document or
            dialog to go on with
        :raises UserError: when the chain has changed; what the help itself raises
        :raises AccessError: when the caller may not do it
        """
        self._check_one()
        self.check_access("read")
        chain = self.delay_causes
        known = type(at) is int and 0 <= at < len(chain) and chain[at]["kind"] == kind
        if not known or not (help_ := chain[at]["help"]):
            raise UserError(messages.causes_changed(self.env, name=self.display_name))
        # Named where the caller may not see who it is.
        cause, mover = self.sudo().delay_causes[at], self._schedule_mover(chain[:at])
        return getattr(self, f"_schedule_help_{help_}")(cause, mover)

    def _schedule_opened(self, cause):
        """Return the model and id of the form that a link leads to."""
        if not cause["model"]:
            return {"model": False, "id": False}
        document = self._schedule_linked(cause)
        if document._name == "sale.order.line":
            document = document.sudo().order_id
        return self.env["mrp.production"]._claim_document(document)

    def _schedule_mover(self, chain):
        """Return whose a link is: the last order or MO above it.

        :param chain: the links above it
        """
        for cause in reversed(chain):
            if (model := MOVERS.get(cause["kind"])) and cause["id"]:
                found = self.env[model].browse(cause["id"])
                return found.order_id if model == "sale.order.line" else found
        owners = {"mrp.workorder": "production_id", "sale.order.line": "order_id"}
        return self[owners[self._name]] if self._name in owners else self

    def _schedule_linked(self, cause):
        return self.env[cause["model"]].browse(cause["id"])

    def _schedule_help_make(self, cause, mover):
        product = self._schedule_linked(cause)
        return product.with_context(
            warehouse_id=mover._schedule_warehouse().id
        ).action_make_in_batch()

    def _schedule_help_buy(self, cause, mover):
        return (
            self._schedule_linked(cause)
            .with_context(
                missing_qty=cause["quantity"],
                warehouse_id=mover._schedule_warehouse().id,
            )
            .action_buy()
        )

    def _schedule_help_expedite(self, cause, _mover):
        return self._schedule_linked(cause).get_formview_action()

    def _schedule_help_start(self, cause, _mover):
        if cause["kind"] == causes.WORK:
            return self._schedule_linked(cause).action_start_task()
        return self._schedule_linked(cause).action_ask_production_status("in_progress")

    def _schedule_help_unblock(self, cause, _mover):
        mo = self._schedule_linked(cause)
        if tasks := mo.workorder_ids:
            return tasks[:1].action_go_on()
        begun = "in_progress" if mo.state == "progress" else "not_started"
        return mo.action_ask_production_status(begun)

    def _schedule_help_split(self, cause, _mover):
        return self._schedule_linked(cause).order_id.action_view_delivery()

    def _schedule_help_promise(self, cause, _mover):
        return self._schedule_linked(cause).order_id.action_promise()

    def _schedule_help_move_up(self, cause, mover):
        """Move what waits above who is before it, in the one line of both lists."""
        mover._schedule_check_access()
        unit, holder = mover.sudo(), self._schedule_linked(cause).sudo()
        line = self.env["make.schedule.line"]
        line._lock_first(unit, ranks=True)
        unit._schedule_check_open(mover.ids)
        mine, theirs = unit._schedule_units(), holder._schedule_units()
        if mine == theirs or unit.company_id != holder.company_id:
            # Another place in its own block.
            drag = mover.schedule_drag(before_id=holder.id)
            return mover._schedule_move_told(**drag)
        old, back = unit._schedule_positions(), unit._schedule_back(mine)
        line._place(mine, unit.company_id, theirs[0].schedule_rank, before=True)
        return mover._schedule_move_told(mover._schedule_moved(unit, old), back)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _schedule_warehouse(self):
        """Return the warehouse that serves this document, as superuser."""
        return self.sudo().warehouse_id


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def _schedule_warehouse(self):
        return self.sudo().picking_type_id.warehouse_id
