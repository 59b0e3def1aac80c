"""What was bought is said, with the way back (behaviour 2)."""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import consteq
from odoo.tools.misc import hmac

from ..base.guard import internal
from ..base.quantity import day_text, is_quantity
from ..base.told import SOFT_RELOAD, known_before, told
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
        added = [
            [line.id, quantity - before.get(line, 0.0), quantity]
            for line, quantity in after.items()
            if quantity != before.get(line)
        ]
        if not added:
            names = ", ".join(self.mapped("display_name"))
            raise UserError(messages.nothing_was_ordered(self.env, products=names))
        bought = self.env["purchase.order.line"].sudo()
        bought = bought.browse(line for line, *_quantities in added)
        said = [
            messages.ordered_and_expected(
                self.env,
                order=order.name,
                vendor=order.partner_id.display_name,
                date=day_text(self.env, max(lines.mapped("date_planned"))),
            )
            for order, lines in bought.grouped("order_id").items()
        ]
        known = {line: quantities for line, *quantities in added}
        undo = (self, "action_undo_buy", [added, self._schedule_sign(known)])
        return told("\n".join([*said, *reasons]), undo, then=then)

    def _schedule_sign(self, known):
        """Return what shows that this user has bought that.

        :param known: {purchase order line id: (what was added, its quantity then)}
        """
        said = sorted((line, *map(float, both)) for line, both in known.items())
        scope = "make_schedule-bought"
        return hmac(self.env(su=True), scope, (self.env.uid, said))

    @internal
    def action_undo_buy(self, added=None, sign=None):
        """Take back what was bought, from orders that no vendor has got yet.

        Who may not delete lines of purchase orders takes back what he has bought.

        :param list added: [[id of a purchase order line, what was added to it, its
            quantity then]]
        :param str sign: with what the Undo of a purchase came
        :return: an action
        :raises UserError: where a vendor has confirmed it, or it was changed since
        :raises AccessError: when the caller may not change it
        """
        known = {
            line: quantities
            for line, *quantities in known_before(added, 3)
            if all(is_quantity(quantity) and quantity > 0 for quantity in quantities)
        }
        if not known or not self._schedule_is_bought():
            return SOFT_RELOAD
        lines = self.env["purchase.order.line"].browse(known).exists()
        # Core buys as superuser, so the lines do not say who it was.
        if not (
            isinstance(sign, str)
            and consteq(sign.encode(), self._schedule_sign(known).encode())
        ):
            lines.check_access("unlink")
        lines = lines.sudo()
        if sure := lines.filtered(lambda line: line.order_id.state != "draft"):
            names = ", ".join(sure.order_id.mapped("name"))
            raise UserError(messages.ordered_already(self.env, orders=names))
        changed = lines.filtered(
            lambda line: line.product_uom_id.compare(
                line.product_qty, known[line.id][1]
            )
        )
        if changed:
            names = ", ".join(changed.order_id.mapped("name"))
            raise UserError(messages.bought_changed_since(self.env, orders=names))
        return self._schedule_take_back(lines, known)

    def _schedule_take_back(self, lines, known):
        """Take what was added off purchase order lines; cancel orders left empty.

        :param lines: as superuser
        :param known: {line id: (what was added, its quantity then)}
        :return: an action
        """
        orders = lines.order_id
        for line in lines:
            line.product_qty -= known[line.id][0]
        lines.filtered(
            lambda line: line.product_uom_id.compare(line.product_qty, 0) <= 0
        ).unlink()
        orders.filtered(lambda order: not order.order_line).button_cancel()
        if not orders:
            return SOFT_RELOAD
        names = ", ".join(orders.mapped("name"))
        return told(messages.not_bought_after_all(self.env, orders=names))


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
