"""Work that takes no work center: a bill's lead time (behaviour 8)."""

LEAD_TIME = "lead time"


def begun(mo):
    """Return when an MO without work orders was begun, or None."""
    return not mo.workorder_ids and mo.date_begun or None
