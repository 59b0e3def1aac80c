"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def another_order(env):
    return env._("another order")


def grouped_by_hidden(env, field):
    return env._("You may not group by %s.", field)
