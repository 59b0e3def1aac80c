"""What an allocation is made from: plain values, read once (behaviour 4).

Quantities are in the product's unit, moments are datetimes, keys are whatever the
provider uses. A *path* names a place so that what lies below it begins with it
("1/7/8/"). Demands and supplies of one product meet only in one warehouse: a *pool*
is ``(product, company, warehouse)``.
"""

from math import ceil, floor
from typing import Any, NamedTuple

# Quantities closer than this are the same: sums of floats drift by far less.
EPSILON = 1e-6
# What a demand is, which decides the classes of service that it may get.
RANKED, BROUGHT, TRANSFER, PUT_AWAY = "ranked", "brought", "transfer", "put_away"
OFFERED = "offered"
# At equal rank: rows, then MO components; virtual ingredients last.
ROW, COMPONENT, VIRTUAL = range(3)
# At one moment: receipts, then transfers, then what is made.
RECEIPT, MOVED, MADE = range(3)


class Warehouse(NamedTuple):
    """Where goods wait on their way through a warehouse.

    :param stock: path of its stock, from which its orders are served
    :param incoming: paths of Input, Quality and Post-production
    :param outgoing: paths of Packing and Output, from the stock outwards
    """

    id: Any
    stock: str
    incoming: tuple = ()
    outgoing: tuple = ()


class Stock(NamedTuple):
    """Own goods that are on hand in one place; a negative quantity is a hole.

    :param location: key of the place; :param path: its path
    :param expires: until when it may be taken, or None
    """

    product: Any
    company: Any
    warehouse: Any
    location: Any
    path: str
    quantity: float
    expires: Any = None


class Entered(NamedTuple):
    """What somebody has entered by hand in a move, and where it is taken.

    :param ticked: it is picked already
    :param foreign: it is somebody else's
    """

    location: Any
    path: str
    quantity: float
    ticked: bool = False
    foreign: bool = False


class Move(NamedTuple):
    """An open stock move.

    :param source: path it takes from, None where that is outside (vendors, making)
    :param target: path it brings to, or None
    :param final: path where its goods end up when the target is a step, or None
    :param date: when it is due; of what an MO makes, when that is made
    :param row: the sales order row that it delivers to; :param raw_mo: the MO that it
        is a component of; :param mo: the MO that it is made by
    :param sort_key: (rank, ROW or COMPONENT, …), the sort key of ranked demands
    :param origins: keys of the open moves that Odoo chained before it, by date
    :param chained: whether there were any, open or done, or Odoo waits for some
    :param brought: (key, quantity) of what those that are done have brought to it and
        to others with the same ones, and nobody has taken on; None where it takes from
        what is there
    :param made_for: for whom its MO makes or made it, as :attr:`Snapshot.own`
    :param entered: tuple of :class:`Entered`
    :param firm: what is reserved under a firm promise
    """

    id: Any
    product: Any
    company: Any
    quantity: float
    date: Any = None
    source: Any = None
    source_warehouse: Any = None
    target: Any = None
    target_warehouse: Any = None
    final: Any = None
    row: Any = None
    raw_mo: Any = None
    mo: Any = None
    sort_key: Any = None
    origins: tuple = ()
    chained: bool = False
    brought: Any = None
    made_for: Any = None
    entered: tuple = ()
    firm: float = 0.0


class Demand(NamedTuple):
    """Somebody who waits for a quantity.

    :param owner: who it is: ``("row", id)``, ``("raw", move)``, ``("transfer", move)``,
        ``("virtual", row)`` or a further module's ``(name, id)``
    :param path: place below which it can take
    :param sort_key: among those of its kind; of ranked ones (rank, …)
    :param kind: RANKED, BROUGHT (it takes what others brought it), TRANSFER, PUT_AWAY,
        OFFERED (it takes nothing from anybody outside its offer)
    :param offer: key of the quotation that an offered one is of
    :param move: key of the move that reserves for it, or None
    :param mo: MO whose output never serves it
    :param brought: as of :class:`Move`
    :param home: warehouse that asks for it, where it takes from another one
    """

    owner: Any
    product: Any
    company: Any
    warehouse: Any
    quantity: float
    path: str
    sort_key: tuple
    kind: str = RANKED
    move: Any = None
    date: Any = None
    row: Any = None
    mo: Any = None
    entered: tuple = ()
    firm: float = 0.0
    home: Any = None
    brought: Any = None
    offer: Any = None

    @property
    def pool(self):
        """Return the key of the pool that it takes from."""
        return self[1:4]


class Supply(NamedTuple):
    """A quantity that is there or comes.

    :param key: what it is: ``("stock", location)``, ``("mo", move)``, ``("move",
        move)``, ``("mto", MO)`` or a further module's ``(model, id)``
    :param date: when it comes; None is on hand
    :param late: it should have come already
    :param kind: RECEIPT, MOVED or MADE
    :param mo: MO that makes it; :param made_for: whom its MO makes or made it for
    :param passing: it is beside the stock, where it fills no hole of that
    """

    key: Any
    product: Any
    company: Any
    warehouse: Any
    quantity: float
    date: Any = None
    path: str = ""
    late: bool = False
    kind: int = RECEIPT
    mo: Any = None
    made_for: Any = None
    expires: Any = None
    passing: bool = False

    @property
    def pool(self):
        """Return the key of the pool that it comes to."""
        return self[1:4]


class Making(NamedTuple):
    """An open MO made to order.

    :param quantity: what it still makes; :param date: when that is made
    """

    mo: Any
    row: Any
    product: Any
    quantity: float
    date: Any


class Share(NamedTuple):
    """What one piece takes of a component, line by line of its bills.

    :param lines: tuple of (quantity in the line's unit, how much of the component's
        unit one of that is)
    """

    lines: tuple

    def of(self, pieces, digits):
        """Return what so many pieces take, as Odoo asks for it.

        A line takes no less than a digit of its unit (``mrp.bom.explode``); of the
        component's, half of one is one.

        :param digits: after the decimal point
        """
        step = 10**digits
        return sum(
            floor(ceil(quantity * pieces * step - EPSILON) * factor + 0.5 + EPSILON)
            / step
            for quantity, factor in self.lines
        )


def taken(share, pieces, digits):
    """Return what so many pieces take of a component.

    :param share: :class:`Share`, or a quantity of one piece
    :param digits: after the decimal point, of a share
    """
    return share.of(pieces, digits) if isinstance(share, Share) else share * pieces


class Snapshot(NamedTuple):
    """All that an allocation depends on.

    :param moves: tuple of :class:`Move`
    :param demands: tuple of :class:`Demand` that are no moves
    :param supplies: tuple of :class:`Supply` that are no moves
    :param own: {whom: quantity of what was made for him that is still there}, of
        ``("row", id)`` and of ``("part", MO, product)`` what subassemblies made
    :param making: tuple of :class:`Making`
    :param recipes: {(row, product): {component: :class:`Share` of one piece, or a plain
        quantity}}, None where nothing says what it is made of; only of rows that could
        be made
    :param makeable: rows that, when short, take nothing: they will be made
    :param to_make: {row: quantity that shall be made, whatever serves the row}
    :param until: lowest rank whose result counts, None for all
    :param whole: products of which every rank counts
    :param order: the order of service, see :mod:`engine.service`
    :param today: when the day began, None where nothing overdue is to be spared
    :param digits: after the decimal point, of what shares of recipes come to
    """

    now: Any
    order: tuple
    warehouses: tuple = ()
    stock: tuple = ()
    moves: tuple = ()
    demands: tuple = ()
    supplies: tuple = ()
    own: Any = {}
    making: tuple = ()
    recipes: Any = {}
    makeable: Any = frozenset()
    to_make: Any = {}
    until: Any = None
    whole: Any = frozenset()
    today: Any = None
    digits: int = 2


class Claim(NamedTuple):
    """That a supply serves a demand by a quantity."""

    demand: Any
    supply: Any
    quantity: float
    date: Any
    late: bool = False


class Circle(NamedTuple):
    """That what a row is short of is made of something that is made of it.

    The ingredient is served last, from what all others leave.
    """

    row: Any
    product: Any
    component: Any
