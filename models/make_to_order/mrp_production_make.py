from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..allocation.recipes import Recipes
from ..base.guard import MAKERS, internal, produces
from ..base.step import step
from ..base.told import refuse_changed, told
from . import messages


class MrpProduction(models.Model):
    """Making to stock: in batch, and the values of such orders (behaviour 7)."""

    _inherit = "mrp.production"

    @api.model
    def _mto_prepare_make_vals(self, wanted):
        """Return the values of MOs. A hook for modules that add to them.

        :param wanted: list of (product, warehouse, quantity in the product's unit), as
            superuser
        """
        recipes, bills, products = Recipes(self.env(su=True)), {}, {}
        for product, warehouse, _quantity in wanted:
            products[warehouse] = products.get(warehouse, product) | product
        for warehouse, made_there in products.items():
            bills[warehouse] = recipes.bills(made_there, warehouse)
        user = self.env.user
        return [
            {
                "product_id": product.id,
                "product_qty": quantity,
                "product_uom_id": product.uom_id.id,
                "bom_id": bill.id
                if (bill := bills[warehouse].get(product.id))
                else False,
                "picking_type_id": warehouse.manu_type_id.id,
                "company_id": warehouse.company_id.id,
                "user_id": user.id if user.has_group(MAKERS) else False,
            }
            for product, warehouse, quantity in wanted
        ]

    def _mto_created_text(self):
        """Return what to say of these new orders: also which lack ingredients."""
        mos = self.sudo()
        text = messages.created(self.env, mos=", ".join(mos.mapped("name")) or "-")
        short = mos.filtered(lambda mo: mo.ingredients_availability == "not_available")
        if short:
            names = ", ".join(short.mapped("name"))
            text += "\n" + messages.created_short(self.env, mos=names)
        return text

    def _mto_made_left(self):
        """Return [[id, responsible, deadline by hand, quantities]] of these new orders.

        What is made for a row follows that: its quantities are nobody's doing.
        """
        return [
            [
                *(mo.id, mo.user_id.id),
                mo.deadline_manual and fields.Datetime.to_string(mo.date_deadline),
                []
                if mo.mto_line_id or mo.schedule_parent_id
                else [
                    mo.product_qty,
                    *(
                        [move.product_id.id, move.product_uom_qty]
                        for move in mo.move_raw_ids.sorted("id")
                    ),
                ],
            ]
            for mo in self.sudo()
        ]

    @internal
    @step
    def action_undo_make(self, left=None):
        """Take back that these orders were made, as long as nobody has begun them.

        All of them are cancelled, or none.

        :param list left: of them, as of :meth:`_mto_made_left`, as they were left then
        :return: an action that says so
        :raises UserError: naming those that have begun or are done, for which
            components were brought, or that somebody has changed since
        :raises AccessError: when the caller could not have made them
        """
        mos = self.exists()
        mos.check_access("write")
        mos.sudo().mto_line_id.with_env(self.env).check_access("write")
        others = mos.sudo().filtered(
            lambda mo: not mo.mto_line_id and mo.create_uid != self.env.user
        )
        if others and not produces(self.env):
            raise AccessError(messages.manufacturing_users_alone(self.env))
        begun = mos.sudo().filtered(
            lambda mo: (
                mo.state == "done"
                or (mo.state != "cancel" and mo._schedule_is_started())
                # Components were brought for it alone.
                or "done" in mo.move_raw_ids.move_orig_ids.mapped("state")
            )
        )
        if begun:
            raise UserError(
                messages.cancel_begun_by_hand(
                    self.env, mos=", ".join(begun.mapped("name"))
                )
            )
        standing = mos.sudo().filtered(lambda mo: mo.state != "cancel")
        now = dict(zip(standing, standing._mto_made_left(), strict=True))
        refuse_changed(left, now)
        # Not those that somebody has merged, or cancelled himself; again is no error.
        names = ", ".join((standing or mos.sudo()).mapped("name"))
        standing.action_cancel()
        self.env["make.schedule.run"]._note_undone(mos)
        return told(messages.cancelled(self.env, mos=names), kind="info")

    def _mto_open_action(self, name):
        """Return the action that opens these orders: a form, or a list of several."""
        action = {
            "type": "ir.actions.act_window",
            "res_model": "mrp.production",
            "name": name,
        }
        if len(self) == 1:
            return {**action, "res_id": self.id, "views": [(False, "form")]}
        return {
            **action,
            "domain": [("id", "in", self.ids)],
            "views": [(False, "list"), (False, "form")],
        }
