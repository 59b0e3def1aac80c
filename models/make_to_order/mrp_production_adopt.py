from odoo import SUPERUSER_ID, models

from ..base.guard import BY_SCHEDULE
from ..base.states import CONFIRMED_STATES, OPEN_STATES
from . import messages


class MrpProduction(models.Model):
    """Adoption of MOs of Odoo's own Replenish on Order (behaviour 5)."""

    _inherit = "mrp.production"

    def _mto_adopt(self, procured=False):
        """Make the rows' own what core's Manufacture route made for them.

        Core made it with a chain of moves, which does not survive changes of the
        row; a linked MO serves by reservation. A row has one MO: where the bill
        of materials asks for batches, the first takes it all.

        :param procured: core has made them just now, in this very step
        """
        candidates = self.sudo().filtered(
            lambda mo: (
                mo.sale_line_id.state in CONFIRMED_STATES
                and mo._mto_is_of_its_row()
                and not mo.mto_line_id
                and (procured or mo._mto_feeds_its_row())
                and mo.state in ("draft", *OPEN_STATES)
                and not mo._schedule_is_started()
            )
        )
        for line, mos in candidates.grouped("sale_line_id").items():
            adopted = mos.browse() if line._mto_open() else mos[:1]
            # First: cancelling what is chained can take the delivery along.
            line._mto_unchain()
            (mos - adopted)._mto_discard(line, procured)
            if adopted:
                adopted._mto_take(line)

    def _mto_adopt_procured(self):
        """Adopt what core has made just now; confirm what of it is nobody's own."""
        self._mto_adopt(procured=True)
        # What core would have confirmed, such as a kit's.
        self.exists().filtered(
            lambda mo: (
                mo.state == "draft"
                and mo._mto_is_of_its_row()
                and mo.env["stock.rule"]._should_auto_confirm_procurement_mo(mo)
            )
        ).action_confirm()

    def _mto_discard(self, line, procured):
        """Cancel MOs that core made for a row that has one; leave no fresh draft."""
        fresh = self.filtered(lambda mo: procured and mo.state == "draft")
        self.sale_line_id = False
        self._mto_cancel_because(messages.has_its_mo(self.env, row=line.display_name))
        fresh.unlink()

    def _mto_is_of_its_row(self):
        """Tell whether this makes what its ``sale_line_id`` sells, where that ships.

        A row's MO may also make a kit's component, or what another warehouse sends.
        """
        self.ensure_one()
        row = self.sudo().sale_line_id
        return (
            row.product_id == self.product_id
            and row.warehouse_id == self.picking_type_id.warehouse_id
        )

    def _mto_feeds_its_row(self):
        """Tell whether core made this MO for a delivery of its ``sale_line_id``.

        Anybody may write that field: only the chain of moves tells.
        """
        self.ensure_one()
        fed = self.move_dest_ids | self.move_finished_ids.move_dest_ids
        # Salesmen may write all of these fields; core's procurements act as superuser.
        procured = self.create_uid.id == SUPERUSER_ID
        return procured and self.sale_line_id in fed.sale_line_id

    def _mto_take(self, line):
        """Become the MTO MO of a row."""
        self.ensure_one()
        line._mto_set_base()
        self.move_finished_ids.sale_line_id = False
        self.with_context(schedule=BY_SCHEDULE).write(
            {
                "mto_line_id": line.id,
                "sale_line_id": False,
                "name": line.order_id._mto_names(1)[0],
                "schedule_key": 0,
            }
        )
        if self.state == "draft":
            self.action_confirm()
        else:
            self._schedule_enter()
        # Core asks for it by the row's date, earlier where delivery rules take days.
        order_due = line.order_id.commitment_date or line._expected_date()
        row_due = line._schedule_own_date() or order_due
        if not self.date_deadline or self.date_deadline >= row_due:
            self._schedule_follow_deadline()
        line._mto_apply_order_change(decided=True)
        # What its delivery held of the stock is others' now.
        line._mto_unreserve()
