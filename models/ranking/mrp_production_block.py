"""Blocks of MOs that move together (behaviour 3)."""

from odoo import models

from ...engine import ranking
from ..base.guard import BY_SCHEDULE


class MrpProduction(models.Model):
    """MOs of one order, or of one parent."""

    _inherit = "mrp.production"

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

    def _schedule_children(self):
        """Return the subassemblies of these MOs."""
        return self.sudo().search([("schedule_parent_id", "in", self.ids)])
