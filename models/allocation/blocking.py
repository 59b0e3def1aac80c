"""Which ingredients hold up production (behaviour 8, from behaviour 4)."""

from odoo import api, fields, models


class MakeScheduleBlocking(models.Model):
    """A product that open MOs wait for: true at every read, stored nowhere."""

    _name = "make.schedule.blocking"
    _inherit = ["make.schedule.guard"]
    _description = "Blocking ingredient"
    _auto = False
    _log_access = False
    _rec_name = "product_id"
    _order = "mo_count desc, missing_qty desc, id"

    product_id = fields.Many2one(
        "product.product", "Ingredient", readonly=True, help="What is waited for."
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", readonly=True, help="Where it is waited for."
    )
    company_id = fields.Many2one("res.company", readonly=True, help="Owning company.")
    vendor_id = fields.Many2one(
        "res.partner",
        "Vendor",
        readonly=True,
        help="Who sells it first.",
    )
    product_uom_id = fields.Many2one(
        related="product_id.uom_id", help="The unit of the quantities."
    )
    # What holds up one order counts with each ingredient: a sum of it means nothing.
    mo_count = fields.Integer(
        "MOs held up",
        aggregator=None,
        readonly=True,
        help="How many open manufacturing orders do not have it in stock.",
    )
    order_count = fields.Integer(
        "Sales orders held up",
        aggregator=None,
        readonly=True,
        help="How many sales orders those manufacturing orders serve.",
    )
    order_names = fields.Char(
        "Sales orders", readonly=True, help="Those sales orders, by rank."
    )
    missing_qty = fields.Float(
        "Missing",
        aggregator=None,
        digits="Product Unit",
        readonly=True,
        help="Not covered by stock or expected supply.",
    )
    expected_qty = fields.Float(
        "Expected",
        aggregator=None,
        digits="Product Unit",
        readonly=True,
        help="What they wait for and is expected.",
    )
    draft_qty = fields.Float(
        "In draft orders",
        digits="Product Unit",
        compute="_compute_draft_qty",
        help="What is on requests for quotation that are not confirmed yet: it is not"
        " expected before they are.",
    )
    date = fields.Datetime(
        "Expected on", readonly=True, help="When the last of what is expected comes."
    )
    late = fields.Boolean(
        readonly=True, help="Part of what is expected should have come by now."
    )
    can_make = fields.Boolean(
        compute="_compute_can",
        help="Some is missing that can be made, and the user may make it.",
    )
    can_buy = fields.Boolean(
        compute="_compute_can",
        help="Some is missing that can be bought, and the user may replenish it.",
    )

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, **options):
        # Core leaves those without a vendor folded (web_read_group): they are the ones
        # that somebody has to make.
        unfolds = options.get("auto_unfold") and not options.get("opening_info")
        if unfolds and len(groupby) == 1:
            shown = {"offset": 0, "limit": options.get("unfold_read_default_limit", 80)}
            first = {"value": False, "folded": False, **shown}
            options = {**options, "opening_info": [first]}
        return super().web_read_group(domain, groupby, *args, **options)

    def _compute_can(self):
        claims = self.env["make.schedule.claims"]
        for line in self:
            product = line.product_id.with_company(line.company_id)
            can = claims._schedule_claim_missing(product, 0, line.warehouse_id)
            missing = product.uom_id.compare(line.missing_qty, 0) > 0
            line.can_make = missing and can["can_make"]
            more = product.uom_id.compare(line._to_buy(), 0) > 0
            line.can_buy = more and can["can_buy"]
