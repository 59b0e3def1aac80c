from contextlib import contextmanager

from odoo import models

from ...engine import change_table
from ..base.states import CONFIRMED_STATES, OPEN_STATES
from . import messages
from .later import rules_waiting

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
        asked = self.filtered(
            lambda row: row.state in CONFIRMED_STATES and not row.is_expense
        )
        unit, product = vals.get("product_uom_id"), vals.get("product_id")
        converted = asked.filtered(lambda row: unit and row.product_uom_id.id != unit)
        others = asked.filtered(lambda row: product and row.product_id.id != product)
        with rules_waiting(self) as rows:
            yield rows
            others._mto_release_others()
            if "product_uom_qty" not in vals:
                if "product_id" in vals:
                    # What was made of another product is given up first.
                    self._mto_apply_order_change()
                # Core asks for what another quantity needs, not another unit or, when
                # its delivery was cancelled, another product.
                converted |= others._mto_without_delivery()
                converted.with_env(rows.env)._action_launch_stock_rule()
            self._mto_apply_order_change()

    @contextmanager
    def _mto_staying(self, vals):
        """Refuse that rows go to another warehouse while MOs are made for them.

        By a route, core finds another one (``sale.order.line._compute_warehouse_id``).

        :param vals: that are written meanwhile
        :raises UserError: then
        """
        routed = not vals.keys().isdisjoint(("route_ids", "warehouse_id"))
        made = self._mto_open() if routed else self.env["mrp.production"]
        before = {mo: mo.mto_line_id.warehouse_id for mo in made}
        yield
        made.filtered(
            lambda mo: mo.mto_line_id.warehouse_id != before[mo]
        )._mto_refuse_elsewhere()

    def _mto_is_swapped(self, vals):
        """Tell whether product and quantity of a row with an open MO change at once.

        :param vals: as of ``write``
        """
        return {"product_id", "product_uom_qty"} <= vals.keys() and any(
            row._schedule_differs("product_id", vals["product_id"])
            for row in self._mto_open().mto_line_id & self
        )

    def _mto_zero_removed(self):
        """Lower the confirmed rows that a connector removes; return them.

        Core refuses to delete them. They go to 0, or to what is delivered.
        """
        removed = self._check_line_unlink().filtered(
            lambda row: row._mto_change_source()
        )
        # What a combo is made up of goes with it, as core's cascade has it.
        removed |= removed.linked_line_ids
        for delivered, rows in removed.grouped("qty_delivered").items():
            asked = max(0.0, delivered)
            others = rows.filtered(
                lambda row, asked=asked: row.product_uom_id.compare(
                    row.product_uom_qty, asked
                )
            )
            others.write({"product_uom_qty": asked})
        # What is delivered is rounded in the row's unit: nothing of it is still to go,
        # but for what is sent anew for what comes back.
        rests = self.env["stock.move"]
        for row in removed:
            if not row._mto_exchanged_qty():
                outgoing, _back = row._get_outgoing_incoming_moves(strict=False)
                rests |= outgoing.filtered(
                    lambda move: move.state not in ("done", "cancel")
                )
        if rests:
            rests._action_cancel()
            removed._mto_apply_order_change()
        return removed

    def _mto_release_done(self):
        """Leave closed MOs as make to stock before their row goes (behaviour 5)."""
        self.sudo().mto_production_ids.filtered(
            lambda mo: mo.state not in OPEN_STATES
        )._mto_release(lambda line: messages.deleted(self.env, row=line.display_name))

    def _mto_release_others(self):
        """Leave as free stock what closed MOs have made of another product.

        These rows ask for it no more, also when they ask for it again (behaviour 6).
        """
        self.sudo().mto_production_ids.filtered(
            lambda mo: (
                mo.state not in OPEN_STATES
                and mo.product_id != mo.mto_line_id.product_id
            )
        )._mto_release(lambda line: line._mto_change_reason(False, None))

    def _mto_without_delivery(self):
        """Return those of these rows of which no transfer is open."""
        return self.filtered(
            lambda row: all(move.state in ("done", "cancel") for move in row.move_ids)
        )

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
        # Of what waits for a decision, or is left, nothing is free yet.
        followed = self.sudo()
        # The last of a block first: what leaves it stands directly below.
        for mo in self._mto_open()._schedule_by_rank()[::-1]:
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
            # Who decides is not who has changed it.
            asked_by = decided and mo.review_reason and mo.review_source
            reason = row._mto_change_reason(gone, source or asked_by)
            if asks:
                if policy == "review":
                    mo._mto_review(reason if action else False, source)
                elif not action:
                    mo._mto_reviewed()
                followed -= mo.mto_line_id
                continue
            mo._mto_reviewed()
            if action:
                planned, told = mo.product_qty, mo
                if action == change_table.CANCEL and not source:
                    told = mo._schedule_with_parts()
                getattr(mo, f"_mto_{action}")(situation, reason)
                if not source:
                    self._mto_tell_change(told, action, planned)
        followed._mto_release_surplus()

    def _mto_take_back_into(self, mo):
        """Bring the row's open MO to what it needs now that a part was taken back.

        Nobody has changed the row: work on the MO goes on, whatever the policy.

        :param mo: the open MO, as superuser, or none
        """
        needed = mo and self._mto_needed_of(mo)
        if mo and mo.product_uom_id.compare(needed, mo.product_qty) > 0:
            mo._mto_follow_to(needed, self._mto_change_reason(False, None))
        self._mto_apply_order_change(decided=True)
