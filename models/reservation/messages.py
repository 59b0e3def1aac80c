"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def firm_by_others(env, orders):
    return env._(
        "Only a sales manager, or who sold it, makes a promise firm: %s.", orders
    )


def firm_closed(env, orders):
    return env._("Closed: nothing is held for %s any more.", orders)


def promises_as_before(env):
    return env._("Firm promises are as before.")


def promises_firm(env, orders):
    return env._("Promised firmly: %s. What they hold stays theirs.", orders)


def promises_not_firm(env, orders):
    return env._(
        "No longer promised firmly: %s. What they hold goes by rank again.", orders
    )
