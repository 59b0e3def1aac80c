"""Reads what is demanded, in stock and expected: a constant number of queries."""

from collections import defaultdict

from odoo.tools import SQL

from ..engine.snapshot import Entered, Stock, Warehouse
from .schedule_moves import MOVES, OPEN_MOVES, as_move

INCOMING = ("wh_input_stock_loc_id", "wh_qc_stock_loc_id", "sam_loc_id")
# What a done move has moved, in the product's unit.
DONE = (
    "COALESCE({move}.quantity * {move}.product_qty"
    " / NULLIF({move}.product_uom_qty, 0), 0)"
)
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
        env.flush_all()

    def moves(self):
        """Return all open moves: a tuple of :class:`~engine.snapshot.Move`."""
        records = {
            record[0]: record
            for record in self.env.execute_query(
                SQL(
                    MOVES,
                    products=self.products,
                    companies=self.companies,
                    states=OPEN_MOVES,
                    until=self.until,
                    whole=self.whole,
                    rows=self.rows,
                )
            )
            if record[12] not in self.without
        }
        origins, brought = self._chains(records)
        entered = self._entered(records)
        return tuple(
            as_move(record, origins, brought, entered) for record in records.values()
        )

    def _chains(self, records):
        """Return what was chained before moves.

        :return: {move id: [ids of its open origins]}, {move id: (ids of its origins
            that are done, what they have brought and no move of theirs has taken on)}
        """
        origins, done = defaultdict(list), defaultdict(dict)
        if not records:
            return origins, {}
        rows = self.env.execute_query(
            SQL(
                "SELECT rel.move_dest_id, origin.id, origin.state, origin.product_id,"
                f" {DONE.format(move='origin')}"
                " FROM stock_move_move_rel rel"
                " JOIN stock_move origin ON origin.id = rel.move_orig_id"
                " WHERE rel.move_dest_id = ANY(%s) AND origin.state <> 'cancel'"
                " ORDER BY origin.date, origin.id",
                list(records),
            )
        )
        for move, origin, state, product, quantity in rows:
            if product == records[move][1]:
                brought = done[move]
                if state == "done":
                    brought[origin] = quantity
                elif origin in records:
                    origins[move].append(origin)
        taken = self._taken_on({one for brought in done.values() for one in brought})
        return origins, {
            move: (
                tuple(sorted(brought)) or ("open", move),
                sum(brought.values())
                - sum({k: v for one in brought for k, v in taken[one]}.values()),
            )
            for move, brought in done.items()
        }

    def _taken_on(self, origins):
        """Return {id of a done move: [(id, quantity) of done moves chained to it]}."""
        taken = defaultdict(list)
        if origins:
            rows = self.env.execute_query(
                SQL(
                    f"SELECT rel.move_orig_id, move.id, {DONE.format(move='move')}"
                    " FROM stock_move_move_rel rel"
                    " JOIN stock_move move ON move.id = rel.move_dest_id"
                    " WHERE rel.move_orig_id = ANY(%s) AND move.state = 'done'",
                    list(origins),
                )
            )
            for origin, move, quantity in rows:
                taken[origin].append((move, quantity))
        return taken

    def _entered(self, records):
        """Return {move id: [what somebody has entered by hand in it]}."""
        found = defaultdict(list)
        if not records:
            return found
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.move_id, line.location_id, location.parent_path,
                       CASE WHEN line.picked THEN line.quantity_product_uom
                            ELSE LEAST(line.schedule_entered,
                                       line.quantity_product_uom) END,
                       COALESCE(line.picked, FALSE),
                       COALESCE(line.owner_id <> company.partner_id, FALSE)
                  FROM stock_move_line line
                  JOIN stock_location location ON location.id = line.location_id
                  JOIN res_company company ON company.id = line.company_id
                 WHERE line.move_id = ANY(%s) AND line.quantity_product_uom > 0
                   AND (line.picked OR line.schedule_entered > 0)
                   AND location.usage = 'internal'
              ORDER BY line.id
                """,
                list(records),
            )
        )
        for move, *line in rows:
            found[move].append(Entered(*line))
        return found

    def on_hand(self):
        """Return own goods in stock: a tuple of :class:`~engine.snapshot.Stock`."""
        quant = self.env["stock.quant"]
        expires = SQL("NULL::timestamp")
        if "removal_date" in quant._fields:
            expires = SQL("quant.removal_date")
        rows = self.env.execute_query(
            SQL(
                "SELECT quant.product_id, quant.company_id, location.warehouse_id,"
                " location.id, location.parent_path,"
                " COALESCE(sum(quant.quantity), 0), %(expires)s"
                " FROM stock_quant quant"
                " JOIN stock_location location ON location.id = quant.location_id"
                " JOIN res_company company ON company.id = quant.company_id"
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
        """
        made = defaultdict(list)
        found = self.env.execute_query(
            SQL(
                "SELECT mto_line_id, id, state <> 'done', product_id, product_uom_qty,"
                " COALESCE(date_deadline, date_finished)"
                " FROM mrp_production WHERE mto_line_id = ANY(%s)"
                " AND state IN ('confirmed', 'progress', 'to_close', 'done')"
                " ORDER BY id",
                list(rows),
            )
        )
        for row, *production in found:
            made[row].append(production)
        return made

    def subassemblies(self, parents):
        """Return {(parent MO, product): what its done subassemblies still hold for it}.

        Made by them, less what is gone and what the parent has consumed, in the
        product's unit.

        :param parents: ids of open MOs
        """
        done = self.env["mrp.production"].search(
            [
                ("schedule_parent_id", "in", list(parents)),
                ("state", "=", "done"),
                ("product_id", "in", self.products),
            ]
        )
        left = defaultdict(float)
        for mo in done:
            left[mo.schedule_parent_id.id, mo.product_id.id] += mo._output_left_qty()
        for move in done.schedule_parent_id.move_raw_ids:
            whom = move.raw_material_production_id.id, move.product_id.id
            if move.state == "done" and whom in left:
                lines = move.move_line_ids
                left[whom] -= sum(lines.mapped("quantity_product_uom"))
        return dict(left)

    def warehouses(self):
        """Return the places of the companies' warehouses, for the engine."""
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
                "SELECT warehouse.id, stock.parent_path, %s"
                " FROM stock_warehouse warehouse"
                " JOIN stock_location stock ON stock.id = warehouse.lot_stock_id"
                " WHERE warehouse.company_id = ANY(%s)",
                steps,
                self.companies,
            )
        )
        return tuple(
            Warehouse(
                *(id_, stock, tuple(filter(None, paths[: len(INCOMING)]))),
                tuple(filter(None, paths[len(INCOMING) :])),
            )
            for id_, stock, *paths in rows
        )

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
