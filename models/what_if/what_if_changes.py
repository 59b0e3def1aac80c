"""The changes that a client wants to try (behaviour 12)."""

from odoo import fields, models
from odoo.exceptions import UserError

from . import messages

MOVED = ("sale.order", "mrp.production")
RECEIVED = ("stock.picking", "stock.move")


class SaleOrder(models.Model):
    """Changes, as a client names them."""

    _inherit = "sale.order"

    def _schedule_change(self, change):
        """Return (document, change) of what a client wants to try.

        :raises UserError: where it is none
        """
        model, id_ = (
            [change.get("model"), change.get("id")]
            if isinstance(change, dict)
            else [None, None]
        )
        dated = isinstance(change, dict) and "date" in change
        known = (*MOVED, *RECEIVED) if dated else MOVED
        if model not in known or type(id_) is not int or not 0 < id_ < 2**31:
            raise UserError(messages.no_change(self.env, change))
        record = self.env[model].browse(id_)
        if not record.sudo().exists() or (dated and model == "sale.order"):
            raise UserError(messages.no_change(self.env, change))
        record.check_access("read")
        return record, change

    def _schedule_try_date(self, trial, record, date):
        """Let an MO be done, or a receipt come, on another date.

        :raises UserError: where it is no date, or no open receipt
        """
        try:
            moment = fields.Datetime.to_datetime(date)
        except (TypeError, ValueError):
            moment = None
        if not moment or not 1970 < moment.year < 9999:
            raise UserError(messages.no_change(self.env, date))
        if record._name == "mrp.production":
            record.sudo()._schedule_check_open(record.ids)
            trial.made[record.id] = moment
            return
        received = self._schedule_received(record.sudo())
        trial.received |= dict.fromkeys(received.ids, moment)

    def _schedule_received(self, receipt):
        """Return the open moves of a receipt, or of a move that is one, as superuser.

        :raises UserError: where there are none
        """
        moves = receipt.move_ids if receipt._name == "stock.picking" else receipt
        open_moves = moves.filtered(
            lambda move: (
                move.state not in ("done", "cancel")
                and move.location_dest_id.usage == "internal"
                and move.picking_code != "outgoing"
                and not move.raw_material_production_id
                and not move.production_id
            )
        )
        if not open_moves:
            raise UserError(messages.no_receipt(self.env, receipt.display_name))
        return open_moves
