"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def bills_in_a_circle(env):
    return env._(
        "Its bills of materials go round in a circle: it is served from what all "
        "others leave."
    )


def made_not_bought(env, products):
    return env._("Not bought, for it is made here: %s", products)


def no_vendor_to_buy_from(env, products):
    return env._("Not bought, for nobody sells it: %s", products)


def not_bought_after_all(env, orders):
    return env._("Taken off %s again.", orders)


def nothing_left_to_buy(env, products):
    return env._(
        "Not bought, for what is missing is ordered or in draft orders already: %s",
        products,
    )


def nothing_to_buy(env):
    return env._("Nothing to buy: choose ingredients that are missing.")


def nothing_was_ordered(env, products):
    return env._("No purchase order was made for %s: look at its routes.", products)


def ordered_already(env, orders):
    return env._("Ordered already: %s.", orders)


def ordered_and_expected(env, order, vendor, date):
    return env._(
        "Draft %(order)s (%(vendor)s): expected %(date)s",
        order=order,
        vendor=vendor,
        date=date,
    )


def unknown_claims(env, kinds):
    return env._("Claims are of one of these: %s.", kinds)


def waiting_for(env, ingredients):
    return env._("Waiting for %s", ingredients)


def overdue(env, receipt):
    return env._("%s is overdue.", receipt)


def is_blocked(env, mo, reason):
    return env._("%(mo)s is blocked: %(reason)s", mo=mo, reason=reason)


def transfer_lacks(env, transfer):
    return env._("%s has nothing to bring.", transfer)


def transfer_late(env, transfer, date):
    return env._(
        "What %(transfer)s brings comes on %(date)s.", transfer=transfer, date=date
    )


def lacks_ingredients(env, mo):
    return env._("%s lacks ingredients.", mo)


def ingredients_come_late(env, mo, date):
    return env._(
        "Ingredients of %(mo)s come after its production deadline: %(date)s.",
        mo=mo,
        date=date,
    )
