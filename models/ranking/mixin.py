from odoo import api, fields, models
from odoo.tools import SQL

from ..base.guard import BY_SCHEDULE


class MakeScheduleMixin(models.AbstractModel):
    """A document that stands in the ranking: a sales order or an MO.

    A model says which of its records are open (``_schedule_open_domain``), what
    sorts them (``_schedule_order``), and which units of the number line move
    when a record is dragged (``_schedule_units``).
    """

    _name = "make.schedule.mixin"
    _inherit = [
        "make.schedule.tables",
        "make.schedule.sorting",
        "make.schedule.guard",
    ]
    _description = "Document with a place in the ranking"
    _schedule_order = "schedule_rank, id"

    schedule_rank = fields.Float(
        "Sort key",
        copy=False,
        readonly=True,
        protected=True,
        technical=True,
        aggregator=None,
        groups="base.group_user",
        help="Sort key of the ranking that sales and manufacturing orders of a"
        " company share: the smaller is served first.",
    )
    schedule_position = fields.Integer(
        "Rank",
        compute="_compute_schedule_position",
        groups="base.group_user",
        help="Place among the open orders of this list: 1 is served first. Closed"
        " orders have none.",
    )

    def _schedule_set(self, vals_list):
        result = super()._schedule_set(vals_list)
        # What is new is served last. An MTO MO shows its order's rank.
        ranks = self.env["make.schedule.line"]._last(len(vals_list))
        for vals, rank in zip(vals_list, ranks, strict=True):
            if not vals.get("mto_line_id"):
                vals["schedule_rank"] = rank
        return result

    def _schedule_units(self):
        """Return the units of the number line that these records move with.

        :return: list of ``sale.order`` and root ``mrp.production`` records, each
            once, in order of first appearance (behaviour 3.2)
        """
        raise NotImplementedError

    def _schedule_place(self, target, *, before):
        """Place the records' units next to the target's (behaviour 3.4)."""
        (beside,) = target._schedule_units()
        self.env["make.schedule.line"]._place(
            self._schedule_units(),
            target.company_id,
            beside.schedule_rank,
            before=before,
        )

    @api.depends("schedule_rank", "company_id")
    def _compute_schedule_position(self):
        # Whoever moves, comes or goes changes the place of others.
        self.env["make.schedule.allocation"]._remember()
        positions = self._schedule_positions()
        for record in self:
            record.schedule_position = positions.get(record._origin.id, 0)

    def _schedule_positions(self):
        """Return {id: place from 1 on} of those of the records that are open."""
        companies = self.company_id
        if not self.ids or not companies:
            return {}
        # Counts what users of all rights see: a place, not a document.
        everyone = self.sudo().with_context(active_test=False)
        query = everyone._search(
            [("company_id", "in", companies.ids), *self._schedule_open_domain()],
            bypass_access=True,
        )
        table = SQL.identifier(self._table)
        columns = [
            SQL.identifier(self._table, c) for c in self._schedule_order.split(", ")
        ]
        place = SQL(
            "row_number() OVER (PARTITION BY %s ORDER BY %s)",
            SQL.identifier(self._table, "company_id"),
            SQL(", ").join(columns),
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT id, place FROM (%s) line WHERE id = ANY(%s)",
                query.select(SQL("%s.id", table), SQL("%s AS place", place)),
                list(self.ids),
            )
        )
        return dict(rows)

    def _schedule_to_end(self):
        """Give each of these records, in their order, a last place."""
        ranks = self.env["make.schedule.line"]._last(len(self)) if self else []
        for record, rank in zip(self, ranks, strict=True):
            record.with_context(schedule=BY_SCHEDULE).schedule_rank = rank
