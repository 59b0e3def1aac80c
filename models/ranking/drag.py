from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..base.guard import internal
from ..base.states import OPEN_STATES
from ..base.step import step
from ..base.told import told
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
    """A move in the ranking that can be taken back (behaviour 3.7).

    Both lists are one line: what one of them does not show stands between what it
    shows. So it is noted on the server what followed in the line.
    """

    _inherit = "make.schedule.mixin"

    @internal
    @step
    def schedule_drag(self, before_id=False, after_id=False, position=False):
        """Move these records, and note what takes that back.

        Drawn in docs/processes/drag.md.

        :param position: where the first of them shall stand; else one of the others,
            as of :meth:`schedule_move`
        :return: ``{"moves": as of schedule_move, "back": for schedule_drag_back}``, the
            latter empty where all stands where it stood
        :raises UserError: as :meth:`schedule_move` and :meth:`schedule_move_to`
        :raises AccessError: as :meth:`schedule_move`
        """
        self._schedule_check_access()
        records = self.sudo().exists()
        self.env["make.schedule.line"]._lock_first(records, ranks=True)
        units = records._schedule_units()
        back = self._schedule_back(units)
        order = len(units) == 1 and records._schedule_keys()
        if position is not False:
            moves = self.schedule_move_to(position)
        else:
            moves = self.schedule_move(before_id, after_id)
        if order and order != records._schedule_keys():
            # Only their block has another order.
            back = [["block", order]]
        elif back == self._schedule_back(units):
            # All stands where it stood: nothing is to be taken back.
            back = []
        return {"moves": moves, "back": back}

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
        for place in back if isinstance(back, list) else ():
            match place:
                case ["block", list(keys)] if len(units) == 1:
                    records._schedule_set_keys(keys)
                case [str(model), int(id_), str(beside), int(other), bool(before)]:
                    if not (unit := units.get((model, id_))):
                        # It has left what it moved with.
                        raise UserError(messages.order_gone(self.env))
                    self._schedule_put(unit, beside, other, before)
        return self._schedule_moved(records, old)

    def _schedule_move_told(self, moves, back):
        """Return the action that says that this document moved, with Undo.

        :param moves: as of :meth:`schedule_move`; :param back: as of
            :meth:`schedule_drag`
        """
        old, new = moves[self.id]
        message = messages.moved_from(self.env, order=self.name, old=old, new=new)
        return told(message, (self, "action_drag_back", [back]))

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

    def _schedule_put(self, unit, model, id_, before):
        """Place a unit next to a document of the line."""
        known = model in ("sale.order", "mrp.production") and 0 < id_ < 2**31
        beside = known and self.env[model].sudo().browse(id_).exists()
        if not beside or beside.company_id != unit.company_id:
            raise UserError(messages.neighbours_gone(self.env, order=unit.display_name))
        self.env["make.schedule.line"]._place(
            [unit], unit.company_id, beside.schedule_rank, before=before
        )

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

    def _schedule_keys(self):
        """Return what the order inside these records' one block is, or nothing."""
        return []

    def _schedule_set_keys(self, keys):
        """Give these records' one block an order of :meth:`_schedule_keys`."""


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def _schedule_keys(self):
        return self[:1]._schedule_block().ids if self else []

    def _schedule_set_keys(self, keys):
        block = self[0]._schedule_block()
        place = {id_: at for at, id_ in enumerate(keys) if isinstance(id_, int)}
        # What has come meanwhile stays at the end.
        order = block.sorted(lambda mo: place.get(mo.id, len(keys)))
        for key, mo in enumerate(order, start=1):
            mo._schedule_set_key(key)
