"""States and statuses of orders (behaviour 1, 8)."""

# A sales order, or a row of one, that is confirmed; that is only offered.
CONFIRMED_STATES = ("sale",)
OFFERED_STATES = ("draft", "sent")
# What counts as open, of an MO.
OPEN_STATES = ("confirmed", "progress", "to_close")
# What counts as open, of a transfer: what is confirmed and not done.
OPEN_MOVES = ("waiting", "confirmed", "partially_available", "assigned")
PRODUCTION_STATUS = [
    ("not_started", "Not started"),
    ("blocked", "Blocked"),
    ("in_progress", "Work in progress"),
    ("partially_complete", "Partially complete"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
]
