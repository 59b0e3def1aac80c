"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def bills_in_a_circle(env):
    return env._(
        "Its bills of materials go round in a circle: it is served from what all "
        "others leave."
    )


def not_bought(env, products):
    return env._("Not bought: %s", products)


def nothing_to_buy(env, products):
    return env._(
        "Nothing to buy: %s has no vendor, or is in draft orders already.", products
    )


def nothing_was_ordered(env, products):
    return env._("No purchase order was made for %s: look at its routes.", products)


def ordered_already(env, orders):
    return env._("Ordered already: %s.", orders)


def ordered_and_expected(env, order, vendor, date):
    return env._(
        "%(order)s (%(vendor)s): expected %(date)s",
        order=order,
        vendor=vendor,
        date=date,
    )


def unknown_claims(env, kinds):
    return env._("Claims are of one of these: %s.", kinds)


def waiting_for(env, ingredients):
    return env._("Waiting for %s", ingredients)
