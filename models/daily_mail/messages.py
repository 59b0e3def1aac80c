"""What the daily mail says."""


def subject(env, late, back):
    if not back:
        return env._("%(count)s orders became late", count=late)
    if not late:
        return env._("%(count)s orders are on time again", count=back)
    return env._(
        "%(late)s orders became late, %(back)s are on time again", late=late, back=back
    )


def late(env, customer, date, cause):
    return env._(
        "%(customer)s, due %(date)s: %(cause)s",
        customer=customer,
        date=date,
        cause=cause,
    )


def nothing_delays(env):
    return env._("Nothing holds it up but its delivery.")
