from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _name = "res.config.settings"
    _inherit = ["res.config.settings", "make.schedule.guard"]

    reserve_by_rank = fields.Boolean(
        related="company_id.reserve_by_rank", readonly=False
    )
    mts_lead_days = fields.Integer(related="company_id.mts_lead_days", readonly=False)
    mto_change_policy = fields.Selection(
        related="company_id.mto_change_policy", readonly=False
    )
    connector_change_policy = fields.Selection(
        related="company_id.connector_change_policy", readonly=False
    )
    new_order_rank = fields.Selection(
        related="company_id.new_order_rank", readonly=False
    )
    promise_buffer_days = fields.Integer(
        related="company_id.promise_buffer_days", readonly=False
    )
    rank_partner_field = fields.Selection(
        related="company_id.rank_partner_field", readonly=False
    )
    automatic_warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Automatic production deadlines",
        compute="_compute_automatic_warehouse_ids",
        inverse="_inverse_automatic_warehouse_ids",
        domain="[('company_id', '=', company_id)]",
        help="The warehouses whose production deadlines are when the ranking, the work"
        " centers' working hours and what is bought allow it.",
    )

    @api.depends("company_id")
    def _compute_automatic_warehouse_ids(self):
        for settings in self:
            warehouses = settings._schedule_company_warehouses()
            settings.automatic_warehouse_ids = warehouses.filtered(
                "automatic_deadlines"
            )

    def _inverse_automatic_warehouse_ids(self):
        # As superuser: only administrators may create settings, and not all of them
        # manage warehouses.
        for settings in self:
            chosen = settings.automatic_warehouse_ids
            for warehouse in settings._schedule_company_warehouses().sudo():
                wanted = warehouse in chosen
                if warehouse.automatic_deadlines != wanted:
                    warehouse.automatic_deadlines = wanted

    def _schedule_company_warehouses(self):
        """Return the warehouses of the company whose settings these are."""
        self.ensure_one()
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id)]
        )
