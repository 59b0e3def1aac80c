from odoo import models

from ..base.quantity import is_made
from ..base.told import known_before


class MrpProduction(models.Model):
    """The work that an order had when it was done, given back to the one that goes on
    when that is undone (behaviour 2)."""

    _inherit = "mrp.production"

    def _schedule_work(self):
        """Return [[task id, state, quantity]] of tasks of one that have begun."""
        self.ensure_one()
        return [
            [task.id, task.state, task.qty_produced]
            for task in self.workorder_ids
            if task.state in ("progress", "done")
        ]

    def _schedule_give_work_back(self, work):
        """Let the order that goes on with this one have its work, and the time of it.

        Not where that is more than this one was, or has work of its own.

        :param work: as of :meth:`_schedule_work`, from a client
        """
        self.ensure_one()
        again = self.taken_back_id
        made = self._mto_made_in(again.product_uom_id) if again else 0.0
        if (
            not again
            or again._schedule_work()
            or again.product_uom_id.compare(made, again.product_qty)
        ):
            return
        known = {task: (state, quantity) for task, state, quantity in _triples(work)}
        for mine, task in self._schedule_tasks_beside(again):
            state, quantity = known.get(mine.id, (None, 0.0))
            if not state:
                continue
            mine.time_ids.workorder_id = task
            if state == "done":
                task.qty_produced = quantity
                task.button_finish()
            elif state == "progress":
                task.state = state
        again.workorder_ids._compute_state()

    def _schedule_tasks_beside(self, again):
        """Return [(task of this order, the same one of another)]."""
        theirs = again.workorder_ids.grouped(
            lambda task: (task.operation_id, task.name)
        )
        found = []
        for task in self.workorder_ids:
            same = theirs.get((task.operation_id, task.name))
            if same:
                found.append((task, same[0]))
                theirs[task.operation_id, task.name] = same[1:]
        return found


def _triples(work):
    """Return the (task id, state, quantity) of a list that a client sends."""
    return [
        known
        for known in known_before(work, 3)
        if known[1] in ("progress", "done") and is_made(known[2])
    ]
