"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def changed_since(env, names):
    return env._("Changed since, so it stays: %s.", names)


def choose_one(env):
    return env._("Choose one document.")


def found_by_hidden(env, field):
    return env._("You may not search or sort by %s.", field)


def internal_users_alone(env):
    return env._("Only internal users work with the make schedule.")


def no_domain(env, domain):
    return env._("%s is no search of these orders.", domain)


def no_value(env, value, field):
    return env._("%(value)s is no value for %(field)s.", value=value, field=field)


def sales_and_manufacturing_alone(env):
    return env._("Only sales and manufacturing users may do that.")


def set_by_the_ranking(env, field, document):
    return env._(
        "%(field)s of %(document)s cannot be changed: the ranking and make to "
        "order set it.",
        field=field,
        document=document,
    )
