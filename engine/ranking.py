"""Places on the number line that sales orders and make-to-stock MOs share.

A rank is a float; the smaller is served first. ``0.0`` is no rank, because a
column nobody filled would otherwise be the top (behaviour 3).
"""


def between(low, high, count):
    """Return ``count`` ranks in the open gap between two neighbours.

    :param low: rank of the neighbour above, or None at the top of the line
    :param high: rank of the neighbour below, or None at its end
    :param count: how many ranks are wanted, at least 1
    :return: ascending list of floats, all different, none of them 0.0; or None
        when the gap has no room for so many
    """
    if low is None and high is None:
        low, step = 0.0, 1.0
    elif low is None:
        low, step = high - count - 1, 1.0
    elif high is None:
        step = 1.0
    else:
        step = (high - low) / (count + 1)
    places = [low + step * number for number in range(1, count + 1)]
    if 0.0 in places:
        places = [place - step / 2 for place in places]
    # Floats are finite: a gap is used up when its places are no longer apart.
    line = [low, *places] if high is None else [low, *places, high]
    apart = all(a < b for a, b in zip(line, line[1:], strict=False))
    return places if apart else None


def insert(block, moved, target, *, before):
    """Return a block's order after some of it was dropped next to a member.

    :param block: keys in their present order
    :param moved: keys to move, in the order in which they shall stand
    :param target: key of the block that is not among the moved
    :param before: drop above the target, else below it
    """
    rest = [key for key in block if key not in set(moved)]
    at = rest.index(target) + (not before)
    return [*rest[:at], *moved, *rest[at:]]
