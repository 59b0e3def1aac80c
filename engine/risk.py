"""What cannot come as dated, though it is Expected (behaviour 11)."""

from collections import defaultdict
from typing import Any, NamedTuple

from .status import EXPECTED, NOT_AVAILABLE

SHORT = "short"
BLOCKED = "blocked"
LATE = "late"
OVERDUE = "overdue"


class Cause(NamedTuple):
    """Why something cannot come as dated.

    :param kind: ``short``, ``blocked``, ``late`` (its ingredients come after its
        production deadline), or ``overdue``
    :param of: id of the MO, or key of the supply that is overdue
    """

    kind: str
    of: Any


class Making(NamedTuple):
    """An open MO, as others rely on it.

    :param ingredients: its status of Ingredients
    :param relies: supplies that its components are served from: a tuple of keys
    :param late: whether they come later than its production deadline
    :param blocked: whether it is blocked
    """

    ingredients: str
    relies: tuple = ()
    late: bool = False
    blocked: bool = False


class Risks:
    """Causes of the supplies that cannot come as dated.

    :ivar causes: {supply: :class:`Cause`}; an MO stands for what it makes by its id
    """

    def __init__(self, makings, made, overdue):
        """Find the causes, and pass each on to all that rely on it.

        :param makings: {MO id: :class:`Making`} of all that is relied on, however far
        :param made: {supply key: MO id} of what MOs make
        :param overdue: keys of the other supplies that should have come already
        """
        self.made = made
        self.causes = {supply: Cause(OVERDUE, supply) for supply in overdue}
        self._relying = defaultdict(list)
        for mo, making in makings.items():
            for supply in making.relies if making.ingredients == EXPECTED else ():
                self._relying[made.get(supply, supply)].append(mo)
        for mo, making in makings.items():
            if making.blocked:
                self.causes[mo] = Cause(BLOCKED, mo)
            elif making.ingredients == NOT_AVAILABLE:
                self.causes[mo] = Cause(SHORT, mo)
        self._pass_on(list(self.causes))
        # What an MO waits for says more than that it comes late.
        late = [
            mo
            for mo, making in makings.items()
            if making.late and making.ingredients == EXPECTED and mo not in self.causes
        ]
        self.causes |= {mo: Cause(LATE, mo) for mo in late}
        self._pass_on(late)

    def of(self, supplies):
        """Return the :class:`Cause` of the first that cannot come as dated, or None.

        :param supplies: iterable of keys
        """
        causes = (self.causes.get(self.made.get(key, key)) for key in supplies)
        return next(filter(None, causes), None)

    def _pass_on(self, reached):
        # MOs can rely on each other: each is reached once.
        for supply in reached:
            for mo in self._relying[supply]:
                if mo not in self.causes:
                    self.causes[mo] = self.causes[supply]
                    reached.append(mo)
