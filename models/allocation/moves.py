"""Open stock moves, as the provider reads them."""

from collections import defaultdict
from typing import Any, NamedTuple

from odoo.tools import SQL

from ...engine.snapshot import COMPONENT, ROW, Entered, Move
from ..base.by_hand import BROUGHT_BY_HAND, BY_HAND
from ..base.states import OPEN_MOVES
from ..base.step import of as step_of
from .firm_moves import firm_moves, kept_firmly, reserved_firmly, whose_firm

# What a done move has moved, in the product's unit; of what nobody had asked for, as
# its lines say.
DONE = """
    COALESCE({move}.quantity * {move}.product_qty / NULLIF({move}.product_uom_qty, 0),
             (SELECT sum(line.quantity_product_uom) FROM stock_move_line line
               WHERE line.move_id = {move}.id), 0)
"""
# Few joins, of what decides which moves matter: places and MOs are looked up after.
MOVES = """
    SELECT move.id, move.product_id, move.company_id, move.product_qty, move.date,
           move.location_id, move.location_dest_id, move.location_final_id,
           COALESCE(move.restrict_partner_id, picking.owner_id),
           move.sale_line_id, move.raw_material_production_id, move.production_id,
           move.production_group_id, move.procure_method = 'make_to_order',
           COALESCE(orders.schedule_rank, consumer.schedule_rank, 'Infinity'),
           COALESCE(line.sequence, 0), COALESCE(consumer.schedule_key, 0),
           move.id = ANY(%(firm)s),
           EXISTS (SELECT FROM stock_move_move_rel rel
                    WHERE rel.move_dest_id = move.id),
           EXISTS (SELECT FROM stock_move_line entered
                    WHERE entered.move_id = move.id
                      AND (entered.picked OR entered.schedule_entered > 0
                           OR entered.owner_id IS NOT NULL))
      FROM stock_move move
 LEFT JOIN stock_picking picking ON picking.id = move.picking_id
 LEFT JOIN sale_order_line line ON line.id = move.sale_line_id
 LEFT JOIN sale_order orders ON orders.id = line.order_id
 LEFT JOIN mrp_production consumer ON consumer.id = move.raw_material_production_id
     WHERE move.product_id = ANY(%(products)s)
       AND move.company_id = ANY(%(companies)s)
       AND move.state IN %(states)s
       AND (%(until)s IS NULL OR move.product_id = ANY(%(whole)s) OR move.picked
            OR move.sale_line_id = ANY(%(rows)s)
            -- What is served before the ranking counts at whatever rank.
            OR EXISTS (SELECT FROM stock_move_line entered
                        WHERE entered.move_id = move.id
                          AND entered.schedule_entered > 0)
            OR EXISTS (SELECT FROM stock_move_move_rel rel
                        WHERE rel.move_dest_id = move.id)
            OR EXISTS (SELECT FROM mrp_production made
                        WHERE made.mto_line_id = move.sale_line_id
                          AND made.mto_line_id IS NOT NULL)
            OR EXISTS (SELECT FROM mrp_production made
                        WHERE made.schedule_parent_id = move.raw_material_production_id
                          AND made.schedule_parent_id IS NOT NULL)
            OR move.id = ANY(%(firm)s)
            OR COALESCE(orders.schedule_rank, consumer.schedule_rank) IS NULL
            OR COALESCE(orders.schedule_rank, consumer.schedule_rank) <= %(until)s)
"""
# What of some moves somebody has entered by hand.
ENTERED_LINES = f"""
      SELECT line.move_id, line.location_id, location.parent_path,
             CASE WHEN line.picked OR line.schedule_entered <= 0
                  THEN line.quantity_product_uom
                  ELSE LEAST(line.schedule_entered,
                             line.quantity_product_uom) END,
             COALESCE(line.picked, FALSE),
             COALESCE(line.owner_id <> company.partner_id, FALSE)
        FROM stock_move_line line
        JOIN stock_location location ON location.id = line.location_id
        JOIN res_company company ON company.id = line.company_id
       WHERE line.move_id = ANY(%s) AND line.quantity_product_uom > 0
         AND location.usage = 'internal'
         AND ({BY_HAND} OR {BROUGHT_BY_HAND})
    ORDER BY line.id
"""
# What of what comes from outside goes to others, by the owner of its lines.
OF_OTHERS = """
      SELECT line.move_id, sum(line.quantity_product_uom)
        FROM stock_move_line line
        JOIN res_company company ON company.id = line.company_id
       WHERE line.move_id = ANY(%s) AND line.owner_id <> company.partner_id
    GROUP BY line.move_id
"""
# MOs that moves are of; those made for their rows; those that were made for their MOs.
MAKERS = """
    SELECT id, product_id, production_group_id, COALESCE(date_deadline, date_finished),
           mto_line_id, schedule_parent_id, state, product_uom_qty
      FROM mrp_production
     WHERE id = ANY(%(ids)s) OR production_group_id = ANY(%(groups)s)
        OR mto_line_id = ANY(%(rows)s)
        OR (schedule_parent_id = ANY(%(parents)s) AND state = 'done'
            AND product_id = ANY(%(products)s))
  ORDER BY id
"""
OUTSIDE = (None, None)


class Record(NamedTuple):
    """A row of MOVES."""

    id: int
    product: int
    company: int
    quantity: float
    date: Any
    source: int
    target: int
    final: int
    owner: int
    row: int
    raw_mo: int
    mo: int
    group: int
    waits: bool
    rank: float
    sequence: int
    key: float
    is_firm: bool
    is_chained: bool
    is_entered: bool

    @property
    def whose(self):
        """Return of whom it is, as :func:`~.firm_moves.whose_firm` takes it."""
        return self.row, self.group, self.product


class Maker(NamedTuple):
    """An MO that makes what a move brings, or takes: a row of MAKERS."""

    id: int
    product: int
    group: int
    date: Any
    row: int
    parent: int
    state: str
    quantity: float

    def made_for(self):
        """Return for whom it makes, as a snapshot has it, or None."""
        if self.row:
            return "row", self.row
        return ("part", self.parent, self.product) if self.parent else None


class OpenMoves:
    """The open moves of a loader's products, as the engine takes them.

    :param env: as superuser
    :ivar makers: after :meth:`found`, the :class:`Maker` of each MO that matters to
        them, by id
    """

    def __init__(self, env):
        self.env, self.makers = env, {}

    def found(self, without, **scope):
        """Return a tuple of :class:`~engine.snapshot.Move`.

        Goods of somebody else are neither demanded nor expected here.

        :param without: ids of MOs whose moves are left out
        :param scope: of MOVES: products, companies, until, whole, rows
        """
        firm = firm_moves(self.env)
        found = self.env.execute_query(
            SQL(MOVES, states=OPEN_MOVES, firm=firm, **scope)
        )
        companies = self.env["res.company"].browse(scope["companies"])
        own = {company.id: (None, company.partner_id.id) for company in companies}
        records = {
            record.id: record
            for record in map(Record._make, found)
            if record.owner in own[record.company] and record.mo not in without
        }
        if not records:
            return ()
        self._find_makers(records, scope["products"])
        places, first = self._places(records), {}
        for id_, quantity in self._of_others(records, places).items():
            records[id_] = records[id_]._replace(quantity=quantity)
        chained, entered = self._chains(records), self._entered(records)
        firm = self._firm(records, entered)
        for maker in self.makers.values():
            first.setdefault((maker.group, maker.product), maker)
        return tuple(
            self._move(record, places, first, *chained, entered, firm)
            for record in records.values()
        )

    def _firm(self, records, entered):
        """Return {move id: quantity} that a firm promise keeps for it.

        What the running step has found it to hold, also where Odoo has let it go.

        :param entered: {move id: [:class:`~engine.snapshot.Entered`]}
        """
        promised = {id_: one for id_, one in records.items() if one.is_firm}
        held, let_go = step_of(self.env).held_firmly, step_of(self.env).let_go
        extra, open_now = {}, {}
        found = reserved_firmly(self.env, list(promised))
        for id_, (kept, reserved) in found.items():
            one = promised[id_]
            had = reserved + sum(line.quantity for line in entered.get(id_, ()))
            room = max(0.0, one.quantity - had)
            extra[id_] = 0.0 if id_ in let_go else min(kept, room)
            if not one.is_chained and id_ not in let_go:
                open_now[id_] = whose_firm(id_, *one.whose), had, room
        more = kept_firmly(self.env, held, open_now) if held and held.whose else {}
        return {
            id_: reserved + max(extra[id_], more.get(id_, 0.0))
            for id_, (_kept, reserved) in found.items()
        }

    def _move(self, record, places, first, origins, brought, entered, firm):
        """Return a record of MOVES as the engine takes it.

        :param places: as of :meth:`_places`
        :param first: {(group id, product id): the first :class:`Maker` of a group}
        :param origins: {move id: [ids of its open origins]}
        :param brought: {move id: what its origins have brought}, where it has any
        :param entered: {move id: [:class:`~engine.snapshot.Entered`]}
        :param firm: {move id: what it has reserved under a firm promise}
        """
        id_, row, raw_mo, mo = record.id, record.row, record.raw_mo, record.mo
        source, target = places.get(record.source), places.get(record.target)
        maker, date = None, record.date
        if mo:
            making = self.makers[mo]
            date = making.date
            maker = making if making.product == record.product else None
        elif record.group and source and target and not raw_mo:
            # What an MO made is stored by a move of its own.
            maker = first.get((record.group, record.product))
        place, had = None, brought.get(id_)
        if raw_mo:
            place = (record.rank, COMPONENT, record.key, id_, 0)
        elif row:
            place = (record.rank, ROW, record.sequence, row, id_)
        if had is None and record.waits and (row or raw_mo or source):
            # Odoo waits for what it has not ordered yet, and takes nothing else.
            had = (("waits", id_), 0.0)
        return Move(
            *(id_, record.product, record.company, record.quantity, date),
            *(*(source or OUTSIDE), *(target or OUTSIDE)),
            *(places.get(record.final, OUTSIDE)[0], row, raw_mo, mo, place),
            *(tuple(origins.get(id_, ())), had is not None, had),
            maker and maker.made_for(),
            entered=tuple(entered.get(id_, ())),
            firm=firm.get(id_, 0.0),
        )

    def _places(self, records):
        """Return {id: (path, warehouse id)} of the internal places of records."""
        ids = {
            place
            for record in records.values()
            for place in (record.source, record.target, record.final)
        }
        found = self.env.execute_query(
            SQL(
                "SELECT id, parent_path, warehouse_id FROM stock_location"
                " WHERE id = ANY(%s) AND usage = 'internal'",
                list(filter(None, ids)),
            )
        )
        return {id_: (path, warehouse) for id_, path, warehouse in found}

    def _find_makers(self, records, products):
        """Read what :attr:`makers` has.

        :param products: ids of those that an MO may have been made of for another
        """
        query = SQL(
            MAKERS,
            products=products,
            ids=list({record.mo for record in records.values() if record.mo}),
            groups=list(
                {
                    record.group
                    for record in records.values()
                    if record.group and not (record.mo or record.raw_mo)
                }
            ),
            rows=list({record.row for record in records.values() if record.row}),
            parents=list(
                {record.raw_mo for record in records.values() if record.raw_mo}
            ),
        )
        for maker in map(Maker._make, self.env.execute_query(query)):
            self.makers[maker.id] = maker

    def _chains(self, records):
        """Return what was chained before moves.

        :return: {move id: [ids of its open origins]}, {move id: (ids of its origins
            that are done, what they have brought and no move of theirs has taken on)}
        """
        origins, done = defaultdict(list), defaultdict(dict)
        chained = [id_ for id_, record in records.items() if record.is_chained]
        if not chained:
            return origins, {}
        rows = self.env.execute_query(
            SQL(
                "SELECT rel.move_dest_id, origin.id, origin.state, origin.product_id,"
                f" {DONE.format(move='origin')}"
                " FROM stock_move_move_rel rel"
                " JOIN stock_move origin ON origin.id = rel.move_orig_id"
                " WHERE rel.move_dest_id = ANY(%s) AND origin.state <> 'cancel'"
                " ORDER BY origin.date, origin.id",
                chained,
            )
        )
        for move, origin, state, product, quantity in rows:
            if product == records[move].product:
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

    def _of_others(self, records, places):
        """Return {move id: what of it is ours} of what comes for others, in part.

        What leaves a place of ours is in :meth:`_entered`.

        :param places: as of :meth:`_places`
        """
        asked = [
            id_
            for id_, record in records.items()
            if record.is_entered and record.source not in places
        ]
        rows = self.env.execute_query(SQL(OF_OTHERS, asked)) if asked else ()
        return {
            id_: max(0.0, records[id_].quantity - quantity) for id_, quantity in rows
        }

    def _entered(self, records):
        """Return {move id: [what somebody has entered by hand in it]}."""
        found = defaultdict(list)
        entered = [id_ for id_, record in records.items() if record.is_entered]
        if not entered:
            return found
        rows = self.env.execute_query(SQL(ENTERED_LINES, entered))
        for move, *line in rows:
            found[move].append(Entered(*line))
        return found
