"""A drag is taken back in the one line that both lists are (behaviour 2)."""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..base.guard import internal
from ..base.messages import changed_since
from ..base.states import OPEN_STATES
from ..base.step import step
from ..base.told import are_ids, told
from . import messages

# What stands next to each of some ranks among what is open, and stays where it is.
BESIDE = """
    SELECT moved.rank, near.model, near.id
      FROM unnest(%(ranks)s::float8[]) AS moved(rank)
     CROSS JOIN LATERAL (
           SELECT * FROM (
               (SELECT 'sale.order' AS model, id, schedule_rank AS rank, 0 AS part
                  FROM sale_order
                 WHERE company_id = %(company)s AND schedule_open
                   AND schedule_rank %(compare)s moved.rank
                   AND schedule_rank <> ALL(%(without)s)
              ORDER BY schedule_rank %(order)s LIMIT 1)
               UNION ALL
               (SELECT 'mrp.production', id, schedule_rank,
                       (schedule_parent_id IS NOT NULL)::integer
                  FROM mrp_production
                 WHERE company_id = %(company)s AND state IN %(states)s
                   AND schedule_rank %(compare)s moved.rank
                   AND schedule_rank <> ALL(%(without)s)
              ORDER BY schedule_rank %(order)s, schedule_parent_id NULLS FIRST LIMIT 1)
           ) found
       ORDER BY rank %(order)s, model DESC, part LIMIT 1) near
"""


class MakeScheduleMixin(models.AbstractModel):
    """Documents that go back to where they stood."""

    _inherit = "make.schedule.mixin"

    @internal
    @step
    def schedule_drag_back(self, back=None):
        """Put these records back where they were before :meth:`schedule_drag`.

        That is before what followed them then, wherever that is by now.

        :param list back: what ``schedule_drag`` of these records returned
        :return: as :meth:`schedule_move`
        :raises UserError: where one of them is closed, or what followed is gone
        :raises AccessError: as :meth:`schedule_move`
        """
        self._schedule_check_access()
        records = self.sudo().exists()
        self.env["make.schedule.line"]._lock_first(records, ranks=True)
        records._schedule_check_open(self.ids)
        old = records._schedule_positions()
        units = {(unit._name, unit.id): unit for unit in records._schedule_units()}
        places = back if isinstance(back, list) else []
        self._schedule_refuse_moved(places, units)
        for place in places:
            match place:
                case ["block", list(keys)] if len(units) == 1:
                    records._schedule_set_keys(keys)
                case [str(model), id_, str(beside), other, bool(before)] if are_ids(
                    [id_, other]
                ):
                    if not (unit := units.get((model, id_))):
                        # It has left what it moved with.
                        raise UserError(messages.order_gone(self.env))
                    self._schedule_put(unit, beside, other, before)
        return self._schedule_moved(records, old)

    @internal
    @step
    def action_drag_back(self, back=None):
        """Do :meth:`schedule_drag_back`, and say so.

        :param list back: as of that
        :return: an action
        :raises UserError: as that
        :raises AccessError: as that
        """
        moves = self.schedule_drag_back(back)
        names = {record.id: record.display_name for record in self.sudo().browse(moves)}
        said = [
            messages.back_at(self.env, order=names[id_], place=place)
            for id_, (_old, place) in moves.items()
        ]
        return told("\n".join(said) or messages.back_in_places(self.env))

    def _schedule_refuse_moved(self, places, units):
        """Refuse to take back what stands elsewhere than where a move has left it.

        :param places: list of what the client sends, with some of
            :meth:`_schedule_stood`
        :param units: {(model, id): record} of what it is taken back of
        :raises UserError: naming it: somebody has moved it since, and that is his
        """
        for place in places:
            match place:
                case ["at", str(model), id_, rank, list(beside)] if are_ids([id_]):
                    unit = units.get((model, id_))
                    if unit and unit.schedule_rank != rank:
                        # Where there was no room left, all have other ranks.
                        if self._schedule_back([unit])[:1] != [[model, id_, *beside]]:
                            self._schedule_refuse_since(unit)
                case ["stood", list(keys)] if len(units) == 1:
                    now = self._schedule_keys()
                    if [key for key in now if key in keys] != [
                        key for key in keys if key in now
                    ]:
                        self._schedule_refuse_since(*units.values())

    def _schedule_refuse_since(self, unit):
        raise UserError(changed_since(self.env, names=unit.display_name))

    def _schedule_put(self, unit, model, id_, before):
        """Place a unit next to a document of the line."""
        known = model in ("sale.order", "mrp.production") and 0 < id_ < 2**31
        beside = known and self.env[model].sudo().browse(id_).exists()
        if not beside or beside.company_id != unit.company_id:
            raise UserError(messages.neighbours_gone(self.env, order=unit.display_name))
        self.env["make.schedule.line"]._place(
            [unit], unit.company_id, beside.schedule_rank, before=before
        )

    def _schedule_stood(self, units):
        """Return [["at", model, id, rank, what is beside]] of units that have moved.

        What stands elsewhere by now was moved by somebody else.
        """
        beside = {
            (model, id_): place for model, id_, *place in self._schedule_back(units)
        }
        return [
            [
                *("at", unit._name, unit.id, unit.schedule_rank),
                beside.get((unit._name, unit.id), []),
            ]
            for unit in units
        ]

    def _schedule_back(self, units):
        """Return what puts units of one company back, from the last to the first.

        :return: [[model, id, model of what stands beside, its id, whether before it]]
        """
        ranks = [unit.schedule_rank for unit in units]
        if not units:
            return []
        self.env.flush_all()
        company = units[0].company_id
        after = self._schedule_beside(company, ranks, SQL(">"), SQL("ASC"), [])
        above = self._schedule_beside(company, ranks, SQL("<"), SQL("DESC"), ranks)
        back = []
        for unit in sorted(units, key=lambda unit: unit.schedule_rank, reverse=True):
            before = unit.schedule_rank in after
            beside = (after if before else above).get(unit.schedule_rank)
            if beside:
                back.append([unit._name, unit.id, *beside, before])
        return back

    def _schedule_beside(self, company, ranks, compare, order, without):
        """Return {rank: (model, id)} of what stands next to ranks in the line."""
        rows = self.env.execute_query(
            SQL(
                BESIDE,
                ranks=ranks,
                company=company.id,
                compare=compare,
                order=order,
                without=without,
                states=OPEN_STATES,
            )
        )
        return {rank: (model, id_) for rank, model, id_ in rows}
