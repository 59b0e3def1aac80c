"""Reads what is demanded, in stock and expected: a constant number of queries."""

from collections import defaultdict

from odoo.tools import SQL

from .schedule_moves import MOVES, OPEN_MOVES, Move


class Loader:
    """What the allocation needs of a set of products of some companies.

    :param env: as superuser; the caller has checked what its user may see
    :param products: ids; :param companies: ids
    :param until: lowest rank that matters, or None for all: no demand is worse off
        for one that ranks below it
    :param whole: ids of products whose demands matter at every rank
    :param without: ids of MOs whose moves are left out
    """

    def __init__(self, env, products, companies, until=None, whole=(), without=()):
        self.env = env
        self.products, self.companies = list(products), list(companies)
        self.until, self.whole = until, list(whole)
        self.without = set(without)
        env.flush_all()

    def moves(self):
        """Return {id: Move} of all open moves."""
        rows = self.env.execute_query(
            SQL(
                MOVES,
                products=self.products,
                companies=self.companies,
                states=OPEN_MOVES,
                until=self.until,
                whole=self.whole,
            )
        )
        moves = map(Move._make, rows)
        return {move.id: move for move in moves if move.mo not in self.without}

    def chains(self, moves):
        """Return {move id: [ids of its open origins]} and ids of moves with any."""
        if not moves:
            return {}, set()
        rows = self.env.execute_query(
            SQL(
                "SELECT rel.move_dest_id, origin.id, origin.state, origin.product_id"
                " FROM stock_move_move_rel rel"
                " JOIN stock_move origin ON origin.id = rel.move_orig_id"
                " WHERE rel.move_dest_id = ANY(%s) AND origin.state <> 'cancel'"
                " ORDER BY origin.date, origin.id",
                list(moves),
            )
        )
        chained, origins = set(), defaultdict(list)
        for move, origin, state, product in rows:
            if product == moves[move].product:
                chained.add(move)
                if state != "done" and origin in moves:
                    origins[move].append(origin)
        return origins, chained

    def picked(self, moves):
        """Return {move id: quantity already picked}."""
        ids = [move.id for move in moves.values() if move.picked]
        if not ids:
            return {}
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT move_id, sum(quantity_product_uom) FROM stock_move_line"
                    " WHERE move_id = ANY(%s) AND picked GROUP BY move_id",
                    ids,
                )
            )
        )

    def on_hand(self):
        """Return {(product, company): [(location id, path, quantity)]} of own stock."""
        found = defaultdict(list)
        rows = self.env.execute_query(
            SQL(
                "SELECT quant.product_id, quant.company_id, location.id,"
                " location.parent_path, COALESCE(sum(quant.quantity), 0)"
                " FROM stock_quant quant"
                " JOIN stock_location location ON location.id = quant.location_id"
                " LEFT JOIN res_company company ON company.id = quant.company_id"
                " WHERE quant.product_id = ANY(%s) AND quant.company_id = ANY(%s)"
                " AND location.usage = 'internal'"
                " AND (quant.owner_id IS NULL OR quant.owner_id = company.partner_id)"
                " GROUP BY quant.product_id, quant.company_id, location.id"
                " ORDER BY quant.product_id, location.parent_path",
                self.products,
                self.companies,
            )
        )
        for product, company, *place in rows:
            found[product, company].append(place)
        return found

    def productions(self, rows):
        """Return {row id: [(mo id, open, quantity, date)]} of rows' MTO MOs.

        Quantities in the product's unit, dates as a supply's.
        """
        made = defaultdict(list)
        found = self.env.execute_query(
            SQL(
                "SELECT mto_line_id, id, state <> 'done', product_uom_qty,"
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

        Made by them, less what the parent has consumed, in the product's unit.

        :param parents: ids of open MOs
        """
        made = self.env.execute_query(
            SQL(
                """
                SELECT child.schedule_parent_id, line.product_id,
                       sum(line.quantity_product_uom)
                  FROM mrp_production child
                  JOIN stock_move move ON move.production_id = child.id
                  JOIN stock_move_line line ON line.move_id = move.id
                 WHERE child.schedule_parent_id = ANY(%s) AND child.state = 'done'
                   AND child.taken_back_id IS NULL
                   AND move.state = 'done' AND line.product_id = ANY(%s)
              GROUP BY child.schedule_parent_id, line.product_id
                """,
                list(parents),
                self.products,
            )
        )
        if not made:
            return {}
        consumed = self.env.execute_query(
            SQL(
                """
                SELECT move.raw_material_production_id, line.product_id,
                       sum(line.quantity_product_uom)
                  FROM stock_move move
                  JOIN stock_move_line line ON line.move_id = move.id
                 WHERE move.raw_material_production_id = ANY(%s)
                   AND move.state = 'done'
              GROUP BY move.raw_material_production_id, line.product_id
                """,
                [parent for parent, _product, _quantity in made],
            )
        )
        used = {(parent, product): quantity for parent, product, quantity in consumed}
        return {
            (parent, product): quantity - used.get((parent, product), 0)
            for parent, product, quantity in made
        }

    def steps(self):
        """Return where goods wait on their way through the warehouses.

        :return: ``(incoming, outgoing)``, each {path of a step's location: path of
            its warehouse's stock}
        """
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "in", self.companies)]
        )
        return tuple(
            {
                warehouse[step].parent_path: warehouse.lot_stock_id.parent_path
                for warehouse in warehouses
                for step in steps
                if warehouse[step] and warehouse[step] != warehouse.lot_stock_id
            }
            for steps in (
                ("wh_input_stock_loc_id", "wh_qc_stock_loc_id", "sam_loc_id"),
                ("wh_pack_stock_loc_id", "wh_output_stock_loc_id"),
            )
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

    def awaited(self, products):
        """Return those of some products that rows wait for, of the ranks that matter.

        :param products: ids
        """
        wanted = set(products)
        found = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(move.product_id, line.product_id)
                  FROM sale_order orders
                  JOIN sale_order_line line ON line.order_id = orders.id
             LEFT JOIN stock_move move ON move.sale_line_id = line.id
                 WHERE orders.schedule_open AND orders.company_id = ANY(%(companies)s)
                   AND (%(until)s IS NULL OR orders.schedule_rank <= %(until)s)
                """,
                companies=self.companies,
                until=self.until,
            )
        )
        return wanted.intersection(self.whole) | wanted.intersection(
            product for (product,) in found
        )

    def above(self):
        """Return (product, component) of every bill above the products, to the top."""
        return self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE tree(product, component) AS (
                    SELECT made.id, line.product_id
                      FROM mrp_bom_line line
                      JOIN mrp_bom bom ON bom.id = line.bom_id AND bom.active
                      JOIN product_product made
                        ON made.product_tmpl_id = bom.product_tmpl_id
                       AND COALESCE(bom.product_id, made.id) = made.id
                     WHERE line.product_id = ANY(%(products)s)
                     UNION
                    SELECT made.id, line.product_id
                      FROM tree
                      JOIN mrp_bom_line line ON line.product_id = tree.product
                      JOIN mrp_bom bom ON bom.id = line.bom_id AND bom.active
                      JOIN product_product made
                        ON made.product_tmpl_id = bom.product_tmpl_id
                       AND COALESCE(bom.product_id, made.id) = made.id
                )
                SELECT product, component FROM tree
                """,
                products=self.products,
            )
        )
