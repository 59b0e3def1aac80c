from odoo import api, fields, models

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
        protected=True,
        help="The sales order row that this order is made for, and for it alone. The"
        " row decides product and quantity.",
    )
    mto_order_id = fields.Many2one(
        related="mto_line_id.order_id",
        string="Made for order",
        store=True,
        index="btree_not_null",
        protected=True,
        help="The sales order whose row this order is made for.",
    )
    make_type = fields.Selection(
        [("mto", "Make to order"), ("mts", "Make to stock")],
        "Made to order or to stock",
        compute="_compute_make_type",
        store=True,
        protected=True,
        help="Make to order: for one sales order row alone. Make to stock: for"
        " whoever the ranking serves.",
    )
    unlink_reason = fields.Char(
        "Why unlinked",
        copy=False,
        readonly=True,
        protected=True,
        help="Why this order is no longer made for its sales order row.",
    )
    unlinked_line_id = fields.Many2one(
        "sale.order.line",
        "Row it was made for",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        protected=True,
        help="The sales order row that this order was made for until it was unlinked.",
    )
    customer_display = fields.Char(
        # OCA's mrp_sale_info has a field named Customer.
        "Customer and order",
        compute="_compute_availability",
        help="Whom this order is made for: customer and sales order.",
    )
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
    production_status = fields.Selection(
        PRODUCTION_STATUS,
        compute="_compute_production_status",
        compute_sudo=True,
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
            elif mo._has_made_part():
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

    # -- life of an MO --------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._check_mto_vals(vals_list)
        # One dict may be given for several: core writes each one's name into it.
        return super().create([dict(vals) for vals in vals_list])

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if "reference_ids" not in (default or {}):
            # A copy is made for nobody; backorders say whose they are.
            for mo, vals in zip(self.sudo(), vals_list, strict=True):
                if mo.mto_line_id or mo.unlinked_line_id:
                    moves = vals.get("move_raw_ids", []) + vals["move_finished_ids"]
                    for own in (vals, *(move_vals for _code, _id, move_vals in moves)):
                        own.pop("reference_ids", None)
        return vals_list

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
        self._mto_closed()
        return result

    def button_mark_done(self):
        self._check_mto_quantity()
        # An MTO MO always leaves a backorder: its row waits for the rest.
        never = self.sudo().filtered(
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
        self._mto_closed()
        return result

    def _get_backorder_mo_vals(self):
        vals = super()._get_backorder_mo_vals()
        mo = self.sudo()
        vals["schedule_key"] = mo.schedule_key
        if mo.mto_line_id:
            vals["mto_line_id"] = mo.mto_line_id.id
        # The flag is the rest's: what is made is no longer to be decided.
        for name in ("unlink_reason", "unlinked_line_id", "review_reason"):
            vals[name] = mo._fields[name].convert_to_write(mo[name], mo)
        return vals

    def _split_productions(self, *args, **kwargs):
        children = self._schedule_children()
        split = super(
            MrpProduction, self.with_context(schedule=BY_SCHEDULE)
        )._split_productions(*args, **kwargs)
        split = split.with_env(self.env)
        children._schedule_leave_closed()
        # The rest of an MO keeps its place: directly below what was made of it.
        backorders = (split - self).filtered(lambda mo: mo.state in OPEN_STATES)
        for group, mos in backorders.grouped("production_group_id").items():
            origin = self.filtered(
                lambda mo, group=group: mo.production_group_id == group
            )
            if origin[:1]._schedule_root() == origin[:1]:
                mos._schedule_leave(origin[:1].schedule_rank)
        backorders._mto_flag_rests()
        return split

    def _pre_action_split_merge_hook(self, merge=False, split=False):
        result = super()._pre_action_split_merge_hook(merge=merge, split=split)
        self._check_mto_split()
        return result

    def action_merge(self):
        action = super().action_merge()
        merged = self.browse(action.get("res_id"))
        merged.filtered(lambda mo: mo.state in OPEN_STATES)._schedule_enter()
        return action

    def _post_inventory(self, cancel_backorder=False):
        # What is produced is recorded here, and nowhere else (behaviour 5).
        return super(
            MrpProduction, self.with_context(schedule=BY_SCHEDULE)
        )._post_inventory(cancel_backorder=cancel_backorder)

    def _set_qty_producing(self, pick_manual_consumption_moves=True):
        # Serial numbers are put on the finished move here (core's, as above).
        result = super(
            MrpProduction, self.with_context(schedule=BY_SCHEDULE)
        )._set_qty_producing(pick_manual_consumption_moves)
        for mo in self.sudo().filtered("mto_line_id"):
            mo._check_mto_producing(mo.qty_producing)
        return result
