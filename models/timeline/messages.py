"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def no_center(env):
    return env._("No work center")


def nobody(env):
    return env._("For stock")


def one_order(env):
    return env._("Move one order at a time here.")


def stays(env, order, place):
    return env._("%(order)s stays at %(place)s.", order=order, place=place)
