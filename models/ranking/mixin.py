from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..base import step as schedule_step
from ..base.guard import BY_SCHEDULE, internal
from ..base.step import step
from . import messages


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

    @internal
    @step
    def schedule_move(self, before_id=False, after_id=False):
        """Place these records as a block next to another one (behaviour 3.2).

        Exactly one of the two is given.

        :param int before_id: id of the open record to stand directly above
        :param int after_id: id of the open record to stand directly below
        :return: {id: [old position, new position]} of these records
        :raises UserError: when a record or the target is closed, unknown or of
            another company, or the target moves with the records; nothing moves
        :raises AccessError: when the caller may not write the records
        """
        self._schedule_check_access()
        self.env["make.schedule.line"]._lock_first(self.sudo().exists(), ranks=True)
        target = self._schedule_target(before_id, after_id)
        records = self.sudo()
        old = records._schedule_positions()
        records._schedule_place(target, before=bool(before_id))
        return self._schedule_moved(records, old)

    def _schedule_moved(self, records, old):
        """Note, log and return a move that is made.

        :param records: these, as superuser
        :param old: {id: position} of before
        :return: {id: [old position, new position]}
        """
        records._schedule_note_move()
        self.env.flush_all()
        records.invalidate_recordset(["schedule_position"])
        new = records._schedule_positions()
        moves = {record.id: [old[record.id], new[record.id]] for record in self}
        moved = self.filtered(lambda record: len(set(moves[record.id])) > 1)
        moved._schedule_log(moves)
        return moves

    @internal
    def schedule_move_to(self, position):
        """Place these records as a block at a position of the list, from 1 on.

        A position beyond the last one is the last; the others close the gap.

        :param int position: where the first of them shall stand
        :return: as :meth:`schedule_move`
        :raises UserError: as :meth:`schedule_move`, and where nothing else is open
        """
        return self.schedule_move(**self._schedule_place_at(position))

    def _schedule_place_at(self, position):
        """Return where a position of the list is, as :meth:`schedule_move` takes it."""
        if type(position) is not int:
            raise UserError(messages.no_position(self.env))
        # As far down as PostgreSQL counts is the end of any list.
        position = min(max(1, position), 2**31)
        others = [
            ("company_id", "in", self.company_id.ids),
            ("id", "not in", self.sudo()._schedule_moving().ids),
            *self._schedule_open_domain(),
        ]
        everyone = self.sudo().with_context(active_test=False)
        place = everyone.search(
            others, order=self._schedule_order, offset=position - 1, limit=1
        )
        if place:
            return {"before_id": place.id}
        backwards = self._schedule_order.replace(",", " DESC,") + " DESC"
        last = everyone.search(others, order=backwards, limit=1)
        if not last:
            raise UserError(messages.nothing_else_ranked(self.env))
        return {"after_id": last.id}

    def _schedule_moving(self):
        """Return the records of this model that move when these do."""
        return self

    def _schedule_check_access(self):
        """Check the caller's own right to rank these records (behaviour 10)."""
        self.check_access("write")

    def _schedule_note_move(self):
        """Note in the running step what waits at other ranks now."""
        ranked = schedule_step.of(self.env).ranked
        for unit in self._schedule_units():
            ranked["stock.move"].update(unit._schedule_demands().ids)

    def _schedule_demands(self):
        """Return the open stock moves that a unit of the number line waits for."""
        raise NotImplementedError

    def _schedule_target(self, before_id, after_id):
        """Return the record to move next to, after every check of a move."""
        if bool(before_id) == bool(after_id):
            raise UserError(messages.before_or_after(self.env))
        records = self.sudo().exists()
        records._schedule_check_open(self.ids)
        wanted = before_id or after_id
        target = records.search(
            [
                # No bool, which Python counts among the integers.
                ("id", "=", wanted if type(wanted) is int and wanted < 2**31 else 0),
                ("company_id", "=", records.company_id.id),
                *self._schedule_open_domain(),
            ]
        )
        if not target:
            raise UserError(
                messages.no_open_order(
                    self.env,
                    order=self._schedule_name_of(wanted),
                    company=records.company_id.name,
                )
            )
        self._schedule_check_target(records, target)
        return target

    def _schedule_name_of(self, wanted):
        """Return the name of a document that a client names, or what it sent."""
        known = self.browse(wanted if type(wanted) is int and wanted < 2**31 else 0)
        found = known.exists()._filtered_access("read")
        return found.display_name or wanted

    def _schedule_check_open(self, ids):
        """Refuse where not all of some ids are open documents of one company."""
        if not self or len(self) != len(set(ids)):
            raise UserError(messages.order_gone(self.env))
        closed = self - self.filtered_domain(self._schedule_open_domain())
        if closed:
            raise UserError(
                messages.closed_unranked(
                    self.env, orders=", ".join(closed.mapped("display_name"))
                )
            )
        if len(self.company_id) > 1:
            raise UserError(messages.several_companies(self.env))

    def _schedule_check_target(self, records, target):
        """Refuse a target that itself moves."""
        if target in records:
            raise UserError(
                messages.next_to_itself(self.env, order=target.display_name)
            )

    def _schedule_log(self, moves):
        """Record in the chatter who moved what from where to where."""
        self.sudo()._message_log_batch(
            bodies={
                record.id: messages.moved(
                    self.env, old=moves[record.id][0], new=moves[record.id][1]
                )
                for record in self
            },
            author_id=self.env.user.partner_id.id,
        )

    def _schedule_to_end(self):
        """Give each of these records, in their order, a last place."""
        ranks = self.env["make.schedule.line"]._last(len(self)) if self else []
        for record, rank in zip(self, ranks, strict=True):
            record.with_context(schedule=BY_SCHEDULE).schedule_rank = rank

    def web_resequence(self, specification, field_name="sequence", offset=0):
        # Core writes 0, 1, 2… into the field: ranks of orders that the client's
        # filter hides would be met again. Keep the order asked for, as one move.
        if field_name != "schedule_rank":
            return super().web_resequence(specification, field_name, offset)
        if len(self) > 1:
            self[1:].schedule_move(after_id=self[0].id)
        return self.web_read(specification)
