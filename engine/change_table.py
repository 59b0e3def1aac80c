"""What a change of a sales order row does to its make-to-order MO, as data.

This is the table of behaviour 6. The row says what its open MO should make; the
MO says whether work on it has started; the table says what happens. It is
absolute: applied twice, it leaves the same result.
"""

from typing import NamedTuple

# What the row asks for.
QUANTITY = "quantity"  # another quantity than planned
EXACT = "exact"  # exactly what is produced already
BELOW = "below"  # less than what is produced and recorded
GONE = "gone"  # removed, quantity 0, order cancelled
PRODUCT = "product"  # another product

# What happens to the MO.
FOLLOW = "follow"  # its planned quantity follows the row
CANCEL = "cancel"  # it is cancelled, with the reason in its chatter
UNLINK = "unlink"  # it becomes make to stock, flagged with the reason
REFUSE = "refuse"  # the change itself is refused
POLICY = {True: FOLLOW, False: UNLINK}  # by the company's setting: follow or not
SOURCE = {True: UNLINK, False: REFUSE}  # by who changes: a connector or a user

# change: (MO not started, started with nothing recorded, started with work recorded).
# Of a done MO nothing is changed: what is too much of its output becomes free stock
# (``sale.order.line._mto_release_surplus``).
TABLE = {
    QUANTITY: (FOLLOW, POLICY, POLICY),
    EXACT: (CANCEL, CANCEL, UNLINK),
    BELOW: (CANCEL, SOURCE, SOURCE),
    GONE: (CANCEL, UNLINK, UNLINK),
    PRODUCT: (CANCEL, UNLINK, UNLINK),
}


class Situation(NamedTuple):
    """A row and its open MO, quantities in the MO's unit.

    :param planned: what the MO is planned to make
    :param needed: ordered - delivered before the link - produced by the row's MOs
    :param recorded: output recorded on the MO and not yet produced
    :param started: whether work on the MO, or on one it is the rest of, has begun
    :param worked: whether output or consumption is recorded on the MO
    :param gone: whether the row is removed, 0 or of a cancelled order
    :param same_product: whether row and MO are still of one product
    :param follow: whether the company lets started MOs follow
    :param connector: whether a connector changes the row
    """

    planned: float
    needed: float
    recorded: float = 0.0
    started: bool = False
    worked: bool = False
    gone: bool = False
    same_product: bool = True
    follow: bool = True
    connector: bool = False


def change(situation, precision):
    """Return which line of the table a situation is, or None when all agrees.

    :param precision: the smallest difference that counts, in the MO's unit
    """
    if not situation.same_product:
        return PRODUCT
    if situation.gone:
        return GONE
    if abs(situation.needed) < precision / 2:
        return EXACT
    if situation.needed < situation.recorded - precision / 2:
        return BELOW
    if abs(situation.needed - situation.planned) < precision / 2:
        return None
    return QUANTITY


def decide(situation, precision):
    """Return what happens to the MO: a value of the table, or None for nothing."""
    found = change(situation, precision)
    if found is None:
        return None
    action = TABLE[found][situation.started + (situation.started and situation.worked)]
    if action is POLICY:
        return POLICY[situation.follow]
    return SOURCE[situation.connector] if action is SOURCE else action
