"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def blocked(env, reason):
    return env._("Blocked: %s", reason)


def blocked_again(env, names):
    return env._("Blocked again: %s", names)


def closed_status(env, mo):
    return env._("%s is closed; its status cannot be changed.", mo)


def finished(env, tasks):
    return env._("Finished: %s", tasks)


def follows_parent(env, parent):
    return env._("Follows its parent %s.", parent)


def goes_on_with(env, mo):
    return env._("Taken back: %s goes on with it.", mo)


def has_started(env, mo):
    return env._("Part of %s is made already: it has started.", mo)


def how_much(env, mo):
    return env._("Say how much of %s is made.", mo)


def is_blocked(env, mo, reason):
    return env._("%(mo)s is blocked: %(reason)s", mo=mo, reason=reason)


def not_any_more(env, tasks):
    return env._("Not possible any more: %s.", tasks)


def missing_of_mo(env, mo, quantity, unit, product):
    return env._(
        "%(mo)s: %(quantity)s %(unit)s of %(product)s, which takes the stock below"
        " zero",
        mo=mo,
        quantity=quantity,
        unit=unit,
        product=product,
    )


def taken_from_others(env, mo, quantity, unit, product):
    return env._(
        "%(mo)s: %(quantity)s %(unit)s of %(product)s, which others have reserved",
        mo=mo,
        quantity=quantity,
        unit=unit,
        product=product,
    )


def more_than_planned(env, mo, whole):
    return env._(
        "%(mo)s is for %(whole)s. Enter at most %(whole)s.", mo=mo, whole=whole
    )


def needs_input(env):
    return env._("Needs your input")


def needs_input_for(env, reasons):
    """Say of each of some orders what Odoo asks.

    :param reasons: list of (name, text)
    """
    return "\n".join([needs_input(env), *(f"{mo}: {why}" for mo, why in reasons)])


def other_serials(env, count):
    return env._("%(count)s serial numbers are entered.", count=count)


def no_quantity(env):
    return env._("Enter a quantity.")


def no_reason(env, mo):
    return env._("Enter a reason for blocking %s.", mo)


def no_subassembly_missing(env, mos):
    return env._("%s: no subassembly is missing.", mos)


def not_needed(env, mo, product):
    return env._("%(mo)s does not need %(product)s.", mo=mo, product=product)


def not_started(env, tasks):
    return env._("Not started: %s", tasks)


def parent_cancelled(env, parent):
    return env._("Its parent %s was cancelled.", parent)


def parent_needs_less(env, parent):
    return env._("%s no longer needs this subassembly.", parent)


def part_made(env, mo, made, whole, rest):
    return env._(
        "%(mo)s: %(made)s of %(whole)s made. The rest is %(rest)s.",
        mo=mo,
        made=made,
        whole=whole,
        rest=rest,
    )


def paused(env):
    return env._("Paused")


def paused_tasks(env, tasks):
    return env._("Paused: %s", tasks)


def started(env, tasks):
    return env._("Started: %s", tasks)


def status_by_manufacturing_users(env):
    return env._("Only manufacturing users may change an MO's status or deadline.")


def status_not_set(env, status):
    return env._("Status %s cannot be set manually.", status)


def status_set(env, mo, status):
    return env._("%(mo)s: %(status)s", mo=mo, status=status)


def statuses_set(env, count, status):
    return env._("%(count)s orders: %(status)s", count=count, status=status)


def still_to_close(env, task, orders):
    return env._("%(task)s. Still to be closed: %(orders)s", task=task, orders=orders)


def subassemblies_by_manufacturing_users(env):
    return env._(
        "Only manufacturing users may make subassemblies of what is made to stock."
    )


def take_order_back(env, mo):
    return env._("%s is closed: take the order back instead.", mo)


def task_taken_back(env, tasks):
    return env._("Taken back: %s", tasks)


def unblocked(env, names):
    return env._("Unblocked: %s", names)


def was_blocked(env, hours, reason):
    return env._(
        "Blocked for %(hours).1f hours: %(reason)s", hours=hours, reason=reason
    )
