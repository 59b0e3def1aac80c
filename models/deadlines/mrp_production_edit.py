"""Production deadlines that somebody sets (behaviour 2)."""

from datetime import timedelta

from odoo import api, models


class MrpProduction(models.Model):
    """MOs whose deadline somebody sets."""

    _inherit = "mrp.production"

    @api.onchange("date_deadline")
    def _onchange_date_deadline(self):
        """Tell what is typed into a new order from the default; write does later."""
        if not self._origin:
            due, default = (
                self.date_deadline,
                self._schedule_default_deadline(self.company_id),
            )
            self.deadline_manual = due and abs(due - default) > timedelta(minutes=1)

    @api.onchange("company_id")
    def _onchange_company_deadline(self):
        """Let what nobody typed be due as the company says that will make it."""
        if not self._origin and not self.deadline_manual:
            self.date_deadline = self._schedule_default_deadline(self.company_id)

    def _schedule_deadline_vals(self, vals):
        """Return the values of a new order, with who set its deadline.

        Who gives one sets it by hand; a procurement says that nobody did. In another
        company than the user's, its own default counts.
        """
        if not vals.get("date_deadline"):
            company = vals.get("company_id")
            if type(company) is not int or "date_deadline" in vals:
                return vals
            due = self._schedule_default_deadline(
                self.env["res.company"].browse(company)
            )
            return {**vals, "date_deadline": due, "deadline_manual": False}
        return {"deadline_manual": not self._schedule_is_writing(), **vals}

    def _schedule_deadline_edited(self, vals):
        """Return those of these orders whose deadline somebody changes by hand.

        :param vals: that are about to be written
        """
        if "date_deadline" not in vals or self._schedule_is_writing():
            return self.browse()
        due = vals["date_deadline"]
        return self.filtered(lambda mo: mo._schedule_differs("date_deadline", due))

    def _schedule_deadline_written(self, vals, edited):
        """Let what depends on a deadline follow it.

        :param vals: that were written
        :param edited: as of :meth:`_schedule_deadline_edited`
        """
        if "date_deadline" not in vals:
            return
        if edited:
            edited.deadline_manual = bool(vals["date_deadline"])
            edited._schedule_follow_deadline()
        if not self.env.context.get("deadlines_planned"):
            self._schedule_children_follow_deadline()
