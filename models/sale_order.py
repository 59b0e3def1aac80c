import re

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import escape_psql

from .mrp_production import OPEN_STATES
from .schedule_guard import internal
from .schedule_line import BY_SCHEDULE


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "make.schedule.mixin"]
    _schedule_latest = "effective_date desc nulls last, id desc"

    schedule_open = fields.Boolean(
        "Open",
        compute="_compute_schedule_open",
        store=True,
        protected=True,
        help="A delivery of this order is still to be made: it stands in the ranking.",
    )
    schedule_deadline = fields.Datetime(
        "Delivery deadline",
        compute="_compute_schedule_deadline",
        help="The delivery date promised to the customer, else the one that the"
        " products' lead times allow.",
    )
    mto_production_ids = fields.One2many(
        "mrp.production",
        "mto_order_id",
        "Make-to-order MOs",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Manufacturing orders made for rows of this order alone, backorders"
        " included.",
    )
    mto_sequence = fields.Integer(
        "Last make-to-order number",
        copy=False,
        readonly=True,
        protected=True,
        groups="base.group_user",
        technical=True,
        help="The number that the last MO made for this order got in its name. No"
        " number is used twice.",
    )

    _schedule_idx = models.Index("(company_id, schedule_rank)")
    _schedule_open_idx = models.Index("(company_id, schedule_rank) WHERE schedule_open")

    @api.depends(
        "state",
        "order_line.product_id.is_storable",
        "order_line.product_uom_qty",
        "order_line.move_ids.state",
    )
    def _compute_schedule_open(self):
        for order in self:
            order.schedule_open = order.state == "sale" and any(
                line._is_to_deliver() for line in order.order_line
            )

    @api.depends("commitment_date", "expected_date")
    def _compute_schedule_deadline(self):
        for order in self:
            order.schedule_deadline = order.commitment_date or order.expected_date

    def _schedule_open_domain(self):
        return [("schedule_open", "=", True)]

    def _schedule_done_domain(self):
        return [("state", "=", "sale"), ("schedule_open", "=", False)]

    def _schedule_units(self):
        return list(dict.fromkeys(self))

    def _schedule_demands(self):
        mos = self.mto_production_ids.filtered(lambda mo: mo.state in OPEN_STATES)
        moves = self.order_line.move_ids | mos._schedule_demands()
        return moves.filtered(lambda move: move.state not in ("done", "cancel"))

    @api.model_create_multi
    def create(self, vals_list):
        # One dict may be given for several: core writes each one's name into it.
        return super().create([dict(vals) for vals in vals_list])

    def write(self, vals):
        self._check_mto_warehouse(vals)
        confirmed = self.browse()
        if vals.get("state") == "sale":
            confirmed = self.filtered(lambda order: order.state != "sale")
        result = super().write(vals)
        confirmed._schedule_to_end()
        confirmed.order_line._apply_order_change()
        return result

    def unlink(self):
        # Whoever catches core's refusal finds the MOs as they were.
        self.check_access("unlink")
        self._unlink_except_draft_or_cancel()
        # Rows go by the database's cascade, without their own unlink().
        self.order_line._release_done_mto()
        self.order_line._apply_order_change(gone=True)
        return super().unlink()

    def _check_mto_warehouse(self, vals):
        """Refuse another warehouse while an MO is made for a row (behaviour 5)."""
        if "warehouse_id" not in vals:
            return
        for order in self.filtered(lambda o: o.warehouse_id.id != vals["warehouse_id"]):
            open_mos = order.sudo().mto_production_ids.filtered(
                lambda mo: mo.state in OPEN_STATES
            )
            if open_mos:
                raise UserError(
                    self.env._(
                        "%(order)s cannot go to another warehouse while %(mos)s is"
                        " being made for it.",
                        order=order.name,
                        mos=", ".join(open_mos.mapped("name")),
                    )
                )

    def _mto_names(self, count, given=()):
        """Return the names of this order's next MTO MOs: ``<SO> / <n>``.

        Writes the order at once: of two who make it at the same time, one is told
        to try again (a serialization error, which Odoo does by itself).

        :param given: names that others of this step get
        """
        self.ensure_one()
        prefix = f"{self.name} / "
        found = (
            self.env["mrp.production"]
            .sudo()
            .search_fetch(
                [
                    ("name", "=like", f"{escape_psql(prefix)}%"),
                    ("company_id", "=", self.company_id.id),
                ],
                ["name"],
            )
        )
        # Another order of the same name may have used some; of what was made in part
        # the name has got the backorder's suffix.
        taken = {
            re.sub(r"-\d+$", "", name.removeprefix(prefix))
            for name in (*found.mapped("name"), *given)
        }
        number, names = self.mto_sequence, []
        while len(names) < count:
            number += 1
            if str(number) not in taken:
                names.append(f"{prefix}{number}")
        self.with_context(schedule=BY_SCHEDULE).mto_sequence = number
        self.flush_recordset(["mto_sequence"])
        return names

    @internal
    def action_make_to_order(self):
        """Make these orders' rows that are Not available (behaviour 5).

        Rows are decided from the top rank down: one that is made frees what it
        held for those below it.

        :return: ``{order_id: {"made": [mo ids], "skipped": [[line_id, reason]]}}``
        :raises UserError: for one order, when nothing of it can be made
        :raises AccessError: when the caller may not write the orders
        """
        self.check_access("write")
        orders = self.sorted(lambda order: (order.schedule_rank, order.id))
        return orders.order_line._make_to_order(
            orders, only_short=True, single=len(self) == 1
        )

    def _rows_to_make(self):
        """Return the rows that are Not available and can be made to order."""
        rows = self.order_line.filtered("can_make_to_order")
        return self.env["make.schedule.allocation"]._short_rows(rows)

    @internal
    def action_make_to_order_dialog(self):
        """Make the rows that are Not available; ask first about subassemblies.

        :return: an action: the dialog, or what was made
        """
        self.check_access("write")
        rows = self._rows_to_make()
        return (
            rows.action_make_to_order_dialog()
            if rows
            else (self.action_make_to_order_notify())
        )

    @internal
    def action_make_to_order_run(self):
        """Make these orders' rows that are Not available, and show the progress.

        :return: a client action
        :raises AccessError: when the caller may not write the orders
        """
        self.check_access("write")
        return self.env["make.schedule.run"]._start(self)

    @internal
    def action_make_to_order_notify(self):
        """Do :meth:`action_make_to_order` from a button and tell what was made."""
        return self.order_line._make_to_order_notification(self.action_make_to_order())
