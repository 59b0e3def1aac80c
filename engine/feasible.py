"""When what is ranked can be there at the earliest (behaviour 11)."""

from collections import defaultdict

from .capacity import plan


def feasible(orders, centers, now, lacking):
    """Return when each order can be done.

    A moment set by hand is not undercut (``not_before`` of an order); what nothing
    serves can never be done, nor what waits for that.

    :param orders: list of :class:`~engine.capacity.Order`, by rank
    :param centers: as of :func:`~engine.capacity.plan`
    :param now: moment from which on work is planned
    :param lacking: keys of the orders that lack something nobody makes or buys
    :return: {key: moment, or None}
    """
    done = plan(orders, centers, now).done
    waiting = defaultdict(list)
    for order in orders:
        for key in order.after:
            waiting[key].append(order.key)
    never = list(dict.fromkeys(lacking))
    reached = set(never)
    for key in never:
        more = [other for other in waiting[key] if other not in reached]
        reached.update(more)
        never += more
    return {key: None if key in reached else moment for key, moment in done.items()}
