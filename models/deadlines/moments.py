"""Moments, of which one can be never."""


def last_of(moments):
    """Return the last of some moments, None where one of them is never."""
    return None if None in moments else max(moments, default=None)
