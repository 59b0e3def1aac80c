"""Who is served from what: what the claims popover shows (behaviour 4)."""

from odoo import api, models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.states import OFFERED_STATES
from . import messages
from .mrp_production_customer import customer_name


class MakeScheduleClaims(models.AbstractModel):
    """A document whose cells say who is served from what, how much and when."""

    _name = "make.schedule.claims"
    _inherit = ["make.schedule.guard"]
    _description = "Claims of a document"
    _schedule_kinds = ("sales_items", "ingredients")

    @api.readonly
    @internal
    def schedule_claims(self, kind):
        """Return what one cell of this document stands for.

        :param str kind: ``"sales_items"``, ``"ingredients"`` or ``"customer"``
        :return: a list of ``{"name", "quantity", "uom", "lines", "missing", "note"}``;
            each of the lines is ``{"name", "quantity", "uom", "date", "late", "model",
            "id"}``, without a model where the caller may not open it; ``missing`` is
            False or ``{"quantity", "product_id", "warehouse_id", "can_make",
            "can_buy", "no_vendor"}``, the last False or the product's document where
            buying it only lacks a vendor; ``note`` says what is wrong with its bills,
            or is False. Quantities in ``uom``, dates as UTC text or False.
        :raises UserError: for another kind, and for several documents
        :raises AccessError: when the caller may not read the document
        """
        self._schedule_check_one()
        self.check_access("read")
        if kind not in self._schedule_kinds:
            raise UserError(
                messages.unknown_claims(self.env, kinds=", ".join(self._schedule_kinds))
            )
        return self._schedule_claims(kind)

    def _schedule_claims(self, kind):
        raise NotImplementedError

    def _schedule_claim_groups(self, sweep, demands, offered=()):
        """Return the groups of some demands, a group for each of their products.

        :param sweep: the allocation
        :param offered: ids of the rows among them that are only offered
        :param demands: list of (key of the demand, text before the product or None,
            warehouse)
        """
        sources = self.env["make.schedule.allocation"]._sources(
            sweep, [key for key, _name, _warehouse in demands]
        )
        products = self.env["product.product"].sudo()
        products = products.browse(
            {product for key, *_ in demands for product in sweep.demanded.get(key, ())}
        )
        circles = {(("virtual", row), part) for row, _made, part in sweep.circles}
        groups = []
        for key, name, warehouse in demands:
            asked, short = sweep.demanded.get(key, {}), sweep.short.get(key, {})
            for product in products.filtered(lambda p, asked=asked: p.id in asked):
                unit, label = product.uom_id, product.display_name
                missing = unit.round(short.get(product.id, 0.0))
                groups.append(
                    {
                        "name": f"{name}: {label}" if name else label,
                        "quantity": unit.round(asked[product.id]),
                        "uom": unit.name,
                        "lines": [
                            self._schedule_claim_line(
                                sources[claim.supply], product, claim
                            )
                            for claimed, claim in sweep.claims.get(key, ())
                            if claimed == product.id
                        ],
                        "missing": missing > 0
                        and self._schedule_claim_missing(
                            product, missing, warehouse, key[1] in offered
                        ),
                        "note": (key, product.id) in circles
                        and messages.bills_in_a_circle(self.env),
                    }
                )
        return groups


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "make.schedule.claims"]

    def _schedule_claims(self, kind):
        return self.order_line._schedule_row_claims(kind)


class SaleOrderLine(models.Model):
    _name = "sale.order.line"
    _inherit = ["sale.order.line", "make.schedule.claims"]

    def _schedule_claims(self, kind):
        return self._schedule_row_claims(kind)

    def _schedule_row_claims(self, kind):
        """Return the claims of rows, by one allocation of all of them."""
        rows = self.filtered(lambda row: not row.display_type)
        mos = rows._mto_open()
        sweep = self.env["make.schedule.allocation"]._sweep(rows, mos)
        demands = []
        for row in rows:
            if kind == "sales_items":
                demands.append((("row", row.id), None, row.warehouse_id))
            elif making := row._mto_open():
                demands += making._schedule_component_demands()
            else:
                name = row.product_id.display_name
                demands.append((("virtual", row.id), name, row.warehouse_id))
        offered = rows.filtered(lambda row: row.state in OFFERED_STATES)
        return self._schedule_claim_groups(sweep, demands, offered._ids)


class MrpProduction(models.Model):
    _name = "mrp.production"
    _inherit = ["mrp.production", "make.schedule.claims"]
    _schedule_kinds = ("ingredients", "customer")

    def _schedule_claims(self, kind):
        if kind == "customer":
            return self._schedule_customer_claim_groups()
        sweep = self.env["make.schedule.allocation"]._sweep(mos=self)
        return self._schedule_claim_groups(
            sweep, self.sudo()._schedule_component_demands()
        )

    def _schedule_component_demands(self):
        """Return these MOs' components as :meth:`_schedule_claim_groups` takes them."""
        return [
            (("raw", move.id), mo.name, mo.picking_type_id.warehouse_id)
            for mo in self
            for move in mo.move_raw_ids
        ]

    def _schedule_customer_claim_groups(self):
        orders = self.env["sale.order"]
        return [
            {
                "name": self.product_id.display_name,
                "quantity": self.product_qty,
                "uom": self.product_uom_id.name,
                "lines": [
                    {
                        "name": customer_name(claim),
                        "quantity": claim["quantity"],
                        "uom": claim["uom"],
                        "date": False,
                        "late": False,
                        **self._schedule_claim_document(
                            orders.browse(claim["order_id"])
                        ),
                    }
                    for claim in self.customer_claims
                ],
                "missing": False,
            }
        ]
