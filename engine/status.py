"""Statuses and how those of many become one (behaviour 4)."""

IN_STOCK = "in_stock"
EXPECTED = "expected"
NOT_AVAILABLE = "not_available"
PICKED = "picked"
NO_RECIPE = "no_recipe"
PROCESSED = "processed"
NOT_APPLICABLE = "not_applicable"

# Worst first.
SALES_ITEMS = (NOT_AVAILABLE, EXPECTED, IN_STOCK, PICKED)
INGREDIENTS = (NOT_AVAILABLE, NO_RECIPE, EXPECTED, IN_STOCK, PROCESSED)

TO_MAKE = "none"
BLOCKED = "blocked"
NOT_STARTED = "not_started"
IN_PROGRESS = "in_progress"
PARTIALLY_COMPLETE = "partially_complete"
DONE = "done"
CANCELLED = "cancelled"


def worst(order, statuses):
    """Return the worst of some statuses; Not applicable counts only when alone.

    :param order: the statuses that count, worst first
    :param statuses: iterable of statuses
    """
    found = set(statuses)
    return next((status for status in order if status in found), NOT_APPLICABLE)


def of_claims(claims, is_short):
    """Return what is said of a demand: short, waiting for something, or served."""
    if is_short:
        return NOT_AVAILABLE
    return EXPECTED if any(claim.date for claim in claims) else IN_STOCK


def shown_date(dates):
    """Return the date below **Expected** of what comes at several: the last, or None.

    :param dates: iterable of moments, and of None for what is there
    """
    return max(filter(None, dates), default=None)


def relied_on(claims):
    """Return (date that is shown, whether something should have come) of claims."""
    dated = [claim for claim in claims if claim.date]
    return shown_date(claim.date for claim in dated), any(c.late for c in dated)


def production(statuses):
    """Return the production status of an order from those of its rows.

    Make if any row; else Blocked if any; else Work in progress when some are
    started or done and some not; else the common one. Cancelled does not count.
    """
    found = set(statuses) - {NOT_APPLICABLE, CANCELLED}
    if not found:
        return NOT_APPLICABLE
    for first in (TO_MAKE, BLOCKED):
        if first in found:
            return first
    return found.pop() if len(found) == 1 else IN_PROGRESS
