"""What was bought is taken back (behaviour 2)."""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import consteq
from odoo.tools.misc import hmac

from ..base import messages as base_messages
from ..base.guard import internal
from ..base.quantity import is_quantity
from ..base.told import SOFT_RELOAD, known_before, told
from . import messages


class ProductProduct(models.Model):
    """Products that were bought."""

    _inherit = "product.product"

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
            raise UserError(base_messages.changed_since(self.env, names=names))
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
