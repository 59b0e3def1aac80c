"""What delays something: the links of a chain, from a document down (behaviour 11)."""

from typing import Any, NamedTuple

ROW, MO, WORK, QUEUE, CLOSED = "row", "mo", "work", "queue", "closed"
BLOCKED, RECEIPT, STOCK_HELD = "blocked", "receipt", "stock_held"
PINNED, SHORT = "pinned", "short"
# What a vendor sends to the customer is no supply of ours: ("vendor", row) is its key.
VENDOR = "vendor"


class Link(NamedTuple):
    """A link of a chain; each starts when the next one ends.

    :param kind: ``row``, ``mo``, ``work``, ``queue``, ``closed``, ``blocked``,
        ``receipt``, ``stock_held``, ``pinned`` or ``short``
    :param key: whose it is: the row; the MO, also the one whose receipt, missing
        ingredient, block or date set by hand it is; the task; the MO in front; the work
        center; the owner of the demand that is served before
    :param start: a moment, None where it never ends; :param end: likewise
    :param center: of a queue: the work center
    :param fixed: of a queue: what is in front stays there, whatever moves
    :param others: the further MOs in front; the further owners that are served before
    """

    kind: str
    key: Any
    start: Any
    end: Any
    center: Any = None
    others: tuple = ()
    fixed: bool = False
