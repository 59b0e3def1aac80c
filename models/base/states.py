"""States and statuses of orders (behaviour 1, 8)."""

# What counts as open, of an MO.
OPEN_STATES = ("confirmed", "progress", "to_close")
PRODUCTION_STATUS = [
    ("not_started", "Not started"),
    ("blocked", "Blocked"),
    ("in_progress", "Work in progress"),
    ("partially_complete", "Partially complete"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
]
