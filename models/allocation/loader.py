"""Reads what is demanded, in stock and expected: a constant number of queries."""

from collections import defaultdict

from odoo.tools import SQL

from ...engine.snapshot import Stock, Warehouse
from ..base.states import OPEN_STATES
from .moves import OpenMoves

# States in which an MO is made, or has been.
MADE = (*OPEN_STATES, "done")
INCOMING = ("wh_input_stock_loc_id", "wh_qc_stock_loc_id", "sam_loc_id")
# From the stock outwards.
OUTGOING = ("wh_pack_stock_loc_id", "wh_output_stock_loc_id")


class Loader:
    """What the allocation needs of a set of products of some companies.

    :param env: as superuser; the caller has checked what its user may see
    :param products: ids; :param companies: ids
    :param until: lowest rank that matters, or None for all: no demand is worse off
        for one that ranks below it
    :param whole: ids of products whose demands matter at every rank
    :param without: ids of MOs whose moves are left out
    :param rows: ids of rows that matter at every rank
    """

    def __init__(
        self, env, products, companies, until=None, whole=(), without=(), rows=()
    ):
        self.env = env
        self.products, self.companies = list(products), list(companies)
        self.until, self.whole = until, list(whole)
        self.without, self.rows = set(without), list(rows)
        # MOs that the moves speak of, once these are read.
        self._makers = {}
        env.flush_all()

    def moves(self):
        """Return all open moves: a tuple of :class:`~engine.snapshot.Move`."""
        reader = OpenMoves(self.env)
        self._makers = reader.makers
        return reader.found(
            self.without,
            products=self.products,
            companies=self.companies,
            until=self.until,
            whole=self.whole,
            rows=self.rows,
        )

    def on_hand(self):
        """Return own goods in stock: a tuple of :class:`~engine.snapshot.Stock`."""
        quant = self.env["stock.quant"]
        expires = SQL("NULL::timestamp")
        if "removal_date" in quant._fields:
            # Core's: a lot keeps its date when its product counts no dates any more.
            expires = SQL(
                "CASE WHEN template.use_expiration_date THEN quant.removal_date END"
            )
        rows = self.env.execute_query(
            SQL(
                "SELECT quant.product_id, quant.company_id, location.warehouse_id,"
                " location.id, location.parent_path,"
                " COALESCE(sum(quant.quantity), 0), %(expires)s"
                " FROM stock_quant quant"
                " JOIN stock_location location ON location.id = quant.location_id"
                " JOIN res_company company ON company.id = quant.company_id"
                " JOIN product_product product ON product.id = quant.product_id"
                " JOIN product_template template"
                " ON template.id = product.product_tmpl_id"
                " WHERE quant.product_id = ANY(%(products)s)"
                " AND quant.company_id = ANY(%(companies)s)"
                " AND location.usage = 'internal'"
                " AND COALESCE(quant.owner_id, company.partner_id)"
                " = company.partner_id"
                " GROUP BY quant.product_id, quant.company_id, location.id, %(expires)s"
                " ORDER BY quant.product_id, location.parent_path, %(expires)s",
                expires=expires,
                products=self.products,
                companies=self.companies,
            )
        )
        return tuple(Stock(*row) for row in rows)

    def productions(self, rows):
        """Return {row id: [(mo id, open, product id, quantity, date)]} of MTO MOs.

        Quantities in the product's unit, dates as a supply's.

        :param rows: ids of rows whose moves were read (:meth:`moves`)
        """
        made = defaultdict(list)
        for mo in self._makers.values():
            if mo.row in rows and mo.state in MADE:
                made[mo.row].append(
                    (mo.id, mo.state != "done", mo.product, mo.quantity, mo.date)
                )
        return made

    def subassemblies(self, parents):
        """Return {(parent MO, product): what its done subassemblies still hold for it}.

        Made by them, less what is gone and what the parent has consumed, in the
        product's unit.

        :param parents: ids of MOs whose components were read (:meth:`moves`)
        """
        products = set(self.products)
        done = self.env["mrp.production"].browse(
            mo.id
            for mo in self._makers.values()
            if mo.parent in parents and mo.state == "done" and mo.product in products
        )
        left = {}
        for (parent, product), made in done.grouped(
            lambda mo: (mo.schedule_parent_id, mo.product_id)
        ).items():
            held = {mo: mo._schedule_output_left_qty() for mo in made}
            # Parts of the parent that are made already have used up their share.
            parts = (parent.production_group_id.production_ids | parent).sorted("id")
            for part, next_part in zip(parts, [*parts[1:], None], strict=True):
                if part == parent:
                    _consume(held, part, product)
                elif next_part and not part.taken_back_id:
                    _consume(held, part, product, next_part)
            left[parent.id, product.id] = sum(held.values())
        return left

    def places(self):
        """Return the places of the companies' warehouses, and the first's time zone.

        :return: tuple of :class:`~engine.snapshot.Warehouse`, name of a zone or None
        """
        names = [*INCOMING, *OUTGOING]
        steps = SQL(", ").join(
            SQL(
                "(SELECT parent_path FROM stock_location WHERE id = warehouse.%(step)s"
                " AND id <> warehouse.lot_stock_id)",
                step=SQL.identifier(name),
            )
            for name in names
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT calendar.tz, warehouse.id, stock.parent_path, %(steps)s"
                " FROM res_company company"
                " LEFT JOIN resource_calendar calendar"
                " ON calendar.id = company.resource_calendar_id"
                " LEFT JOIN stock_warehouse warehouse"
                " ON warehouse.company_id = company.id"
                " LEFT JOIN stock_location stock ON stock.id = warehouse.lot_stock_id"
                " WHERE company.id = ANY(%(companies)s)"
                " ORDER BY array_position(%(companies)s::int[], company.id),"
                " warehouse.id",
                steps=steps,
                companies=self.companies,
            )
        )
        return tuple(
            Warehouse(
                *(id_, stock, tuple(filter(None, paths[: len(INCOMING)]))),
                tuple(filter(None, paths[len(INCOMING) :])),
            )
            for _zone, id_, stock, *paths in rows
            if id_
        ), next((zone for zone, *_warehouse in rows if zone), None)

    def unshipped_rows(self):
        """Return ids of confirmed rows that never had a move, with their orders'."""
        return [
            row
            for (row,) in self.env.execute_query(
                SQL(
                    "SELECT line.id FROM sale_order_line line"
                    " JOIN sale_order orders ON orders.id = line.order_id"
                    " WHERE orders.schedule_open AND orders.company_id = ANY(%s)"
                    " AND line.product_id = ANY(%s) AND line.product_uom_qty > 0"
                    " AND NOT EXISTS (SELECT FROM stock_move"
                    " WHERE stock_move.sale_line_id = line.id)",
                    self.companies,
                    self.products,
                )
            )
        ]


def _consume(held, mo, product, rest=None):
    """Take off what subassemblies hold what an MO has consumed.

    :param held: {subassembly: what is left of it}, which becomes less
    :param mo: that has consumed; :param product: that they make
    :param rest: the MO that goes on after it: what is made only since then, or was not
        finished when it consumed, it has not used
    """
    for move in mo.move_raw_ids:
        if move.state != "done" or move.product_id != product:
            continue
        consumed = sum(move.move_line_ids.mapped("quantity_product_uom"))
        for made, left in held.items():
            if not rest or (made.id < rest.id and made.date_finished <= move.date):
                used = min(consumed, left)
                held[made] -= used
                consumed -= used
