"""Core's forms as subcontractors open them on the portal: without what is ours."""

import re

from lxml import etree

from odoo import api, models

from ..base.guard import is_ours

MODIFIERS = ("invisible", "readonly", "required", "column_invisible")


class MakeScheduleGuard(models.AbstractModel):
    _inherit = "make.schedule.guard"

    @api.model
    def get_view(self, view_id=None, view_type="form", **options):
        # mrp_subcontracting makes its portal form of core's, with our nodes in it. Of
        # our fields the client would be told nothing, and fail.
        result = super().get_view(view_id, view_type, **options)
        if self.env.su or self.env.user._is_internal():
            return result
        ours = {name for name, field in self._fields.items() if is_ours(field)}
        names = re.compile(rf"\b({'|'.join(sorted(ours)) or '$.'})\b")
        arch = etree.fromstring(result["arch"])
        for node in [*arch.iter("field", "button")]:
            method = getattr(type(self), node.get("name", ""), None)
            if node.get("name") in ours or hasattr(method, "schedule_internal"):
                node.getparent().remove(node)
        for node in arch.iter(etree.Element):
            for modifier in MODIFIERS:
                if modifier in node.attrib:
                    node.set(modifier, names.sub("False", node.get(modifier)))
        known = {
            model: tuple(n for n in fields if model != self._name or n not in ours)
            for model, fields in result["models"].items()
        }
        return {
            **result,
            "arch": etree.tostring(arch, encoding="unicode"),
            "models": known,
        }
