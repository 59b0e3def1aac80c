from odoo import models


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _pre_render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        """What is printed of several MOs comes in the order of the ranking."""
        if isinstance(res_ids, list) and len(res_ids) > 1:
            if self._get_report(report_ref).model == "mrp.production":
                res_ids = (
                    self.env["mrp.production"].browse(res_ids)._schedule_by_rank().ids
                )
        return super()._pre_render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
