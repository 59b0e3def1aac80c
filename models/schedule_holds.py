"""What each move of some products may hold of the stock."""

from collections import defaultdict

from odoo.tools import SQL

from ..engine.allocation import EPSILON


class Holds:
    """How much of some products a company's moves may reserve (behaviour 4, end).

    With the company's setting, what the allocation gives; without it, only what MTO
    MOs made is kept for their rows.

    :param env: the caller's; :param products: storable products
    :param company: one ``res.company``
    :param rows: the rows that the moves to reserve are of, if any
    :param until: the lowest rank whose reservations may differ from the ranking, or
        None for all
    """

    def __init__(self, env, products, company, rows=None, until=None):
        self.env = env(su=True)
        self.ranked = company.sudo().reserve_by_rank
        self.shares = {}
        self.given, self.own = {}, set()
        if self.ranked:
            allocation = env["make.schedule.allocation"]
            sweep = allocation._sweep_products(products, company, until)
            self.given = {move: sweep.holds.get(move, 0.0) for move in sweep.takers}
            self.own = sweep.own
            self.order = {move: at for at, move in enumerate(sweep.takers)}
        else:
            rows = rows if rows is not None else env["sale.order.line"]
            self.shares = rows.sudo()._mto_shares(products.sudo())
        self.product_of = defaultdict(list)
        for move in self.env["stock.move"].browse(self.given):
            self.product_of[move.product_id.id].append(move.id)
        self._held = self._reserved(self.given)

    def _reserved(self, moves):
        """Return {move id: what it has reserved now}, in the product's unit."""
        if not moves:
            return {}
        rows = self.env.execute_query(
            SQL(
                "SELECT line.move_id, sum(line.quantity_product_uom)"
                " FROM stock_move_line line JOIN stock_move move"
                " ON move.id = line.move_id"
                " WHERE line.move_id = ANY(%s) AND NOT COALESCE(move.picked, FALSE)"
                " GROUP BY line.move_id",
                list(moves),
            )
        )
        return dict(rows)

    def losers(self):
        """Return the moves that hold more than they are given, picked ones apart."""
        return self.env["stock.move"].browse(
            move
            for move, held in self._held.items()
            if held > self.given[move] + EPSILON
        )

    def gainers(self):
        """Return the moves that are given more than they hold, and may reserve now."""
        moves = self.env["stock.move"].browse(
            move
            for move, given in self.given.items()
            if given > self._held.get(move, 0.0) + EPSILON
        )
        return moves.filtered(
            lambda move: (
                not move.picked
                and move.state in ("confirmed", "partially_available")
                and (move.id in self.own or move._should_assign_at_confirm())
            )
        )

    def sorted(self, moves):
        """Return moves in order of service."""
        if not self.ranked:
            return moves
        last = len(self.order)
        return moves.sorted(lambda move: self.order.get(move.id, last))

    def allowance(self, move, need, location):
        """Return how much of its need a move may reserve at a location.

        Quantities in the product's unit.
        """
        if move.id in self.given:
            held = sum(move.move_line_ids.mapped("quantity_product_uom"))
            return min(need, self.given[move.id] - held)
        if self.ranked:
            others = self._kept(move, location)
        else:
            bound = self.shares.get(move.product_id.id, {})
            own = bound.get(move.sale_line_id.id)
            if own and own.making:
                return min(need, own.left(location))
            others = sum(
                share.left(location)
                for row, share in bound.items()
                if row != move.sale_line_id.id
            )
        if not others:
            return need
        free = move._get_available_quantity(location, strict=False)
        return min(need, max(0.0, free - others))

    def _kept(self, move, location):
        """Return what demands are given and do not hold yet, where a move takes."""
        kept = 0.0
        for other in self.env["stock.move"].browse(self.product_of[move.product_id.id]):
            if other.location_id.parent_path.startswith(location.parent_path):
                held = sum(other.move_line_ids.mapped("quantity_product_uom"))
                kept += max(0.0, self.given[other.id] - held)
        return kept
