"""How busy work centers are, day by day (behaviour 13)."""

from collections import defaultdict
from datetime import timedelta

from pytz import timezone

from odoo import fields, models
from odoo.tools import SQL

from ..base.states import OPEN_STATES
from ..base.working_days import by_day

# Minutes of a day by which a load has to change to be written.
TOLERANCE = 15
# Planned, and on no day: an empty object would be stored as nothing at all.
NONE = {"1970-01-01": 0}


class MrpWorkorder(models.Model):
    _inherit = "mrp.workorder"

    schedule_load = fields.Json(
        copy=False,
        readonly=True,
        protected=True,
        technical=True,
        help="{day: minutes} that this task takes of its work center, as the automatic"
        " deadlines plan it.",
    )

    def _schedule_set_load(self, centers):
        """Note what these tasks take of their work centers, where that has changed.

        :param centers: {work center id: :class:`Center`} that they are planned on
        """
        for task in self.filtered(lambda task: task.state not in ("done", "cancel")):
            center = task.workcenter_id
            zone = zone_of(center)
            load = defaultdict(float)
            for day, start, end in by_day(centers[center.id].spans(task.id), zone):
                load[day.isoformat()] += (end - start).total_seconds() / 60
            load = dict(load) or NONE
            if _differ(load, task.schedule_load or {}):
                task.schedule_load = load
            begin = next(centers[center.id].spans(task.id), (None,))[0]
            if _is_another(begin, task.schedule_begin):
                task.schedule_begin = begin.replace(microsecond=0)


def zone_of(center):
    """Return the time zone in which the days of a work center begin."""
    return timezone(center.resource_calendar_id.tz or center.tz or "UTC")


def _is_another(begin, known):
    """Tell whether a begin is to be written: minutes pass all the time."""
    if not begin or not known:
        return bool(begin)
    return abs(begin - known) >= timedelta(minutes=TOLERANCE)


def _differ(load, known):
    return load.keys() != known.keys() or any(
        abs(load[day] - known[day]) >= TOLERANCE for day in known
    )


class MakeScheduleLoad(models.Model):
    """What an open task takes of its work center on one day; stored on the task.

    As the automatic deadlines plan it; where they do not, it stands on the working
    days before the production deadline that it needs
    (:meth:`~.load_before.MakeScheduleLoad._schedule_before_deadlines`).
    """

    _name = "make.schedule.load"
    _description = "Load of work centers"
    _auto = False
    _log_access = False
    _rec_name = "workorder_id"
    _order = "date, workcenter_id, id"
    _depends = {
        "mrp.workorder": [
            "production_id",
            "workcenter_id",
            "state",
            "duration_expected",
            "duration",
            "schedule_load",
        ],
        "mrp.production": ["product_id", "company_id", "state", "date_deadline"],
        "mrp.workcenter": ["resource_calendar_id"],
        "resource.calendar": ["tz"],
        "stock.warehouse": ["company_id", "automatic_deadlines"],
    }

    workorder_id = fields.Many2one(
        "mrp.workorder", "Task", readonly=True, help="Work order."
    )
    task_name = fields.Char(
        "Step", related="workorder_id.name", help="What is done, without its order."
    )
    production_id = fields.Many2one(
        "mrp.production", "MO", readonly=True, help="The order that it is a step of."
    )
    product_id = fields.Many2one(
        "product.product", readonly=True, help="What the order makes."
    )
    workcenter_id = fields.Many2one(
        "mrp.workcenter", "Work center", readonly=True, help="Where it is done."
    )
    company_id = fields.Many2one("res.company", readonly=True, help="Owning company.")
    date = fields.Date(
        "Day",
        readonly=True,
        help="Day of the work; none where the order has no deadline.",
    )
    hours = fields.Float(readonly=True, help="Hours planned on that day.")

    @property
    def _table_query(self):
        before = self._schedule_before_deadlines()
        return SQL(
            """
            WITH before AS (
                SELECT key::int AS task_id, value AS load
                  FROM jsonb_each(%s::jsonb)
            )
            SELECT row_number() OVER (ORDER BY task.id, part.key) AS id,
                   task.id AS workorder_id,
                   mo.id AS production_id,
                   mo.product_id,
                   task.workcenter_id,
                   mo.company_id,
                   NULLIF(part.key, '')::date AS date,
                   part.value::numeric / 60 AS hours
              FROM mrp_workorder task
              JOIN mrp_production mo ON mo.id = task.production_id
              LEFT JOIN before ON before.task_id = task.id
              -- What has no deadline is to be done some day.
              CROSS JOIN LATERAL jsonb_each_text(COALESCE(
                  before.load,
                  CASE WHEN EXISTS (
                      SELECT FROM stock_warehouse warehouse
                       WHERE warehouse.company_id = mo.company_id
                         AND warehouse.automatic_deadlines
                  ) THEN task.schedule_load END,
                  jsonb_build_object('', GREATEST(
                      0, task.duration_expected - COALESCE(task.duration, 0)
                  ))
              )) part
             WHERE task.state NOT IN ('done', 'cancel')
               AND mo.state IN %s
               AND mo.company_id IN %s
               AND part.value::numeric > 0
            """,
            before,
            OPEN_STATES,
            tuple(self.env.companies.ids),
        )
