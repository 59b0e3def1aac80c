from odoo import fields, models


class ResCompany(models.Model):
    """A further choice of where new orders enter the ranking."""

    _inherit = "res.company"

    new_order_rank = fields.Selection(
        selection_add=[("priority", "By priority")],
        ondelete={"priority": "set default"},
    )


class SaleOrder(models.Model):
    """Orders with a priority of their own."""

    _inherit = "sale.order"

    priority = fields.Selection([("0", "Normal"), ("1", "Urgent")], default="0")

    def _schedule_first_place_by_priority(self, others):
        places = enumerate(others)
        lower = (at for at, other in places if other.priority < self.priority)
        return next(lower, len(others))
