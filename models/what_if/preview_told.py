"""What would change, told to a reader (behaviour 12)."""

from odoo import fields, models


class MakeScheduleMixin(models.AbstractModel):
    """Documents that the reader may see, or not."""

    _inherit = "make.schedule.mixin"

    def _schedule_told(self, changes):
        """Return what would change of orders, in words that the reader may see.

        :param changes: as of :meth:`Trial.outcome`
        """
        orders = self.env["sale.order"].browse(
            order.id for order, _old, _new in changes
        )
        visible = set(orders._filtered_access("read")._ids)
        another = self.env["sale.order"]._schedule_another_order()
        told = []
        for order, old, new in changes:
            availability, date, late = map(list, zip(old, new, strict=True))
            seen = order.id in visible
            told.append(
                {
                    "order_id": seen and order.id,
                    "order": order.name if seen else another,
                    "partner": seen and order.partner_id.display_name,
                    "availability": availability,
                    "date": [_text(moment) for moment in date],
                    "late": late,
                }
            )
        return told

    def _schedule_named(self, orders):
        """Return the names of orders, as the reader may see them."""
        orders = self.env["sale.order"].browse(orders.ids)
        visible = orders._filtered_access("read")
        another = orders._schedule_another_order()
        return [order.name if order in visible else another for order in orders]


def _text(moment):
    """Return a moment as a client gets it."""
    return fields.Datetime.to_string(moment) if moment else False
