from datetime import timedelta

from odoo import api, fields, models

from ..base.guard import MAKERS, SELLERS, internal
from ..base.states import OPEN_STATES
from . import messages
from .question import Question

OPEN = [("state", "in", OPEN_STATES)]
# As far back as the share on time goes, and what it is compared with.
WEEKS = timedelta(weeks=4)


QUESTIONS = {
    "late": Question(
        *(messages.late, "action_sell", ("open", "late")),
        [("schedule_open", "=", True), ("schedule_late", "=", True)],
        SELLERS,
    ),
    "at_risk": Question(
        *(messages.at_risk, "action_sell", ("open", "at_risk")),
        [("schedule_open", "=", True), ("availability_risk", "=", True)],
        SELLERS,
    ),
    "to_make": Question(
        *(messages.to_make, "action_sell", ("open", "to_make")),
        [("schedule_open", "=", True), ("production_status", "=", "none")],
        SELLERS,
    ),
    "ready": Question(
        *(messages.ready, "action_schedule"),
        ("open", "ingredients_in_stock", "not_started"),
        [
            *OPEN,
            ("ingredients_availability", "=", "in_stock"),
            ("production_status", "=", "not_started"),
        ],
        *(MAKERS, False),
    ),
    "waiting": Question(
        *(messages.waiting, "action_blocking", ("by_vendor",), [], MAKERS),
    ),
    "to_buy": Question(
        *(messages.to_buy, "action_blocking", ("missing", "by_vendor")),
        [("missing_qty", ">", 0)],
        MAKERS,
    ),
    "blocked": Question(
        *(messages.blocked, "action_schedule", ("open", "blocked")),
        [*OPEN, ("production_status", "=", "blocked")],
        MAKERS,
    ),
    "to_decide": Question(
        *(messages.to_decide, "action_schedule", ("open", "unlinked", "to_review")),
        [*OPEN, "|", ("unlink_reason", "!=", False), ("review_reason", "!=", False)],
        MAKERS,
    ),
    "overloaded": Question(*(messages.overloaded, "action_load", (), None, MAKERS)),
    "serves_nobody": Question(
        *(messages.serves_nobody, "action_schedule", ("open", "serves_nobody")),
        [*OPEN, ("serves_nobody", "=", True)],
        *(MAKERS, False),
    ),
}


class MakeScheduleBoard(models.AbstractModel):
    """The planners' first screen: counts, each with one way to what it counts."""

    _name = "make.schedule.board"
    _inherit = ["make.schedule.guard"]
    _description = "Board"

    @api.model
    @api.readonly
    @internal
    def schedule_board(self):
        """Return how many documents need what, of what the caller may see.

        :return: ``{"questions": [{name, label, help, count, bad, action, filters}],
            "on_time": False or {share, before, count}}``: the share of rows delivered
            on time in the last four weeks, and in the four before, from 0 to 1 (False
            where nothing was delivered); ``action`` is the xml id of a list and
            ``filters`` are those of its search that show what is counted
        """
        asked = {
            name: question
            for name, question in QUESTIONS.items()
            if self.env.user.has_group(question.group)
        }
        questions = []
        if asked:
            # All of them are about the same.
            allocation = self.env["make.schedule.allocation"]
            allocation._sweep_all(self.env.companies, offers=True)
        for name, question in asked.items():
            label, help_ = question.wording(self.env)
            questions.append(
                {
                    "name": name,
                    "label": label,
                    "help": help_,
                    "count": self._schedule_count(question),
                    "bad": question.is_bad,
                    "action": f"make_schedule.{question.action}",
                    "filters": list(question.filters),
                }
            )
        return {"questions": questions, "on_time": self._schedule_on_time_share()}

    def _schedule_count(self, question):
        """Return how many documents, or days, a question is about."""
        if question.domain is None:
            return self.env["make.schedule.load"]._schedule_overloaded_days()
        model = {
            "action_sell": "sale.order",
            "action_schedule": "mrp.production",
            "action_blocking": "make.schedule.blocking",
        }[question.action]
        return self.env[model].search_count(
            [("company_id", "in", self.env.companies.ids), *question.domain]
        )

    def _schedule_on_time_share(self):
        """Return the share of rows delivered on time, where the caller may see it."""
        report = self.env["make.schedule.report"]
        if not report.has_access("read"):
            return False
        now = fields.Datetime.now()
        companies = [("company_id", "in", self.env.companies.ids)]
        shares = [
            report._read_group(
                [
                    *companies,
                    ("delivered_on", ">", since),
                    ("delivered_on", "<=", until),
                ],
                aggregates=["on_time_share:avg", "__count"],
            )[0]
            for since, until in (
                (now - WEEKS, now),
                (now - 2 * WEEKS, now - WEEKS),
            )
        ]
        (share, count), (before, before_count) = shares
        return {
            "share": share if count else False,
            "before": before if before_count else False,
            "count": count,
        }
