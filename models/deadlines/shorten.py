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

        :return: ``{"name", "causes", "note"}``, the causes as of ``delay_causes``, each
            with ``opens``, ``{"model", "id"}`` of what the caller may open, else False,
            and ``move``, a change of ``schedule_what_if`` where moving it up can be
            tried; ``note`` says why what nothing delays is late
        :raises UserError: for several documents
        :raises AccessError: when the caller may not read it
        """
        self._schedule_check_one()
        self.check_access("read")
        chain = self.delay_causes
        causes = [
            {
                **cause,
                "opens": self._schedule_opened(cause),
                "move": self._schedule_tried_move(cause, chain[:at]),
            }
            for at, cause in enumerate(chain)
        ]
        waits = not causes and self._schedule_waits_late()
        note = messages.nothing_delays(self.env) if waits else False
        return {"name": self.display_name, "causes": causes, "note": note}

    def _schedule_waits_late(self):
        """Tell whether this document is late, though it could be delivered."""
        return False

    def _schedule_tried_move(self, cause, chain):
        """Return what :meth:`schedule_what_if` takes to move up, or False.

        :param cause: a link; :param chain: the links above it
        """
        if cause["help"] != "move_up" or not cause["model"]:
            return False
        unit = self._schedule_mover(chain).sudo()._schedule_units()[0]
        holder = self._schedule_linked(cause).sudo()._schedule_units()[0]
        if unit._name != holder._name or unit == holder:
            # One change moves documents of one kind, and a block within itself.
            return False
        return {"model": unit._name, "id": unit.id, "before_id": holder.id}

    @internal
    @step
    def action_shorten(self, at=None, kind=None, of=None):
        """Do what would shorten a link of this document's chain.

        :param int at: its place in ``delay_causes``, from 0 on
        :param str kind: its kind, by which it is seen that it is still that one
        :param int of: the id of what it is about, as the chain has it; None where the
            caller does not look at one
        :return: an action: one that says what was done, with Undo, or a document or
            dialog to go on with
        :raises UserError: when the chain has changed; what the help itself raises
        :raises AccessError: when the caller may not do it
        """
        self._schedule_check_one()
        self.check_access("read")
        chain = self.delay_causes
        known = type(at) is int and 0 <= at < len(chain) and chain[at]["kind"] == kind
        known = known and of in (None, chain[at]["id"])
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
        return self.env["mrp.production"]._schedule_claim_document(document)

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


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _schedule_waits_late(self):
        return bool(self.sudo()._schedule_late_rows())


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _schedule_waits_late(self):
        return self.schedule_late

    def _schedule_warehouse(self):
        """Return the warehouse that serves this document, as superuser."""
        return self.sudo().warehouse_id


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def _schedule_warehouse(self):
        return self.sudo().picking_type_id.warehouse_id
