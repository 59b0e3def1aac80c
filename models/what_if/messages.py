"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def applied(env):
    return env._("What was tried is done.")


def applied_back(env):
    return env._("All is as it was before.")


def deliver_part(env):
    return env._("Deliver what is there first.")


def have_by(env, receipt, date):
    return env._("Have %(receipt)s come by %(date)s.", receipt=receipt, date=date)


def more_hours(env, center, start, end):
    return env._(
        "More hours at %(center)s between %(start)s and %(end)s.",
        center=center,
        start=start,
        end=end,
    )


def moved_on_time(env, order, place):
    return env._("%(order)s is on time now, at %(place)s.", order=order, place=place)


def no_change(env, change):
    return env._("%s is no move and no date that can be tried.", change)


def no_receipt(env, receipt):
    return env._("%s is no open receipt.", receipt)


def on_time_already(env, order):
    return env._("%s is on time.", order)


def there_by(env, date):
    return env._("It has to be there by %s.", date)


def too_late_at_the_top(env, order, date):
    return env._(
        "No place in the ranking makes %(order)s on time: at the top it is there on"
        " %(date)s. Promise that date, or see to what it waits for.",
        order=order,
        date=date,
    )


def missing_at_the_top(env, order, products):
    return env._(
        "No place in the ranking makes %(order)s on time: %(products)s is missing."
        " Make or buy it first.",
        order=order,
        products=products,
    )
