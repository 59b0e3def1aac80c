from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...engine import ranking
from ..base.guard import BY_SCHEDULE
from ..base.states import OPEN_STATES
from . import messages


def _block_of(mo):
    """Return what the MOs of one block have in common."""
    return mo.company_id, mo.schedule_rank


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

    def _schedule_root(self):
        """Return the unit of the number line that this MO moves with."""
        self.ensure_one()
        if self.mto_order_id:
            return self.mto_order_id
        return (
            self.schedule_parent_id._schedule_root()
            if self.schedule_parent_id
            else self
        )

    def _schedule_units(self):
        return list(dict.fromkeys(mo._schedule_root() for mo in self))

    def _schedule_demands(self):
        return self._schedule_with_parts().move_raw_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )

    def _schedule_with_parts(self):
        """Return these MOs and their subassemblies at every level."""
        mos, level = self, self
        while level := self.search([("schedule_parent_id", "in", level.ids)]) - mos:
            mos |= level
        return mos

    def _schedule_block(self):
        """Return the open MOs that share this MO's unit, as Schedule shows them."""
        self.ensure_one()
        return self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("schedule_rank", "=", self.schedule_rank),
                *self._schedule_open_domain(),
            ],
            order=self._schedule_order,
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

    def _schedule_reorder(self, block, target, before):
        """Move these MOs inside their own block, each with its subassemblies.

        A subassembly that is dropped on its own parent, or a parent on its
        subassembly, moves alone.
        """
        order = self._schedule_reordered(block, target, before)
        for key, mo in enumerate(self.browse(order), start=1):
            mo._schedule_set_key(key)

    def _schedule_reordered(self, block, target, before):
        """Return the ids of a block's MOs after :meth:`_schedule_reorder`."""
        moved = self.browse()
        for mo in self:
            tree = mo._schedule_tree(block)
            moved |= mo if target in tree else tree
        return ranking.insert(block.ids, moved.ids, target.id, before=before)

    def _schedule_tree(self, block):
        """Return this MO and, of the block, its subassemblies at every level."""
        tree, level = self, self
        children = block.grouped("schedule_parent_id")
        while level:
            level = self.browse().concat(
                *(children[mo] for mo in level if mo in children)
            )
            tree |= level
        return block & tree

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

    def _schedule_enter_block(self):
        """Place MOs, parents first, in the block that they all are of."""
        block = self[0]._schedule_block()
        order = (block - self).ids
        for mo in self:
            parent = mo.schedule_parent_id.id
            at = order.index(parent) if parent in order else len(order)
            order.insert(at, mo.id)
        for key, mo in enumerate(self.browse(order), start=1):
            mo._schedule_set_key(key)

    def _schedule_set_key(self, key):
        """Set the place in the block."""
        if self.schedule_key != key:
            self.with_context(schedule=BY_SCHEDULE).schedule_key = key

    def _schedule_leave(self, rank):
        """Give MOs that left a block a place directly below it (behaviour 3.5)."""
        if self:
            self.env["make.schedule.line"]._place(
                list(self), self.company_id, rank, before=False
            )

    def _schedule_children(self):
        """Return the subassemblies of these MOs."""
        return self.sudo().search([("schedule_parent_id", "in", self.ids)])

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
        if self.env.su or self.env.user.has_group("mrp.group_mrp_user"):
            return
        for unit in self.sudo()._schedule_units():
            if unit._name != "sale.order":
                raise AccessError(messages.ranked_by_manufacturing_users(self.env))
            unit.with_env(self.env).check_access("write")
