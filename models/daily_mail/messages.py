"""What the daily mail says."""


def subject(env, late, back):
    told = [late and became_late(env, late), back and on_time_again(env, back)]
    return ", ".join(filter(None, told))


def became_late(env, count):
    if count == 1:
        return env._("1 order became late")
    return env._("%(count)s orders became late", count=count)


def on_time_again(env, count):
    if count == 1:
        return env._("1 order is on time again")
    return env._("%(count)s orders are on time again", count=count)


def late(env, customer, date, cause):
    return env._(
        "%(customer)s, due %(date)s: %(cause)s",
        customer=customer,
        date=date,
        cause=cause,
    )
