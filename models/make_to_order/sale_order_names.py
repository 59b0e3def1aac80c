"""What the MOs of an order are called (behaviour 5)."""

import re

from odoo import fields, models
from odoo.tools import escape_psql

from ..base.guard import BY_SCHEDULE


class SaleOrder(models.Model):
    """Orders whose MOs bear their number."""

    _inherit = "sale.order"

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

    def _mto_check_warehouse(self, vals):
        """Refuse another warehouse while an MO is made for a row (behaviour 5)."""
        if "warehouse_id" not in vals:
            return
        for order in self.filtered(lambda o: o.warehouse_id.id != vals["warehouse_id"]):
            order.order_line._mto_open()._mto_refuse_elsewhere()

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
