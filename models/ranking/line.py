from odoo import api, models
from odoo.tools import SQL

from ...engine import ranking
from ..base import step as schedule_step
from ..base.guard import BY_SCHEDULE

SEQUENCE = "make_schedule_rank_seq"
# Neighbours on each side that are spread when a gap is used up; the next width
# is tried where they are crowded too.
NEIGHBOURHOODS = (64, 1024, 16384, None)


class MakeScheduleLine(models.AbstractModel):
    """The number line of each company (architecture, idea 1).

    Sales orders and make-to-stock MOs hold the ranks; a linked MO or a
    subassembly shows its block's.
    """

    _name = "make.schedule.line"
    _description = "Number line of sales and manufacturing orders"

    @api.private
    def init(self):
        self.env.cr.execute(
            SQL("CREATE SEQUENCE IF NOT EXISTS %s", SQL.identifier(SEQUENCE))
        )

    @api.model
    def _lock(self, company):
        """Let one transaction at a time move orders of a company.

        Under REPEATABLE READ a second mover that began before the first one's
        commit gets a serialization error here, and Odoo tries its request again.
        """
        self.env.cr.execute(
            SQL(
                "UPDATE res_company SET schedule_moves = COALESCE(schedule_moves, 0)"
                " + 1 WHERE id = %s",
                company.id,
            )
        )

    @api.model
    def _lock_first(self, *documents, ranks=False):
        """Lock what a long step will change, before it does anything else.

        Everywhere in one order, companies and then documents by id, so that two steps
        never wait for each other. Who comes second waits here and is then told to try
        again, as by :meth:`_lock`, when he has done nothing yet: locks that are taken
        at a step's end make it fail again and again under load.

        :param documents: recordsets
        :param ranks: whether the step gives ranks
        """
        if ranks:
            companies = {record.company_id for found in documents for record in found}
            for company in sorted(companies, key=lambda company: company.id):
                self._lock(company)
        for records in documents:
            if ids := sorted(id_ for id_ in records._ids if id_):
                self.env.execute_query(
                    SQL(
                        "SELECT id FROM %s WHERE id = ANY(%s) ORDER BY id"
                        " FOR NO KEY UPDATE",
                        SQL.identifier(records._table),
                        ids,
                    )
                )

    @api.model
    def _last(self, count):
        """Return ``count`` ascending ranks below every rank there is."""
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s)::float8 FROM generate_series(1, %s)",
                SEQUENCE,
                count,
            )
        )
        return [rank for (rank,) in rows]

    @api.model
    def _place(self, units, company, rank, *, before):
        """Give units, in their order, the ranks next to a rank of the line.

        :param units: list of ``sale.order`` and root ``mrp.production`` records
        :param rank: the rank that they shall stand next to
        :param before: above it, else below it
        """
        self._lock(company)
        self.env.flush_all()
        for width in NEIGHBOURHOODS:
            # Read again after a spread, which gives other ranks.
            leaving = [unit.schedule_rank for unit in units]
            ranks = self._room(company, rank, before, leaving, len(units))
            if ranks:
                break
            rank = self._spread(company, rank, width)
        for unit, place in zip(units, ranks, strict=True):
            unit.with_context(schedule=BY_SCHEDULE).schedule_rank = place
        passed = zip([*units, *units], [*leaving, *ranks], strict=True)
        schedule_step.of(self.env).passed += passed

    def _room(self, company, rank, before, leaving, count):
        """Return ``count`` ranks next to ``rank``, or None in a used-up gap."""
        leaving = [other for other in leaving if other != rank]
        if before:
            (neighbour,) = self._ranks(company, rank, -1, 1, leaving) or [None]
            return ranking.between(neighbour, rank, count)
        (neighbour,) = self._ranks(company, rank, 1, 1, leaving) or [None]
        if neighbour is None:
            return self._last(count)
        return ranking.between(rank, neighbour, count)

    def _ranks(self, company, rank, side, limit, without=()):
        """Return the ranks nearest to ``rank`` on one side, nearest first.

        :param side: 1 for the ranks below it in the list (greater), -1 for above
        """
        compare, order = (SQL(">"), SQL("ASC")) if side > 0 else (SQL("<"), SQL("DESC"))
        nearest = [
            SQL(
                "(SELECT DISTINCT schedule_rank FROM %(table)s"
                " WHERE company_id = %(company)s AND schedule_rank %(compare)s %(rank)s"
                " AND schedule_rank <> 0 AND NOT schedule_rank = ANY(%(without)s)"
                " ORDER BY schedule_rank %(order)s LIMIT %(limit)s)",
                table=SQL.identifier(table),
                company=company.id,
                compare=compare,
                rank=rank,
                without=list(without),
                order=order,
                limit=limit,
            )
            for table in ("sale_order", "mrp_production")
        ]
        rows = self.env.execute_query(
            SQL(
                "SELECT schedule_rank FROM (%s UNION %s) line"
                " ORDER BY schedule_rank %s LIMIT %s",
                *nearest,
                order,
                limit,
            )
        )
        return [found for (found,) in rows]

    def _spread(self, company, rank, width):
        """Give a crowded neighbourhood even gaps again; return ``rank``'s new value.

        Whatever shares a rank (an order and its MOs) shares the new one.
        """
        above = self._ranks(company, rank, -1, width)
        below = self._ranks(company, rank, 1, width)
        old = [*reversed(above), rank, *below]
        # The outermost neighbours stay and are the bounds, unless the line ends.
        low = old.pop(0) if len(above) == width else None
        # Not even the last one passes what the next new order gets.
        high = old.pop() if len(below) == width else self._last(1)[0]
        new = ranking.between(low, high, len(old))
        if not new:
            return rank
        pairs = SQL("unnest(%s::float8[], %s::float8[]) AS pair(old, new)", old, new)
        update = SQL(
            "UPDATE %(table)s SET schedule_rank = pair.new FROM %(pairs)s"
            " WHERE company_id = %(company)s AND schedule_rank = pair.old",
            table=SQL.identifier("sale_order"),
            pairs=pairs,
            company=company.id,
        )
        self.env.cr.execute(
            SQL(
                "WITH orders AS (%s) UPDATE mrp_production SET schedule_rank = pair.new"
                " FROM %s WHERE company_id = %s AND schedule_rank = pair.old",
                update,
                pairs,
                company.id,
            )
        )
        for model in ("sale.order", "mrp.production"):
            self.env[model].invalidate_model(["schedule_rank"])
        return dict(zip(old, new, strict=True))[rank]
