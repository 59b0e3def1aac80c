"""What a bulk run keeps as JSON, whatever stands in it."""


def ids_of(value):
    """Return the ids in a JSON list; whatever else stands in it is nothing to make."""
    items = value if isinstance(value, list) else []
    return [item for item in items if type(item) is int]


def shortly(reason):
    """Return a reason without the row that its order stands for."""
    return getattr(reason, "short", reason)


def reasons_of(value):
    """Return the [order id, name, reason] in a JSON list, and nothing else of it."""
    items = value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, list) and len(item) == 3]
