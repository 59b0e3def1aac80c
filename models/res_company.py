from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    schedule_moves = fields.Integer(
        "Moves in the ranking",
        readonly=True,
        help="Counts the moves in this company's ranking. Each move updates it"
        " first, so that two at the same time follow one another.",
    )
    reserve_by_rank = fields.Boolean(
        "Reservations follow the rank",
        default=True,
        help="Stock that arrives goes to the highest rank that waits for it, and an"
        " order that moves up takes reserved stock from lower ones, unless it is"
        " picked already. When an operation reserves stays as its type says.",
    )
