from odoo import http
from odoo.http import request

from odoo.addons.web.controllers.dataset import DataSet as WebDataSet

from ..models.client.ir_http import CHANGED


class DataSet(WebDataSet):
    """Who has just changed something reads where that is there already.

    A replica lags: it would show him his own drag undone.
    """

    def _reads_on_replica(self, rule, args):
        """Tell whether a call may be answered by a replica."""
        return CHANGED not in request.cookies and self._call_kw_readonly(rule, args)

    @http.route(readonly=_reads_on_replica)
    def call_kw(self, model, method, args, kwargs, path=None):
        return super().call_kw(model, method, args, kwargs, path)
