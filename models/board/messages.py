"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def late(env):
    return env._("Late"), env._("Orders that cannot be there in time.")


def at_risk(env):
    return env._("At risk"), env._("Expected, but what they rely on may not come.")


def to_make(env):
    return env._("To make"), env._("Orders that are short, and nothing is made yet.")


def ready(env):
    return env._("Ready to start"), env._("All ingredients are in stock.")


def waiting(env):
    return env._("Waiting for ingredients"), env._("Ingredients that hold work up.")


def to_buy(env):
    return env._("To buy or make"), env._("Ingredients that nobody has ordered.")


def blocked(env):
    return env._("Blocked"), env._("Somebody said why work cannot go on.")


def to_decide(env):
    return env._("To decide"), env._("Unlinked, or to review after a change.")


def overloaded(env):
    return (
        env._("Days with too much work"),
        env._("Of work centers, in the next two weeks."),
    )


def serves_nobody(env):
    return env._("Serves nobody"), env._("Made to stock, and nobody waits for it.")
