from odoo import fields, models
from odoo.fields import Domain

from ..base.states import OPEN_STATES, PRODUCTION_STATUS

SALES_ITEMS = [
    ("not_available", "Not available"),
    ("expected", "Expected"),
    ("in_stock", "In stock"),
    ("picked", "Picked"),
    ("not_applicable", "Not applicable"),
]
INGREDIENTS = [
    ("not_available", "Not available"),
    ("no_recipe", "No recipe"),
    ("expected", "Expected"),
    ("in_stock", "In stock"),
    ("processed", "Processed"),
    ("not_applicable", "Not applicable"),
]
# Core puts an MO's finished move among its row's moves too; what a vendor sends to the
# customer was never ours; what was only picked may be back where it was.
SHIPPED = [
    ("state", "=", "done"),
    ("product_id.is_storable", "=", True),
    ("production_id", "=", False),
    ("location_id.usage", "!=", "supplier"),
    ("location_dest_id.usage", "in", ("customer", "transit")),
]
# What was picked and put back again was not.
STILL_ORDERED = ["|", ("product_uom_qty", ">", 0), ("qty_delivered", ">", 0)]


class MakeScheduleAvailability(models.AbstractModel):
    """What the ranking gives a sales order, or a row of one, now (behaviour 4).

    A model computes the fields in ``_compute_availability``, and says which of its
    documents are live, shipped and made for.
    """

    _name = "make.schedule.availability"
    _inherit = "make.schedule.grouping"
    _description = "Availability by rank"
    _schedule_grouped = (
        "sales_items_availability",
        "ingredients_availability",
        "production_status",
    )

    sales_items_availability = fields.Selection(
        SALES_ITEMS,
        "Sales items",
        compute="_compute_availability",
        search="_search_sales_items_availability",
        groups="base.group_user",
        help="Whether the ranking serves this: from stock, from what is expected, or"
        " not; of an order, the worst of its rows. On a quotation: if it were"
        " confirmed now, last in rank.",
    )
    ingredients_availability = fields.Selection(
        INGREDIENTS,
        "Ingredients",
        compute="_compute_availability",
        search="_search_ingredients_availability",
        groups="base.group_user",
        help="Whether there is what its MO needs or, where nothing is made yet, what"
        " is missing could be made of; of an order, the worst of its rows.",
    )
    production_status = fields.Selection(
        [
            ("none", "To make"),
            *PRODUCTION_STATUS,
            ("not_applicable", "Not applicable"),
        ],
        "Production",
        compute="_compute_availability",
        search="_search_production_status",
        groups="base.group_user",
        help="How far what is made for it is. Make: something is missing that could be"
        " made, and nothing is made yet.",
    )
    availability_date = fields.Datetime(
        "Available on",
        compute="_compute_availability",
        search="_search_availability_date",
        groups="base.group_user",
        help="When the last supply comes that it relies on.",
    )
    availability_late = fields.Boolean(
        "Available too late",
        compute="_compute_availability",
        search="_search_availability_late",
        groups="base.group_user",
        help="What it relies on comes after its delivery deadline, or should have come"
        " already.",
    )

    def _compute_availability(self):
        raise NotImplementedError

    def _search_sales_items_availability(self, operator, value):
        return self._schedule_search("sales_items_availability", operator, value)

    def _search_ingredients_availability(self, operator, value):
        return self._schedule_search("ingredients_availability", operator, value)

    def _search_production_status(self, operator, value):
        return self._schedule_search("production_status", operator, value)

    def _schedule_shipped(self):
        """Return the domain of the documents of which something was delivered."""
        raise NotImplementedError

    def _schedule_read_domain(self):
        # What is made for one that is closed goes on by itself.
        making = Domain("mto_production_ids", "any", [("state", "in", OPEN_STATES)])
        return Domain(self._schedule_live_domain()) | making

    def _schedule_closed_domain(self, field, value):
        made = Domain("mto_production_ids", "any", [("state", "=", "done")])
        kept = [("state", "=", "done"), ("taken_back_id", "=", False)]
        status, condition = {
            "sales_items_availability": ("picked", Domain(self._schedule_shipped())),
            "ingredients_availability": ("processed", made),
            "production_status": ("done", Domain("mto_production_ids", "any", kept)),
        }[field]
        if value == status:
            return condition
        return ~condition if value == "not_applicable" else Domain.FALSE
