"""The questions of the Board (behaviour 13)."""

from typing import Any, NamedTuple


class Question(NamedTuple):
    """A question of the morning: how many, and where they are.

    :param wording: function of an environment: (label, help)
    :param action: xml id of the list that shows them
    :param filters: names of the filters of its search that show just them
    :param domain: which the filters stand for, or None for days with too much work
    :param group: of users to whom it is put
    :param is_bad: a count above zero needs a hand
    """

    wording: Any
    action: str
    filters: tuple
    domain: list
    group: str
    is_bad: bool = True
