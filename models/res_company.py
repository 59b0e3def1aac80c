from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    schedule_moves = fields.Integer(
        "Moves in the ranking",
        readonly=True,
        help="Counts the moves in this company's ranking. Each move updates it"
        " first, so that two at the same time follow one another.",
    )
