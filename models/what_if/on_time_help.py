"""What would make an order on time where no place does (behaviour 12)."""

from odoo import fields, models

from ...engine import causes
from ..base.quantity import day_text
from ..deadlines.cause_words import Read, Told
from . import messages


class SaleOrder(models.Model):
    """Orders that are late at the top, too."""

    _inherit = "sale.order"

    def _schedule_no_place(self, top):
        """Return what would help where no place does.

        :param top: the trial in which it stands at the top
        """
        _availability, date, _late = top.facts(self)
        if not date:
            return self._schedule_missing(top.missing(self))
        refusal = messages.too_late_at_the_top(
            self.env, order=self.name, date=day_text(self.env, date)
        )
        chain = top.chain(self)
        told = Told(self.sudo(False).env, self, Read(self.env, chain)).chain(chain)
        return "\n".join(
            [
                *(refusal, *(cause["text"] for cause in told[-1:])),
                *self._schedule_sooner(chain, told, date - self.schedule_deadline),
                *self._schedule_more_hours(chain),
                *self._schedule_in_parts(told),
            ]
        )

    def _schedule_missing(self, products):
        names = ", ".join(products.mapped("display_name"))
        lines = [messages.missing_at_the_top(self.env, order=self.name, products=names)]
        if self.schedule_deadline and self.schedule_deadline > fields.Datetime.now():
            day = day_text(self.env, self.schedule_deadline)
            lines.append(messages.there_by(self.env, date=day))
        return "\n".join(lines)

    def _schedule_sooner(self, chain, told, late):
        """Return by when what it waits for last would have to come, if it can.

        :param chain: list of :class:`~..deadlines.causes.Cause`; :param told: the same
            as ``delay_causes``
        :param late: by how much the order is there too late
        :return: list of one text or none
        """
        last = chain[-1].link if chain else None
        if not last or last.kind != causes.RECEIPT or last.end - late <= last.start:
            return []
        day = day_text(self.env, last.end - late)
        return [messages.have_by(self.env, receipt=told[-1]["name"], date=day)]

    def _schedule_more_hours(self, chain):
        """Return at which work centers, and when, more hours would help.

        :param chain: as of :meth:`_schedule_sooner`
        :return: list of texts
        """
        found, due = {}, self.schedule_deadline
        for cause in chain if due > fields.Datetime.now() else ():
            if cause.link.start and cause.link.start > due:
                continue
            if center := self._schedule_center_of(cause.link):
                start, end = cause.link.start, cause.link.end
                before = found.get(center, (start, end))
                found[center] = min(start, before[0]), max(end, before[1])
        return [
            messages.more_hours(
                self.env,
                center=center.display_name,
                start=day_text(self.env, start),
                end=day_text(self.env, end),
            )
            for center, (start, end) in found.items()
        ]

    def _schedule_center_of(self, link):
        """Return the work center at which a link stands, none for others."""
        center = self.env["mrp.workcenter"].sudo()
        if link.kind == causes.WORK and link.end > link.start:
            return self.env["mrp.workorder"].sudo().browse(link.key).workcenter_id
        if link.kind == causes.QUEUE:
            return center.browse(link.center)
        return center.browse(link.key if link.kind == causes.CLOSED else ())

    def _schedule_in_parts(self, told):
        """Return that a part can be delivered now, where one can.

        :param told: as of :meth:`_schedule_sooner`
        """
        splits = any(cause["help"] == "split" for cause in told)
        return [messages.deliver_part(self.env)] if splits else []
