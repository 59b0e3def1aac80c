"""When automatic deadlines are planned anew: soon after a burst of changes, once."""

import logging
import time
from datetime import timedelta
from functools import partial

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import retrying

_logger = logging.getLogger(__name__)
# A plan waits until nothing has changed for so long, and no longer than that.
QUIET = timedelta(seconds=3)
PATIENCE = timedelta(seconds=15)
# The job gives its place to others after so many seconds, and is called again.
AT_ONCE = 60


class MakeSchedulePlanRequest(models.Model):
    """That something has changed for which deadlines are to be planned.

    One row a change and company, only ever added by who changes and removed by the
    job in the transaction that plans: what a plan has not seen is still there after it,
    and nobody waits for anybody.
    """

    _name = "make.schedule.plan.request"
    _description = "Change to plan automatic deadlines for"
    _log_access = False

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="The company whose deadlines are to be planned.",
    )
    requested_on = fields.Datetime(
        required=True,
        readonly=True,
        default=fields.Datetime.now,
        help="When something changed.",
    )

    @api.model
    def _cron_plan(self):
        """Plan the companies in which something has changed, each once it is quiet.

        One job runs at a time (Odoo's own lock of it), so one plan does.
        """
        cron, until = self.env["ir.cron"], time.monotonic() + AT_ONCE
        failed = set()
        while waiting := [line for line in self._waiting() if line[0] not in failed]:
            now = fields.Datetime.now()
            due = [
                company
                for company, first, last in waiting
                if now - last >= QUIET or now - first >= PATIENCE
            ]
            for company in due:
                if not self._plan(company):
                    failed.add(company)
                cron._commit_progress(1)
            if time.monotonic() > until:
                return self._call()
            if not due:
                # What others commit meanwhile is seen in the next transaction.
                cron._commit_progress()
                time.sleep(1)
        return None

    @api.model
    def _is_behind(self, companies):
        """Tell whether companies' plans have not seen what this transaction sees."""
        asked = [("company_id", "in", companies.ids)]
        return self.env["make.schedule.live"]._has_changed() or bool(
            self.sudo().search_count(asked, limit=1)
        )

    def _waiting(self):
        """Return [(company, first change, last change)] of what is to be planned."""
        return self.sudo()._read_group(
            [], ["company_id"], ["requested_on:min", "requested_on:max"]
        )

    def _plan(self, company):
        """Plan a company's deadlines; try again when others changed them.

        :return: whether that went well; else what asked for it waits for the next time
        """
        try:
            retrying(partial(self._plan_requested, company), self.env)
        except Exception as error:
            # Whatever it is: the other companies' shall be planned all the same.
            self.env.cr.rollback()
            known = isinstance(error, (UserError, OperationalError))
            _logger.warning(
                "No deadlines of %s: %s", company.name, error, exc_info=not known
            )
            return False
        return True

    def _plan_requested(self, company):
        """Plan a company's deadlines in one transaction, with what asked for it."""
        self.env["make.schedule.queue"]._enter(alone=False)
        self._done(company)
        self.env["make.schedule.deadlines"]._plan(company)

    def _done(self, company):
        """Remove what this transaction sees of a company's requests."""
        self.sudo().search([("company_id", "=", company.id)]).unlink()

    @api.model
    def _ask(self, companies):
        """Have companies' deadlines planned in the background, once this commits."""
        self.sudo().create([{"company_id": company.id} for company in companies])
        self._call()

    def _call(self):
        self.env.ref("make_schedule.ir_cron_plan_changes").sudo()._trigger()
