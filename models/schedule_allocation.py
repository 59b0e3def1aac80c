from collections import defaultdict

from odoo import api, models

from ..engine.allocation import Demand, Supply, allocate

LEAVING = [("state", "in", ("waiting", "confirmed", "partially_available", "assigned"))]


class MakeScheduleAllocation(models.AbstractModel):
    """Feeds the allocation with what is in stock, expected and demanded.

    Reads for a set of products of one warehouse, as superuser, in a constant
    number of queries; the callers have checked what their user may see.
    """

    _name = "make.schedule.allocation"
    _description = "Who gets what"

    @api.model
    def _short_rows(self, rows):
        """Return those of the rows that are Not available and shall be made.

        Decided from the top rank down over all open demand: a row that is made
        frees what it would have taken.

        :param rows: confirmed ``sale.order.line`` records without an open MO
        """
        short = rows.browse()
        for (company, warehouse), here in rows.grouped(
            lambda row: (row.company_id, row.warehouse_id)
        ).items():
            stocked = here.filtered("product_id.is_storable")
            demands = self._demands(company, warehouse, stocked.product_id, stocked)
            supplies = self._supplies(company, warehouse, stocked.product_id)
            for product in stocked.product_id:
                _claims, missing = allocate(demands[product], supplies[product])
                short |= stocked.filtered(lambda row, missing=missing: row in missing)
        return short

    def _demands(self, company, warehouse, products, makeable):
        """Return {product: [Demand in order of service]} of a warehouse."""
        moves = (
            self.env["stock.move"]
            .sudo()
            .search(
                [
                    *LEAVING,
                    ("product_id", "in", products.ids),
                    ("company_id", "=", company.id),
                    ("location_id", "child_of", warehouse.view_location_id.ids),
                    ("location_id.usage", "=", "internal"),
                    ("move_orig_ids", "=", False),
                    "|",
                    ("sale_line_id", "!=", False),
                    ("raw_material_production_id", "!=", False),
                ]
            )
        )
        ranked = defaultdict(list)
        for move in moves:
            row, mo = move.sale_line_id, move.raw_material_production_id
            if row and row._mto_open():
                # What its own MO makes serves it, and nothing else.
                continue
            if row:
                place = (row.order_id.schedule_rank, 0, row.sequence, row.id)
            else:
                place = (mo.schedule_rank, 1, mo.schedule_key, move.id)
            demand = Demand(row or move, move.product_qty, makeable=row in makeable)
            ranked[move.product_id].append((place, demand))
        return defaultdict(
            list,
            {
                product: [
                    demand for _place, demand in sorted(found, key=lambda p: p[0])
                ]
                for product, found in ranked.items()
            },
        )

    def _supplies(self, company, warehouse, products):
        """Return {product: [Supply in order of arrival]} of a warehouse."""
        supplies = defaultdict(list)
        on_hand = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    ("product_id", "in", products.ids),
                    ("company_id", "=", company.id),
                    ("location_id", "child_of", warehouse.lot_stock_id.ids),
                    ("owner_id", "=", False),
                ],
                ["product_id"],
                ["quantity:sum"],
            )
        )
        shares = self.env["sale.order.line"]._mto_shares(products)
        for product, quantity in on_hand:
            # What was made for a row is nobody else's.
            bound = sum(
                share.left(warehouse.lot_stock_id)
                for share in shares.get(product.id, {}).values()
                if share.making
            )
            supplies[product].append(Supply("stock", quantity - bound))
        coming = (
            self.env["stock.move"]
            .sudo()
            .search(
                [
                    *LEAVING,
                    ("product_id", "in", products.ids),
                    ("company_id", "=", company.id),
                    ("location_id.usage", "not in", ("internal", "view", "inventory")),
                    ("location_dest_id", "child_of", warehouse.view_location_id.ids),
                    ("production_id.mto_line_id", "=", False),
                ]
            )
        )
        for move in coming.sorted(lambda move: (move.date, move.id)):
            supplies[move.product_id].append(Supply(move, move.product_qty, move.date))
        return supplies
