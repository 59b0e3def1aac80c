"""**+ Buy**: Odoo's own replenishment, by purchase_stock where that is installed."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.quantity import day_text, is_quantity
from ..base.told import SOFT_RELOAD, told
from . import messages
from .product_product import chosen_warehouses


class ProductProduct(models.Model):
    _inherit = "product.product"

    @internal
    def action_buy(self):
        """Open Odoo's dialog that replenishes this product.

        The context says where (``warehouse_id``) and how much (``missing_qty``).

        :return: an action
        """
        self._check_one()
        own = [("company_id", "in", self.env.companies.ids)]
        warehouses = self.env["stock.warehouse"].search(own)
        wanted = chosen_warehouses(self.env)
        chosen = warehouses.filtered(lambda w: w.id in wanted)[:1]
        missing = self.env.context.get("missing_qty")
        return self._schedule_open_replenish(
            missing if isinstance(missing, (int, float)) else 0.0,
            chosen or warehouses[:1],
        )

    def _schedule_open_replenish(self, quantity, warehouse):
        """Return the action of Odoo's dialog.

        Parameters as of :meth:`_schedule_replenish`.
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_product_replenish"
        )
        return {**action, "res_id": self._schedule_replenish(quantity, warehouse).id}

    def _schedule_replenish(self, quantity, warehouse):
        """Return Odoo's dialog that replenishes this product, filled in.

        :param quantity: in the product's unit
        :param warehouse: where; its company buys
        """
        # Made here: in a browser it is always of the first company chosen there
        # (product.replenish.default_get).
        dialog = self.env["product.replenish"].with_company(warehouse.company_id)
        dialog = dialog.with_context(
            default_product_id=self.id,
            default_product_tmpl_id=self.product_tmpl_id.id,
            default_quantity=quantity,
            default_warehouse_id=warehouse.id,
        ).create({})
        vendor = self._schedule_vendor_of(warehouse, quantity)
        if vendor and "buy" not in dialog.route_id.rule_ids.mapped("action"):
            # It is to be bought, whatever other routes the product has.
            dialog.route_id = warehouse.sudo().buy_pull_id.route_id
        if vendor and not dialog.supplier_id:
            # A reordering rule may have named one (product.replenish.default_get).
            dialog.supplier_id = vendor
        return dialog

    def _schedule_is_bought(self):
        """Tell whether products are bought by Odoo's replenishment at all."""
        return "supplier_id" in self.env["product.replenish"]._fields

    def _schedule_vendor_of(self, warehouse, quantity=None):
        """Return whom Odoo would buy this product from now, for a warehouse that buys.

        :param quantity: in the product's unit; None is any
        :return: ``product.supplierinfo``, as superuser; none where it is not bought
        """
        self.ensure_one()
        none = self.env["product.supplierinfo"].sudo()
        if not self._schedule_is_bought() or not warehouse.sudo().buy_pull_id.active:
            return none
        product = self.with_company(warehouse.company_id).sudo()
        find = {"date": fields.Date.context_today(self), "uom_id": self.uom_id}
        return (
            product._select_seller(quantity=quantity or None, **find)
            or product._select_seller(quantity=None, **find)
            or none
        )


class MakeScheduleBlocking(models.Model):
    _inherit = "make.schedule.blocking"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if not self.env["product.product"]._schedule_is_bought():
            for name in ("action_buy_missing", "vendor_id", "by_vendor", "draft_qty"):
                for node in arch.xpath(f"//*[@name='{name}']"):
                    node.getparent().remove(node)
        return arch, view

    @internal
    def action_buy(self):
        """Open Odoo's dialog that replenishes this ingredient with what is missing.

        :return: an action
        """
        self._check_one()
        return self.product_id._schedule_open_replenish(
            self._to_buy(), self.warehouse_id
        )

    def _compute_draft_qty(self):
        warehouses = self.warehouse_id
        drafts = self.product_id.sudo()._get_quantity_in_progress(
            warehouse_ids=warehouses.ids
        )[1]
        others = self._drafts_of_others()
        for line in self:
            key = line.product_id.id, line.warehouse_id.id
            line.draft_qty = max(0.0, drafts.get(key, 0.0) - others[key])

    def _drafts_of_others(self):
        """Return {(product id, warehouse id): what is in draft for deliveries alone}.

        Odoo has ordered that for rows of sales orders (Replenish on Order).
        """
        found = defaultdict(float)
        if not self.env["product.product"]._schedule_is_bought():
            return found
        chained = [
            ("product_id", "in", self.product_id.ids),
            ("state", "in", ("draft", "sent", "to approve")),
            ("move_dest_ids", "!=", False),
        ]
        for line in self.env["purchase.order.line"].sudo().search(chained):
            waiting, unit = line.move_dest_ids, line.product_id.uom_id
            if not waiting.raw_material_production_id:
                key = line.product_id.id, waiting[0].location_id.warehouse_id.id
                found[key] += line.product_uom_id._compute_quantity(
                    line.product_qty, unit, round=False
                )
        return found

    def _to_buy(self):
        """Return what of the missing no draft order has yet, in the product's unit."""
        self.ensure_one()
        return max(0.0, self.missing_qty - self.draft_qty)

    @internal
    def action_buy_missing(self):
        """Buy what is missing of these ingredients: draft orders, one for each vendor.

        :return: an action that says which, when they come, and offers to undo it
        :raises UserError: when none of them can be bought
        """
        lines = self.filtered("can_buy")
        if not lines:
            raise UserError("\n".join(self._why_not_bought()))
        before = lines._purchase_lines()
        waiting = {line["id"]: line["orders"] for line in self._lines()}
        procurements = []
        for found in lines.grouped("vendor_id").values():
            # Core joins the origins of what it puts into one order: each once.
            orders = dict.fromkeys(
                order for line in found for order in waiting.get(line.id, ())
            )
            procurements += [line._procurement(orders) for line in found]
        self.env["stock.rule"].run(procurements)
        return self._bought_told(before, lines._purchase_lines(), self - lines)

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

    def _purchase_lines(self):
        """Return {draft purchase order line: its quantity} of these ingredients."""
        found = (
            self.env["purchase.order.line"]
            .sudo()
            .search(
                [
                    ("product_id", "in", self.product_id.ids),
                    ("company_id", "in", self.company_id.ids),
                    ("order_id.state", "=", "draft"),
                ]
            )
        )
        return {line: line.product_qty for line in found}

    def _bought_told(self, before, after, skipped):
        """Return the action that says what was bought.

        :param before: as of :meth:`_purchase_lines`; :param after: the same
        :param skipped: lines that could not be bought
        """
        added = [
            [line.id, quantity - before.get(line, 0.0)]
            for line, quantity in after.items()
            if quantity != before.get(line)
        ]
        bought = self.env["purchase.order.line"].sudo()
        bought = bought.browse(line for line, _quantity in added)
        said = [
            messages.ordered_and_expected(
                self.env,
                order=order.name,
                vendor=order.partner_id.display_name,
                date=day_text(self.env, max(lines.mapped("date_planned"))),
            )
            for order, lines in bought.grouped("order_id").items()
        ]
        if skipped:
            said += skipped._why_not_bought()
        if not bought:
            raise UserError(
                messages.nothing_was_ordered(
                    self.env, products=", ".join(self.product_id.mapped("display_name"))
                )
            )
        may = self.env["purchase.order.line"].has_access("unlink")
        undo = (self, "action_undo_buy", [added]) if may else None
        return told("\n".join(said), undo)

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

    @internal
    def action_undo_buy(self, added=None):
        """Take back what was bought, from orders that no vendor has got yet.

        :param list added: [[id of a purchase order line, quantity added to it]]
        :return: an action
        :raises UserError: where a vendor has confirmed it
        :raises AccessError: when the caller may not change purchase orders
        """
        quantities = {
            pair[0]: pair[1]
            for pair in (added if isinstance(added, list) else ())
            if isinstance(pair, list)
            and len(pair) == 2
            and type(pair[0]) is int
            and is_quantity(pair[1])
            and pair[1] > 0
        }
        if quantities and self.env["product.product"]._schedule_is_bought():
            lines = self.env["purchase.order.line"].browse(quantities).exists()
            lines.check_access("unlink")
            if sure := lines.filtered(lambda line: line.order_id.state != "draft"):
                raise UserError(
                    messages.ordered_already(
                        self.env, orders=", ".join(sure.order_id.mapped("name"))
                    )
                )
            orders = lines.order_id
            for line in lines:
                line.product_qty -= quantities[line.id]
            lines.filtered(
                lambda line: line.product_uom_id.compare(line.product_qty, 0) <= 0
            ).unlink()
            orders.filtered(lambda order: not order.order_line).button_cancel()
            if orders:
                names = ", ".join(orders.mapped("name"))
                return told(messages.not_bought_after_all(self.env, orders=names))
        return SOFT_RELOAD
