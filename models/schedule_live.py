"""Tells open screens that something has changed (Odoo's bus)."""

from odoo import api, models

CHANGED = "make_schedule.changed"
REPLAN = "make_schedule.replan"


class MakeScheduleLive(models.AbstractModel):
    """Several planners see each other's moves without reloading."""

    _name = "make.schedule.live"
    _description = "Live screens"

    @api.model
    def _changed(self):
        """Note that this transaction changes what the screens show.

        When it commits, each company's users are told once.
        """
        if self.env.cr.readonly:
            # Reading recomputes some fields; that is no news.
            return
        precommit = self.env.cr.precommit
        if CHANGED not in precommit.data:
            precommit.data[CHANGED], precommit.data[REPLAN] = set(), set()
            precommit.add(self._tell)
        # As superuser, for whom a company of the context is never refused.
        company = self.sudo().env.company.id
        precommit.data[CHANGED].add(company)
        if not self.env.context.get("deadlines_planned"):
            precommit.data[REPLAN].add(company)

    def _tell(self):
        noted = self.env.cr.precommit.data
        companies = self.env["res.company"].sudo().browse(noted.pop(CHANGED, ()))
        replan = companies.browse(noted.pop(REPLAN, ()))
        deadlines = self.env["make.schedule.deadlines"]
        if replan and deadlines._wanted(replan):
            deadlines._plan_soon()
        for company in companies:
            # No more than that it has: whoever is told reads what he may see.
            self.env["bus.bus"].sudo()._sendone(
                (company, "make_schedule"),
                "make_schedule/changed",
                {"company": company.id, "user": self.env.uid},
            )


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        channels = list(channels)
        if self.env.uid and self.env.user._is_internal():
            channels += [
                (company, "make_schedule") for company in self.env.user.company_ids
            ]
        return super()._build_bus_channel_list(channels)
