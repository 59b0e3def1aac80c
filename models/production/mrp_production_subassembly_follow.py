"""Subassemblies grow and shrink with their parent (behaviour 5)."""

from odoo import models

from ..base.states import OPEN_STATES
from . import messages


class MrpProduction(models.Model):
    """MOs made for another one."""

    _inherit = "mrp.production"

    def _schedule_cancel_with_parents(self, followers):
        """Cancel the followers of those of these orders that are cancelled now.

        :param followers: of :meth:`_schedule_followers`, from before, by parent
        """
        for parent, children in followers.items():
            if parent.state == "cancel":
                children._mto_cancel_because(
                    messages.parent_cancelled(self.env, parent=parent.name)
                )

    def _schedule_followers(self):
        """Return the subassemblies of these orders that nobody has started.

        What Odoo itself chained to its parent is Odoo's to change.
        """
        return self._schedule_children().filtered(
            lambda mo: (
                mo.state in OPEN_STATES
                and not mo._schedule_is_started()
                and not mo.move_finished_ids.move_dest_ids
            )
        )

    def _schedule_subassemblies_follow(self):
        """Bring those subassemblies to what these orders are short of without them.

        Absolute and idempotent; their own subassemblies follow them in turn.
        """
        followers = self._schedule_followers()
        if not followers:
            return
        short = followers.schedule_parent_id._schedule_short_components(
            without=followers
        )
        same = followers.grouped(lambda mo: (mo.schedule_parent_id, mo.product_id))
        for (parent, product), children in same.items():
            missing = short[parent][product]
            # Several may make the same for one parent: the last takes the rest.
            *others, last = children.sorted("id")
            for child in others + [last]:
                unit = child.product_uom_id
                wanted = product.uom_id._compute_quantity(
                    missing, unit, rounding_method="UP"
                )
                if child != last:
                    wanted = min(wanted, child.product_qty)
                missing -= unit._compute_quantity(
                    wanted, product.uom_id, rounding_method="HALF-UP"
                )
                child._schedule_subassembly_set(wanted)

    def _schedule_subassembly_set(self, quantity):
        """Bring a subassembly that nobody has started to a quantity, in its unit."""
        self.ensure_one()
        parent = self.schedule_parent_id.name
        unit = self.product_uom_id
        if unit.compare(quantity, 0) <= 0:
            self._mto_cancel_because(
                messages.parent_needs_less(self.env, parent=parent)
            )
        elif unit.compare(quantity, self.product_qty):
            self._mto_change_planned(quantity)
            self._message_log(body=messages.follows_parent(self.env, parent=parent))
