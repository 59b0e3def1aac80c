from contextlib import contextmanager

from odoo import models

from ...engine import change_table
from ...engine.change_table import Situation
from ..base import quantity
from ..base.states import CONFIRMED_STATES, OPEN_STATES
from ..base.told import tell_user
from . import messages
from .later import MIRROR_FIRST, Later

# What of a row its MO mirrors.
CHANGES = {"product_uom_qty", "product_uom_id", "product_id"}
# By which field of a record, and of what model, a connector's orders are known.
CONNECTOR_FIELDS = {
    "sale.order.line": {"shopify_line_id": "Shopify"},
    "sale.order": {"shopify_binding_ids": "Shopify"},
}


class SaleOrderLine(models.Model):
    """Changes of a row, from any source, and what they do to its MO (behaviour 6)."""

    _inherit = "sale.order.line"

    @contextmanager
    def _mto_mirroring(self, vals):
        """Let the rows' MOs follow what is written of them meanwhile.

        :param vals: as of ``write``
        :return: context manager: these rows, with the context to write them with
        """
        if not CHANGES & vals.keys():
            yield self
            return
        unit = vals.get("product_uom_id")
        converted = self.filtered(
            lambda row: (
                unit
                and row.product_uom_id.id != unit
                and row.state in CONFIRMED_STATES
                and not row.is_expense
            )
        )
        later = Later()
        rows = self.with_context(**{MIRROR_FIRST: later})
        yield rows
        if "product_uom_qty" not in vals:
            # Core asks for what another quantity needs, not another unit.
            converted.with_env(rows.env)._action_launch_stock_rule()
        self._mto_apply_order_change()
        later.trigger(self.env)

    def _mto_zero_removed(self):
        """Lower the confirmed rows that a connector removes; return them.

        Core refuses to delete them. They go to 0, or to what is delivered.
        """
        removed = self._check_line_unlink().filtered(
            lambda row: row._mto_change_source()
        )
        for delivered, rows in removed.grouped("qty_delivered").items():
            asked = max(0.0, delivered)
            others = rows.filtered(
                lambda row, asked=asked: row.product_uom_id.compare(
                    row.product_uom_qty, asked
                )
            )
            others.write({"product_uom_qty": asked})
        return removed

    def _mto_release_done(self):
        """Leave closed MOs as make to stock before their row goes (behaviour 5)."""
        self.sudo().mto_production_ids.filtered(
            lambda mo: mo.state not in OPEN_STATES
        )._mto_release(lambda line: messages.deleted(self.env, row=line.display_name))

    def _mto_change_source(self):
        """Return the name of the connector that changes this row now, or None.

        It says so by context, or the row carries its own fields and its jobs run as
        superuser (behaviour 9).
        """
        self.ensure_one()
        name = self.env.context.get("order_change_source")
        if name and isinstance(name, str):
            return name
        if self.env.context.get("shopify_order_import"):
            return "Shopify"
        if self.env.su:
            for record in (self, self.order_id):
                for field, connector in CONNECTOR_FIELDS[record._name].items():
                    if field in record._fields and record[field]:
                        return connector
        return None

    def _mto_apply_order_change(self, gone=False, decided=False):
        """Bring each row's open MO to what the row needs now (behaviour 6).

        Absolute and idempotent: it compares, it does not follow differences. What a
        connector has changed waits for a decision, or is left, as the company says.
        Drawn in docs/processes/connector_change.md.

        :param gone: the rows are about to be deleted
        :param decided: a user has decided that the connector's change applies
        :raises UserError: when a row asks on screen for less than what is made
        """
        sources = {row.id: row._mto_change_source() for row in self}
        for mo in self._mto_open():
            row, source = mo.mto_line_id, sources[mo.mto_line_id.id]
            connector = decided or bool(source)
            situation = row._mto_situation(mo, gone, connector)
            action = change_table.decide(situation, mo.product_uom_id.rounding)
            policy = row.company_id.connector_change_policy
            asks = source and not decided and not gone and policy != "apply"
            refused = action == change_table.REFUSE
            if action == change_table.UNLINK or (action and source and not refused):
                # A flag is read by who is told, and so is what a connector does.
                row = row.with_env(mo._mto_in_their_language().env)
            reason = row._mto_change_reason(gone, source)
            if asks:
                if policy == "review":
                    mo._mto_review(reason if action else False)
                elif not action:
                    mo._mto_reviewed()
                continue
            mo._mto_reviewed()
            if action:
                planned, told = mo.product_qty, mo
                if action == change_table.CANCEL and not source:
                    told = mo._schedule_with_parts()
                getattr(mo, f"_mto_{action}")(situation, reason)
                if not source:
                    self._mto_tell_change(told, action, planned)
        self.sudo()._mto_release_surplus()

    def _mto_take_back_into(self, mo):
        """Bring the row's open MO to what it needs now that a part was taken back.

        Nobody has changed the row: work on the MO goes on, whatever the policy.

        :param mo: the open MO, as superuser, or none
        """
        needed = mo and self._mto_needed_of(mo)
        if mo and mo.product_uom_id.compare(needed, mo.product_qty) > 0:
            mo._mto_follow_to(needed, self._mto_change_reason(False, None))
        self._mto_apply_order_change(decided=True)

    def _mto_tell_change(self, mos, action, planned):
        """Say to who changes a row what that did to its MO.

        :param mos: as superuser: the MO, and what may be cancelled with it
        :param action: of the change table
        :param planned: what it was planned to make before
        """
        mo = mos[0]
        name = mo.name
        if action == change_table.FOLLOW and planned != mo.product_qty:
            message = messages.mo_follows(
                self.env,
                mo=name,
                old=quantity.text(self.env, planned),
                new=quantity.text(self.env, mo.product_qty),
            )
            tell_user(self.env, message)
        elif action == change_table.CANCEL:
            gone = mos.filtered(lambda mo: mo.state == "cancel").mapped("name")
            tell_user(
                self.env,
                messages.cancelled_with_it(self.env, mo=name)
                if len(gone) < 2
                else messages.all_cancelled_with_it(self.env, mos=", ".join(gone)),
            )
        elif action == change_table.UNLINK:
            message = messages.goes_on_to_stock(self.env, mo=name)
            tell_user(self.env, message, "warning")

    def _mto_situation(self, mo, gone, connector):
        """Return the row and its MO as the change table sees them."""
        self.ensure_one()
        return Situation(
            planned=mo.product_qty,
            needed=self._mto_needed_of(mo),
            recorded=mo._mto_recorded_qty(),
            started=mo._schedule_is_started(),
            worked=mo._mto_is_worked(),
            gone=gone or self.product_uom_id.is_zero(self._mto_ordered_qty()),
            same_product=self.product_id == mo.product_id,
            connector=connector,
            follow=self.company_id.mto_change_policy == "follow",
        )

    def _mto_needed_of(self, mo):
        """Return what the row's open MO shall make, in the MO's unit.

        Rounded up as core does: less would leave the row short for ever.
        """
        self.ensure_one()
        needed = self.product_id.uom_id.round(self._mto_needed_qty())
        method = "UP" if needed > 0 else "HALF-UP"
        return self.product_id.uom_id._compute_quantity(
            needed, mo.product_uom_id, rounding_method=method
        )

    def _mto_change_reason(self, gone, source):
        """Return in words what happened to the row, and where that came from."""
        self.ensure_one()
        order = self.order_id.name
        if gone:
            reason = messages.row_deleted(self.env, order=order)
        elif self.state == "cancel":
            reason = messages.order_cancelled(self.env, order=order)
        else:
            reason = messages.now_asks_for(
                self.env,
                order=order,
                what=quantity.much(
                    *(self.env, self.product_id),
                    *(self.product_uom_qty, self.product_uom_id),
                ),
            )
        return f"{source}: {reason}" if source else reason
