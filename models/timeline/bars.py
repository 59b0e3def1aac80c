"""The bars of some MOs, or of their tasks, as the client draws them."""

from datetime import timedelta
from math import inf

from odoo import fields

from ...engine.working_time import WorkingTime
from ..allocation.mrp_production_customer import customer_name
from ..base.quantity import much
from ..base.states import OPEN_STATES
from ..deadlines.lead_time import LEAD_TIME
from . import messages

# What is closed for so long is a closed day, not a night.
CLOSED = timedelta(hours=20)
NOBODY, HIDDEN = 0, -1


class Bars:
    """What stands between two moments.

    :param mos: as the caller reads them
    :param start: a moment; :param end: another one
    :param by: ``order`` or ``center``
    :param tasks: whether the bars are tasks; an MO without any is one itself
    """

    def __init__(self, mos, start, end, by, tasks):
        self.env, self.by, self.tasks = mos.env, by, tasks
        self.start, self.end = start, end
        self.mos = mos.sorted(
            lambda mo: (mo.state not in OPEN_STATES, mo.schedule_rank, mo.id)
        )
        # {company: its centers}, {group id: name}
        self.centers, self.names = {}, {}
        self.now = fields.Datetime.now()
        self.told = self._bars()

    def _bars(self):
        whole, of_tasks = {}, {}
        deadlines = self.env["make.schedule.deadlines"].sudo()
        for company, mos in self.mos.sudo().grouped("company_id").items():
            found, own, self.centers[company] = deadlines._spans(mos, company)
            whole |= found
            of_tasks |= own
        return [
            self._bar(mo, task, span)
            for mo in self.mos
            for task, span in self._spans_of(mo, whole, of_tasks)
            if span[0] < self.end and span[1] >= self.start
        ]

    def _spans_of(self, mo, whole, of_tasks):
        """Yield (task or None, (start, end)) of the bars of an MO."""
        if self.tasks and mo.workorder_ids:
            for task in mo.workorder_ids:
                if task.id in of_tasks:
                    yield task, of_tasks[task.id]
        elif mo.id in whole and (not self.tasks or self.by == "center"):
            yield None, whole[mo.id]

    def _bar(self, mo, task, span):
        record = task or mo
        unit = mo.product_uom_id
        quantity = much(mo.env, mo.product_id, mo.product_qty, unit)
        start, end = map(fields.Datetime.to_string, span)
        return {
            "id": f"{record._name},{record.id}",
            "model": record._name,
            "res_id": record.id,
            "mo": mo.id,
            "name": mo.name,
            "group": self._group(mo, task),
            "start": start,
            "end": end,
            "text": f"{task.name} · {quantity}" if task else quantity,
            "whom": mo.whom_display or "",
            "late": mo.deadline_late,
            "status": mo.production_status,
            "place": mo.schedule_position,
            "due": fields.Datetime.to_string(mo.schedule_deadline or None) or False,
        }

    def _group(self, mo, task):
        if self.by == "center":
            center = task.workcenter_id if task else self.env["mrp.workcenter"]
            self.names[center.id or NOBODY] = center.display_name or messages.no_center(
                self.env
            )
            return center.id or NOBODY
        claims = mo.customer_claims or mo._schedule_top().customer_claims
        if not claims:
            self.names[NOBODY] = messages.nobody(self.env)
            return NOBODY
        key = claims[0]["order_id"] or HIDDEN
        named = claims[0]["partner"] and claims[0]["order_id"]
        self.names[key] = customer_name(claims[0]) if named else claims[0]["order"]
        return key

    @property
    def groups(self):
        """Return the groups: sales orders by rank, work centers by name, none last."""
        keys = dict.fromkeys(bar["group"] for bar in self.told)
        if self.by == "center":
            keys = sorted(keys, key=lambda key: self.names[key])
        else:
            # The order of Sell alone: no more is told of who may not be read.
            orders = (
                self.env["sale.order"].sudo().browse(key for key in keys if key > 0)
            )
            ranks = {order.id: (order.schedule_rank, order.id) for order in orders}
            keys = sorted(keys, key=lambda key: ranks.get(key, (inf, key)))
        keys = sorted(keys, key=lambda key: key == NOBODY)
        return [{"id": key, "name": self.names[key]} for key in keys]

    @property
    def closed(self):
        """Return the closed days, of each work center or of the company."""
        if self.by == "center":
            shown = {group["id"] for group in self.groups}
            lanes = {
                key: center.time
                for centers in self.centers.values()
                for key, center in centers.items()
                if key in shown
            }
        else:
            lanes = {False: self._company_time()}
        return [
            {
                "group": group,
                "start": fields.Datetime.to_string(low),
                "end": fields.Datetime.to_string(high),
            }
            for group, time in lanes.items()
            for low, high in self._gaps(time)
        ]

    def _company_time(self):
        company = self.env.company.sudo()
        deadlines = self.env["make.schedule.deadlines"].sudo()
        return WorkingTime(deadlines._company_spans(company, self.now, self.end))

    def _gaps(self, time):
        """Yield (start, end) of what is closed for a day or more, from now on."""
        last = max(self.start, self.now)
        for low, high in time.spans(time.worked(last), time.worked(self.end)):
            if low - last >= CLOSED:
                yield last, low
            last = high
        if self.end - last >= CLOSED:
            yield last, self.end

    @property
    def frozen(self):
        """Return until when the workshop's plan does not move, or False."""
        deadlines = self.env["make.schedule.deadlines"].sudo()
        found = [
            deadlines._frozen_until(
                warehouse, self.centers[warehouse.company_id][LEAD_TIME], self.now
            )
            for warehouse in self.mos.sudo().picking_type_id.warehouse_id
        ]
        return (
            fields.Datetime.to_string(max(filter(None, found), default=None)) or False
        )
