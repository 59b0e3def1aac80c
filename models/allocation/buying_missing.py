"""What is missing is bought: draft purchase orders, one a vendor (behaviour 8)."""

from odoo import models
from odoo.exceptions import UserError

from ..base.guard import internal
from . import messages


class MakeScheduleBlocking(models.Model):
    _inherit = "make.schedule.blocking"

    @internal
    def action_buy_missing(self):
        """Buy what is missing of these ingredients: draft orders, one for each vendor.

        :return: an action that says which, when they come, and offers to undo it
        :raises UserError: when none of them can be bought
        """
        lines = self.filtered("can_buy")
        if not lines:
            raise UserError("\n".join(self._why_not_bought()))
        products, companies = lines.product_id, lines.company_id
        before = products._schedule_purchase_lines(companies)
        waiting = {line["id"]: line["orders"] for line in self._lines()}
        procurements = []
        for found in lines.grouped("vendor_id").values():
            # Core joins the origins of what it puts into one order: each once.
            orders = dict.fromkeys(
                order for line in found for order in waiting.get(line.id, ())
            )
            procurements += [line._procurement(orders) for line in found]
        self.env["stock.rule"].run(procurements)
        after = products._schedule_purchase_lines(companies)
        skipped = self - lines
        return products._schedule_bought_told(
            before, after, skipped._why_not_bought() if skipped else ()
        )

    def _procurement(self, orders):
        """Return the procurement of what is missing.

        :param orders: numbers of the sales orders that wait for what one vendor sells
        """
        quantity = self._to_buy()
        dialog = self.product_id._schedule_replenish(quantity, self.warehouse_id)
        return self.env["stock.rule"].Procurement(
            *(self.product_id, quantity, self.product_id.uom_id),
            self.warehouse_id.lot_stock_id,
            # Core takes what is between commas for several origins.
            *(self.product_id.display_name, " ".join(orders) or False),
            self.company_id,
            dialog._prepare_run_values(),
        )

    def _why_not_bought(self):
        """Return in words why none of these ingredients can be bought: a list."""
        drafted = self.filtered(
            lambda line: line.product_id.uom_id.compare(line._to_buy(), 0) <= 0
        )
        made = (self - drafted).filtered("can_make")
        found = [
            words(
                self.env,
                products=", ".join(lines.product_id.mapped("display_name")) or "-",
            )
            for words, lines in (
                (messages.made_not_bought, made),
                (messages.no_vendor_to_buy_from, self - drafted - made),
                (messages.nothing_left_to_buy, drafted),
            )
            if lines
        ]
        return found or [messages.nothing_to_buy(self.env)]
