"""The order of values that are no numbers: what a planner wants to see first."""

import unicodedata

from ...engine import status

# What a planner wants to see first comes first.
WORST_FIRST = {
    "sales_items_availability": status.SALES_ITEMS,
    "ingredients_availability": status.INGREDIENTS,
    "production_status": (
        *(status.TO_MAKE, status.BLOCKED, status.NOT_STARTED, status.IN_PROGRESS),
        *(status.PARTIALLY_COMPLETE, status.DONE, status.CANCELLED),
    ),
}


def _collated(value):
    """Return what a value is sorted by: words without case and accents."""
    if not isinstance(value, str):
        return value
    plain = unicodedata.normalize("NFKD", value.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char)), value


def places_of(name, known):
    """Return {id: place} of some values by which records are sorted.

    :param name: of the field; :param known: {id: value}, those of nothing have no place
    """
    order = WORST_FIRST.get(name)
    if order:
        place = {value: at for at, value in enumerate(order)}
    else:
        values = {value for value in known.values() if value}
        place = {value: at for at, value in enumerate(sorted(values, key=_collated))}
    return {id_: place[value] for id_, value in known.items() if value in place}
