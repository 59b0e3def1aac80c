"""Tells open screens that something has changed (Odoo's bus)."""

from collections import defaultdict

from odoo import api, models
from odoo.http import request

CHANGED = "make_schedule.changed"


class MakeScheduleLive(models.AbstractModel):
    """Several planners see each other's moves without reloading."""

    _name = "make.schedule.live"
    _description = "Live screens"

    @api.model
    def _changed(self, records):
        """Note that this transaction changes what the screens show.

        When it commits, the users of each company concerned are told once.

        :param records: what changes, of any model with a ``company_id``
        """
        if self.env.cr.readonly:
            # Reading recomputes some fields; that is no news.
            return
        # What somebody only types has no id yet, and is no news.
        ids = [id_ for id_ in records._ids if id_]
        if not ids:
            return
        self.env["make.schedule.change"]._soon()
        precommit = self.env.cr.precommit
        if CHANGED not in precommit.data:
            precommit.data[CHANGED] = {True: defaultdict(set), False: defaultdict(set)}
            precommit.add(self._tell)
        planned = bool(self.env.context.get("deadlines_planned"))
        precommit.data[CHANGED][planned][records._name].update(ids)

    def _has_changed(self):
        """Tell whether this transaction changes something, but for what is planned."""
        return bool(self.env.cr.precommit.data.get(CHANGED, {}).get(False))

    def _tell(self):
        changed = self.env.cr.precommit.data.pop(CHANGED, {})
        companies = self._companies(changed.get(False, {}))
        deadlines = self.env["make.schedule.deadlines"]
        deadlines._plan_soon(companies)
        for company in companies | self._companies(changed.get(True, {})):
            # No more than that it has: whoever is told reads what he may see.
            self.env["bus.bus"].sudo()._sendone(
                (company, "make_schedule"),
                "make_schedule/changed",
                {
                    "company": company.id,
                    "window": self.env.context.get("schedule_window"),
                    # What the window has read after this call's answer has it already.
                    "call": self._call(),
                },
            )

    @staticmethod
    def _call():
        """Return the number the client gave to the call that changes, if one does."""
        return getattr(request.dispatcher, "request_id", None) if request else None

    def _companies(self, changed):
        """Return the companies of documents; one query per model.

        Those of no company, and deleted ones, count as the caller's; of working hours
        as all companies' that plan by them.

        :param changed: {model: ids}
        """
        # As superuser, for whom a company of the context is never refused.
        env = self.sudo().with_context(active_test=False).env
        companies = env["res.company"]
        for model, ids in changed.items():
            groups = (
                env[model]._read_group(
                    [("id", "in", list(ids))], ["company_id"], ["__count"]
                )
                if "company_id" in env[model]._fields
                else []
            )
            missing = len(ids)
            for company, count in groups:
                companies |= company
                missing -= count if company else 0
            if missing and env[model]._schedule_shared:
                companies |= env["make.schedule.deadlines"]._wanted()
            elif missing:
                companies |= env.company
        return companies


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        channels = list(channels)
        if self.env.uid and self.env.user._is_internal():
            channels += [
                (company, "make_schedule") for company in self.env.user.company_ids
            ]
        return super()._build_bus_channel_list(channels)
