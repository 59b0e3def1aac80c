"""What is said to a user, one sentence each (wording: short, and what to do next)."""


def buffer_out_of_range(env, company, most):
    return env._(
        "Working days kept in hand of %(company)s: enter 0 to %(most)s.",
        company=company,
        most=most,
    )


def closed_or_locked(env, orders):
    return env._("Closed or locked: %s.", orders)


def days_to_stock_out_of_range(env, company, most):
    return env._(
        "Days to make to stock of %(company)s: enter 0 to %(most)s.",
        company=company,
        most=most,
    )


def deadline_as_before(env):
    return env._("as before")


def deadline_set(env, name, date):
    return env._("%(name)s: %(date)s", name=name, date=date)


def deadlines_planned(env, count):
    return env._("Planned: %s production deadlines have changed.", count)


def deadlines_set(env, count, date):
    return env._("%(count)s orders: %(date)s", count=count, date=date)


def frozen_days_out_of_range(env, warehouse, most):
    return env._(
        "Days that stay as planned in %(warehouse)s: enter 0 to %(most)s.",
        warehouse=warehouse,
        most=most,
    )


def no_date(env, value):
    return env._("%s is no date.", value)


def no_feasible_date(env, order, products):
    return env._(
        "%(order)s cannot be promised: %(products)s is missing, and nobody makes or"
        " buys it.",
        order=order,
        products=products,
    )


def no_free_hours(env, centers):
    return env._("No free working hours: %s", centers)


def no_working_days(env):
    return env._("The company has no working days.")


def nothing_planned(env, company):
    return env._(
        "No warehouse of %s has automatic production deadlines: choose them under"
        " Make → Settings.",
        company,
    )


def no_feasible_ingredients(env, order, products):
    return env._(
        "%(order)s cannot be promised: what %(products)s is made of is missing.",
        order=order,
        products=products or "-",
    )


def not_mailed(env, orders):
    return env._("Promised otherwise, or closed, by now: %s.", orders)


def promise_undone(env, count):
    return (
        env._("The promise is as before.")
        if count == 1
        else env._("%s promises are as before.", count)
    )


def promised(env, old, new):
    return env._("Promised: %(old)s → %(new)s", old=old, new=new)


def promised_of(env, order, date):
    return env._("%(order)s is promised for %(date)s.", order=order, date=date)


def waits_for_unplanned(env, orders):
    return env._("It waits for %s, which cannot be planned.", orders)


# -- why something is not there yet (behaviour 11) --------------------------------


def another(env):
    return env._("another order")


def behind(env, center, mo, date):
    return env._(
        "%(center)s works on %(mo)s before, until %(date)s.",
        center=center,
        mo=mo,
        date=date,
    )


def behind_several(env, center, mo, count, date):
    return env._(
        "%(center)s works on %(mo)s and %(count)s more before, until %(date)s.",
        center=center,
        mo=mo,
        count=count,
        date=date,
    )


def brings(env, receipt, much, date):
    return env._(
        "%(receipt)s brings %(much)s on %(date)s.",
        receipt=receipt,
        much=much,
        date=date,
    )


def brings_never(env, receipt):
    return env._("%s would bring it, but has nothing to bring.", receipt)


def causes_changed(env, name):
    return env._("Meanwhile something else delays %s: look again.", name)


def closed(env, center, date):
    return env._("%(center)s is closed until %(date)s.", center=center, date=date)


def held(env, holder, much):
    return env._("%(holder)s is served before: %(much)s.", holder=holder, much=much)


def held_by_several(env, holder, much, count):
    return env._(
        "%(holder)s (%(much)s) and %(count)s more are served before.",
        holder=holder,
        much=much,
        count=count,
    )


def held_by_promise(env, holder, much):
    return env._(
        "%(much)s is held by a firm promise: %(holder)s.", holder=holder, much=much
    )


def held_firmly(env, holder, much):
    return env._("%(holder)s has %(much)s already.", holder=holder, much=much)


def mo_never(env, mo, much):
    return env._("%(mo)s cannot make %(much)s yet.", mo=mo, much=much)


def mo_on(env, mo, much, date):
    return env._(
        "%(mo)s makes %(much)s: can be done on %(date)s.", mo=mo, much=much, date=date
    )


def never_works(env, center):
    return env._("%s has no working hours.", center)


def pinned(env, mo, date):
    return env._(
        "Somebody set the production deadline of %(mo)s: %(date)s.", mo=mo, date=date
    )


def row_name(env, order, product):
    return env._("%(order)s: %(product)s", order=order, product=product)


def row_never(env, much):
    return env._("%s: no date yet, something is missing.", much)


def row_now(env, much):
    return env._("%s: could be there now.", much)


def row_on(env, much, date):
    return env._("%(much)s: can be there on %(date)s.", much=much, date=date)


def sent(env, receipt, date):
    return env._("%(receipt)s sends it on %(date)s.", receipt=receipt, date=date)


def short(env, much):
    return env._("%s is missing.", much)


def short_too(env, sentence, count):
    """Say of how many other products something is missing too."""
    if count == 1:
        return env._("%s One more product is missing.", sentence)
    return env._(
        "%(sentence)s %(count)s more products are missing.",
        sentence=sentence,
        count=count,
    )


def short_of(env, much):
    return env._("%s is missing, and no open order brings it.", much)


def work_never(env, task, center, hours):
    return env._(
        "%(task)s: %(hours)s h at %(center)s, no date yet.",
        task=task,
        center=center,
        hours=hours,
    )


def work_until(env, task, center, hours, date):
    return env._(
        "%(task)s: %(hours)s h at %(center)s, until %(date)s.",
        task=task,
        center=center,
        hours=hours,
        date=date,
    )


def ask_mails(env, customers):
    """Return title, text and button of a question."""
    return {
        "title": env._("Write to the customers?"),
        "body": env._("Each gets a mail with the new date: %s", customers),
        "confirm": env._("Write"),
    }


def mailed(env, customers):
    return env._("Written to: %s", customers)


def no_address(env, customers):
    return env._("No email address: %s", customers)


def no_template(env):
    return env._("The template of the mail is gone: write to each customer yourself.")


def nothing_delays(env):
    return env._("Nothing holds it up but its delivery.")
