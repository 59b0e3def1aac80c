"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def made_in_batch(env):
    return env._("Made in batch")


def made_meanwhile(env, product, quantity, unit):
    return env._(
        "Meanwhile %(quantity)s %(unit)s of %(product)s is missing: enter how much to"
        " make, or open this anew.",
        product=product,
        quantity=quantity,
        unit=unit,
    )


def make_in_batch(env):
    return env._("Make in batch")


def make_subassemblies(env):
    return env._("Make subassemblies")


def make_to_order(env):
    return env._("Make to order")


def no_longer_open(env, mo):
    return env._("%s is closed: nothing is made for it any more.", mo)


def no_manufacture(env, places):
    return env._("Nothing is manufactured in %s: choose another warehouse.", places)


def no_quantity(env):
    return env._("Enter a quantity.")


def not_needed(env, mo, product):
    return env._("%(mo)s does not need %(product)s.", mo=mo, product=product)


def not_your_company(env, companies):
    return env._("%s is not among your companies.", companies)


def production_status(env):
    return env._("Production status")


def status_set(env, mo, status):
    return env._("%(mo)s: %(status)s", mo=mo, status=status)
