"""Tells open screens that something has changed (Odoo's bus)."""

from odoo import api, models

CHANGED = "make_schedule.changed"


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
            precommit.data[CHANGED] = set()
            precommit.add(self._tell)
        # As superuser, for whom a company of the context is never refused.
        precommit.data[CHANGED].add(self.sudo().env.company.id)

    def _tell(self):
        companies = self.env.cr.precommit.data.pop(CHANGED, ())
        for company in self.env["res.company"].sudo().browse(companies):
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
