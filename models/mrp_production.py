from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import ranking
from .schedule_line import BY_SCHEDULE

OPEN_STATES = ("confirmed", "progress", "to_close")
# What the row alone decides on its MO (behaviour 5).
LOCKED_FIELDS = ("mto_line_id", "product_id", "product_uom_id", "product_qty")
PRODUCTION_STATUS = [
    ("not_started", "Not started"),
    ("blocked", "Blocked"),
    ("in_progress", "Work in progress"),
    ("partially_complete", "Partially complete"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
]


class MrpProduction(models.Model):
    _name = "mrp.production"
    _inherit = ["mrp.production", "make.schedule.mixin"]
    _schedule_order = "schedule_rank, schedule_key, id"

    mto_line_id = fields.Many2one(
        "sale.order.line",
        "Sales order row",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The sales order row that this order is made for, and for it alone. The"
        " row decides product and quantity.",
    )
    mto_order_id = fields.Many2one(
        related="mto_line_id.order_id",
        string="Made for order",
        store=True,
        index="btree_not_null",
        help="The sales order whose row this order is made for.",
    )
    make_type = fields.Selection(
        [("mto", "Make to order"), ("mts", "Make to stock")],
        compute="_compute_make_type",
        store=True,
        help="Make to order: for one sales order row alone. Make to stock: for"
        " whoever the ranking serves.",
    )
    unlink_reason = fields.Char(
        copy=False,
        readonly=True,
        tracking=True,
        help="Why this order is no longer made for its sales order row.",
    )
    unlinked_line_id = fields.Many2one(
        "sale.order.line",
        "Row it was made for",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The sales order row that this order was made for until it was unlinked.",
    )
    customer_display = fields.Char(
        "Customer",
        compute="_compute_customer_display",
        help="Whom this order is made for: customer and sales order.",
    )
    schedule_parent_id = fields.Many2one(
        "mrp.production",
        "Parent MO",
        compute="_compute_schedule_parent_id",
        store=True,
        index="btree_not_null",
        ondelete="set null",
        help="The one open order that this subassembly is made for. It stands"
        " directly above it in the ranking.",
    )
    schedule_rank = fields.Float(
        compute="_compute_schedule_rank", store=True, recursive=True
    )
    schedule_key = fields.Float(
        "Place in its block",
        digits=0,
        copy=False,
        readonly=True,
        aggregator=None,
        help="Sorts the orders that share a rank: those of one sales order, and"
        " subassemblies.",
    )
    production_status = fields.Selection(
        PRODUCTION_STATUS,
        compute="_compute_production_status",
        help="How far this order is made. Partially complete: part of it is in stock"
        " and this is the rest.",
    )
    schedule_deadline = fields.Datetime(
        "Delivery deadline",
        compute="_compute_schedule_deadline",
        compute_sudo=True,
        help="The delivery deadline of the sales order that this order is made for.",
    )

    _schedule_idx = models.Index("(company_id, schedule_rank)")
    _schedule_open_idx = models.Index(
        "(company_id, schedule_rank, schedule_key, id)"
        " WHERE state IN ('confirmed', 'progress', 'to_close')"
    )

    # -- fields ---------------------------------------------------------------

    @api.depends("mto_line_id")
    def _compute_make_type(self):
        for mo in self:
            mo.make_type = "mto" if mo.mto_line_id else "mts"

    @api.depends(
        "state",
        "qty_producing",
        "move_raw_ids.picked",
        "workorder_ids.state",
        "production_group_id.production_ids.state",
    )
    def _compute_production_status(self):
        closed = {"done": "done", "cancel": "cancelled", "draft": "not_started"}
        for mo in self:
            if mo.state in closed:
                mo.production_status = closed[mo.state]
            elif "done" in mo.production_group_id.production_ids.mapped("state"):
                mo.production_status = "partially_complete"
            else:
                started = mo._is_started()
                mo.production_status = "in_progress" if started else "not_started"

    @api.depends("mto_order_id.schedule_deadline")
    def _compute_schedule_deadline(self):
        for mo in self:
            mo.schedule_deadline = mo.mto_order_id.schedule_deadline

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

    # -- ranking (behaviour 3) ------------------------------------------------

    def _schedule_open_domain(self):
        return [("state", "in", OPEN_STATES)]

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
        mos, level = self, self
        while level := self.search([("schedule_parent_id", "in", level.ids)]):
            mos |= level
        return mos.move_raw_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )

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
            raise UserError(
                self.env._(
                    "%s moves along with its sales order: choose an order outside"
                    " those that move.",
                    target.display_name,
                )
            )
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
        moved = self.browse()
        for mo in self:
            tree = mo._schedule_tree(block)
            moved |= mo if target in tree else tree
        order = ranking.insert(block.ids, moved.ids, target.id, before=before)
        for key, mo in enumerate(self.browse(order), start=1):
            mo.schedule_key = key

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
        level, entering = news, news
        while level := self.search([("schedule_parent_id", "in", level.ids)]):
            entering |= level
        for members in entering.grouped("schedule_rank").values():
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
            if mo.schedule_key != key:
                mo.schedule_key = key

    def _schedule_leave(self, rank):
        """Give MOs that left a block a place directly below it (behaviour 3.5)."""
        if self:
            self.env["make.schedule.line"]._place(
                list(self), self.company_id, rank, before=False
            )

    # -- life of an MO --------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._check_mto_vals(vals_list)
        ranks = self.env["make.schedule.line"]._last(len(vals_list))
        for vals, rank in zip(vals_list, ranks, strict=True):
            vals.pop("schedule_rank", None)
            if not vals.get("mto_line_id"):
                vals["schedule_rank"] = rank
        return super().create(vals_list)

    def default_get(self, fields):
        # A context default is another way to forge the link.
        return {
            k: v for k, v in super().default_get(fields).items() if k != "mto_line_id"
        }

    def write(self, vals):
        self._check_mto_locks(vals)
        return super().write(vals)

    def action_confirm(self):
        drafts = self.filtered(lambda mo: mo.state == "draft")
        result = super().action_confirm()
        if not self.env.context.get("mto_adopt_later"):
            drafts._mto_adopt()
        drafts._schedule_enter()
        return result

    def _action_cancel(self):
        children = self._schedule_children()
        rows = self._mto_open_lines()
        result = super()._action_cancel()
        children._schedule_leave_closed()
        rows._mto_give_back()
        return result

    def button_mark_done(self):
        self._check_mto_quantity()
        # An MTO MO always leaves a backorder: its row waits for the rest.
        never = self.filtered(
            lambda mo: (
                mo.mto_line_id
                and mo.picking_type_id.create_backorder == "never"
                and mo._has_rest()
            )
        )
        if never:
            ids = {*self.env.context.get("mo_ids_to_backorder", ()), *never.ids}
            self = self.with_context(mo_ids_to_backorder=list(ids))
        children = self._schedule_children()
        result = super().button_mark_done()
        children._schedule_leave_closed()
        return result

    def _schedule_children(self):
        """Return the open subassemblies of these MOs."""
        return self.sudo().search(
            [("schedule_parent_id", "in", self.ids), *self._schedule_open_domain()]
        )

    def _schedule_leave_closed(self):
        """Let subassemblies whose parent has closed stand on their own."""
        alone = self.exists().filtered(
            lambda mo: (
                mo.state in OPEN_STATES
                and not mo.schedule_parent_id
                and not mo.mto_line_id
            )
        )
        for rank, mos in alone.grouped("schedule_rank").items():
            mos._schedule_leave(rank)

    def _get_backorder_mo_vals(self):
        vals = super()._get_backorder_mo_vals()
        vals["schedule_key"] = self.schedule_key
        if self.mto_line_id:
            vals["mto_line_id"] = self.mto_line_id.id
        return vals

    def _split_productions(self, *args, **kwargs):
        split = super(
            MrpProduction, self.with_context(schedule=BY_SCHEDULE)
        )._split_productions(*args, **kwargs)
        split = split.with_env(self.env)
        # The rest of an MO keeps its place: directly below what was made of it.
        backorders = (split - self).filtered(lambda mo: mo.state in OPEN_STATES)
        for group, mos in backorders.grouped("production_group_id").items():
            origin = self.filtered(
                lambda mo, group=group: mo.production_group_id == group
            )
            if origin[:1]._schedule_root() == origin[:1]:
                mos._schedule_leave(origin[:1].schedule_rank)
        return split

    def _pre_action_split_merge_hook(self, merge=False, split=False):
        result = super()._pre_action_split_merge_hook(merge=merge, split=split)
        self._check_mto_split()
        return result
