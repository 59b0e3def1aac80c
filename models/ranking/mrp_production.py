from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..base.guard import produces
from ..base.states import OPEN_STATES
from . import messages


class MrpProduction(models.Model):
    """The place of an MO in the ranking (behaviour 3)."""

    _name = "mrp.production"
    _inherit = ["mrp.production", "make.schedule.mixin"]
    _schedule_order = "schedule_rank, schedule_key, id"

    schedule_parent_id = fields.Many2one(
        "mrp.production",
        "Parent MO",
        compute="_compute_schedule_parent_id",
        store=True,
        index="btree_not_null",
        ondelete="set null",
        protected=True,
        help="The one open order that this subassembly is made for. It stands"
        " directly above it in the ranking.",
    )
    schedule_rank = fields.Float(
        compute="_compute_schedule_rank", store=True, recursive=True
    )
    schedule_key = fields.Float(
        "Place in its block",
        copy=False,
        readonly=True,
        aggregator=None,
        protected=True,
        technical=True,
        help="Sorts the orders that share a rank: those of one sales order, and"
        " subassemblies.",
    )

    _schedule_idx = models.Index("(company_id, schedule_rank)")
    _schedule_open_idx = models.Index(
        "(company_id, schedule_rank, schedule_key, id)"
        " WHERE state IN ('confirmed', 'progress', 'to_close')"
    )

    @api.depends("production_group_id.parent_ids.production_ids.state")
    def _compute_schedule_parent_id(self):
        for mo in self:
            parents = mo.production_group_id.parent_ids.production_ids.filtered(
                lambda parent: parent.state in OPEN_STATES
            )
            mo.schedule_parent_id = parents if len(parents) == 1 else False

    @api.depends("mto_order_id.schedule_rank", "schedule_parent_id.schedule_rank")
    def _compute_schedule_rank(self):
        for mo in self:
            block = mo.mto_order_id or mo.schedule_parent_id
            mo.schedule_rank = (block or mo).schedule_rank

    def _schedule_open_domain(self):
        return [("state", "in", OPEN_STATES)]

    def _schedule_open_sql(self, alias, query):
        state = self._field_to_sql(alias, "state", query)
        return SQL("%s IN %s", state, OPEN_STATES)

    def _schedule_done_domain(self):
        return [("state", "=", "done")]

    def _schedule_moving(self):
        return self.browse().concat(*(mo._schedule_block() for mo in self))

    def _schedule_demands(self):
        return self._schedule_with_parts().move_raw_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )

    def _schedule_check_target(self, records, target):
        result = super()._schedule_check_target(records, target)
        units = records._schedule_units()
        if target._schedule_root() in units and len(units) > 1:
            raise UserError(messages.moves_along(self.env, mo=target.display_name))
        return result

    def _schedule_place(self, target, *, before):
        block = target._schedule_block()
        if self._schedule_units() == target._schedule_units():
            return self._schedule_reorder(block, target, before)
        # A block is never torn apart: below its first MO is below all of it.
        return super()._schedule_place(target, before=before and target == block[0])

    def _schedule_enter(self):
        """Give newly confirmed MOs their places (behaviour 3.5).

        An MTO MO goes to the end of its order's block, a subassembly directly above
        its parent, any other MO to the end of the ranking.
        """
        news = self.filtered(lambda mo: mo.state in OPEN_STATES)
        roots = news.filtered(lambda mo: mo._schedule_root() == mo)
        roots._schedule_to_end()
        # Core confirms a subassembly before its parent: it gets its place here.
        entering = news._schedule_with_parts()
        for members in entering.grouped(_block_of).values():
            members._schedule_enter_block()

    def _schedule_leave(self, rank):
        """Give MOs that left a block a place directly below it (behaviour 3.5)."""
        if self:
            self.env["make.schedule.line"]._place(
                list(self), self.company_id, rank, before=False
            )

    def _schedule_leave_closed(self):
        """Let subassemblies whose parent has closed stand on their own."""
        alone = self.exists().filtered(
            lambda mo: not mo.schedule_parent_id and not mo.mto_line_id
        )
        for mos in alone.grouped(_block_of).values():
            mos._schedule_leave(mos[0].schedule_rank)

    def _schedule_check_access(self):
        # sale_mrp lets salesmen write MOs: who does not produce ranks through the
        # orders that are the caller's to write.
        super()._schedule_check_access()
        if produces(self.env):
            return
        for unit in self.sudo()._schedule_units():
            if unit._name != "sale.order":
                raise AccessError(messages.ranked_by_manufacturing_users(self.env))
            unit.with_env(self.env).check_access("write")


def _block_of(mo):
    """Return what the MOs of one block have in common."""
    return mo.company_id, mo.schedule_rank
