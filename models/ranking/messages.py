"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def back_at(env, order, place):
    return env._("%(order)s is back at %(place)s.", order=order, place=place)


def back_in_places(env):
    return env._("All stands where it stood.")


def before_or_after(env):
    return env._("Pass either before_id or after_id.")


def closed_unranked(env, orders):
    return env._("%s is closed and has no rank.", orders)


def moved(env, old, new):
    return env._(
        "Moved in the ranking from position %(old)s to %(new)s.", old=old, new=new
    )


def moved_from(env, order, old, new):
    return env._(
        "%(order)s moved from %(old)s to %(new)s.", order=order, old=old, new=new
    )


def moves_along(env, mo):
    return env._(
        "%s moves along with its sales order: choose an order outside those that move.",
        mo,
    )


def neighbours_gone(env, order):
    return env._("What stood next to %s is gone.", order)


def next_to_itself(env, order):
    return env._("%s cannot be moved next to itself.", order)


def no_open_order(env, order, company):
    return env._(
        "%(order)s is no open order of %(company)s to move next to.",
        order=order,
        company=company,
    )


def no_partner_field(env):
    return env._("Choose under Settings → Make which field of the customer ranks.")


def no_position(env):
    return env._("Enter a position: 1 is the top.")


def not_comparable(env, field, value):
    return env._(
        "%(field)s cannot be compared with %(value)s.", field=field, value=value
    )


def no_such_order(env, key):
    return env._(
        "Orders cannot be ranked by %s: use deadline, order_date, slack or partner.",
        key,
    )


def nothing_else_ranked(env):
    return env._("There is nothing else in the ranking.")


def order_gone(env):
    return env._("An order to move no longer exists.")


def ranked(env, count):
    return env._("%s orders have another place now.", count)


def ranked_back(env, count):
    return env._("%(count)s orders are back in their places.", count=count)


def ranked_already(env):
    return env._("They stand in that order already.")


def ranked_by_manufacturing_users(env):
    return env._("Only manufacturing users may rank make-to-stock orders.")


def several_companies(env):
    return env._("Orders of several companies cannot be moved together.")
