"""What was bought is said, with the way back (behaviour 2)."""

from odoo import models
from odoo.exceptions import UserError

from ..base.quantity import day_text
from ..base.told import told
from . import messages


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _schedule_purchase_lines(self, companies):
        """Return {draft purchase order line, as superuser: its quantity} of these."""
        if not self._schedule_is_bought():
            return {}
        domain = [
            ("product_id", "in", self.ids),
            ("company_id", "in", companies.ids),
            ("order_id.state", "=", "draft"),
        ]
        found = self.env["purchase.order.line"].sudo().search(domain)
        return {line: line.product_qty for line in found}

    def _schedule_bought_told(self, before, after, reasons=(), then=None):
        """Return the action that says what was bought of these products.

        :param before: as of :meth:`_schedule_purchase_lines`; :param after: the same
        :param reasons: in words, why others were not bought
        :param then: an action to go on with
        :raises UserError: when nothing was
        """
        known = {
            line.id: (quantity - before.get(line, 0.0), quantity)
            for line, quantity in after.items()
            if quantity != before.get(line)
        }
        if not known:
            names = ", ".join(self.mapped("display_name"))
            raise UserError(messages.nothing_was_ordered(self.env, products=names))
        bought = self.env["purchase.order.line"].sudo().browse(known)
        said = [
            messages.ordered_and_expected(
                self.env,
                order=order.name,
                vendor=order.partner_id.display_name,
                date=day_text(self.env, max(lines.mapped("date_planned"))),
            )
            for order, lines in bought.grouped("order_id").items()
        ]
        added = [[line, *quantities] for line, quantities in known.items()]
        undo = (self, "action_undo_buy", [added, self._schedule_sign(known)])
        return told("\n".join([*said, *reasons]), undo, then=then)


class ProductReplenish(models.TransientModel):
    _inherit = "product.replenish"

    def launch_replenishment(self):
        """Extended: bought from one of our screens, it says so as those do."""
        if not self.env.context.get("schedule_told"):
            return super().launch_replenishment()
        product, companies = self.product_id, self.warehouse_id.company_id
        before = product._schedule_purchase_lines(companies)
        done = super().launch_replenishment()
        after = product._schedule_purchase_lines(companies)
        if before == after:
            # Made, or brought from another warehouse.
            return done
        closed = {"type": "ir.actions.act_window_close", "infos": {"done": True}}
        return product._schedule_bought_told(before, after, then=closed)
