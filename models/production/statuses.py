"""How far an order is, in words (behaviour 8)."""

PRODUCTION_STATUS = [
    ("not_started", "Not started"),
    ("blocked", "Blocked"),
    ("in_progress", "Work in progress"),
    ("partially_complete", "Partially complete"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
]
