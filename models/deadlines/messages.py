"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def buffer_out_of_range(env, company, most):
    return env._(
        "Working days kept in hand of %(company)s: enter 0 to %(most)s.",
        company=company,
        most=most,
    )


def closed_or_locked(env, orders):
    return env._("Closed or locked: %s.", orders)


def days_to_stock_out_of_range(env, company, most):
    return env._(
        "Days to make to stock of %(company)s: enter 0 to %(most)s.",
        company=company,
        most=most,
    )


def deadline_as_before(env):
    return env._("as before")


def deadline_set(env, name, date):
    return env._("%(name)s: %(date)s", name=name, date=date)


def deadlines_planned(env, count):
    return env._("Planned: %s production deadlines have changed.", count)


def deadlines_set(env, count, date):
    return env._("%(count)s orders: %(date)s", count=count, date=date)


def frozen_days_out_of_range(env, warehouse, most):
    return env._(
        "Days that stay as planned in %(warehouse)s: enter 0 to %(most)s.",
        warehouse=warehouse,
        most=most,
    )


def no_date(env, value):
    return env._("%s is no date.", value)


def no_feasible_date(env, order, products):
    return env._(
        "%(order)s cannot be promised: %(products)s is missing, and nobody makes or"
        " buys it.",
        order=order,
        products=products,
    )


def no_free_hours(env, centers):
    return env._("No free working hours: %s", centers)


def no_working_days(env):
    return env._("The company has no working days.")


def nothing_planned(env, company):
    return env._(
        "No warehouse of %s has automatic production deadlines: choose them under"
        " Make → Settings.",
        company,
    )


def no_feasible_ingredients(env, order, products):
    return env._(
        "%(order)s cannot be promised: what %(products)s is made of is missing.",
        order=order,
        products=products or "-",
    )


def promise_undone(env, count):
    return env._("%s promises are as before.", count)


def promised(env, old, new):
    return env._("Promised: %(old)s → %(new)s", old=old, new=new)


def promised_of(env, order, date):
    return env._("%(order)s is promised for %(date)s.", order=order, date=date)


def waits_for_unplanned(env, orders):
    return env._("It waits for %s, which cannot be planned.", orders)
