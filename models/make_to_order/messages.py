"""What is said to a user, one sentence each (wording: short, and what to do next)."""


class Reason(str):
    """Why a row is not made; ``short`` is the same without its name, for many rows."""

    __slots__ = ("short",)

    def __new__(cls, text, short):
        """Return the reason.

        :param text: naming the row; :param short: beside its order
        """
        reason = super().__new__(cls, text)
        reason.short = short
        return reason


def already_made(env, row, mo):
    return Reason(
        env._("%(row)s is already made by %(mo)s.", row=row, mo=mo),
        env._("It is already made."),
    )


def applied_mos(env, mos):
    return env._("The change is applied: %s", mos)


def apply_or_keep(env):
    return env._("The sales order has changed: apply or keep?")


def available(env, row):
    return Reason(env._("%s is available.", row), env._("Nothing of it is missing."))


def backorder_of_flagged(env):
    return env._("Backorder of a flagged order")


def by_product_gone(env, mo, product, place):
    return env._(
        "%(mo)s cannot be taken back: its by-product %(product)s is no longer at "
        "%(place)s.",
        mo=mo,
        product=product,
        place=place,
    )


def cancel_begun_by_hand(env, mos):
    return env._("%s has begun. Cancel it by hand.", mos)


def cancelled(env, mos):
    return env._("Cancelled: %s", mos)


def cancelled_with_it(env, mo):
    return env._("%s is cancelled with it.", mo)


def change_to_review(env, reason, planned, unit):
    return env._(
        "%(reason)s This order makes %(planned)s %(unit)s.",
        reason=reason,
        planned=planned,
        unit=unit,
    )


def closed(env, mo):
    return env._("%s is closed.", mo)


def created(env, mos):
    return env._("Created: %s", mos)


def deleted(env, row):
    return env._("%s was deleted.", row)


def decided_again(env, mos):
    return env._("To be decided again: %s", mos)


def delivered_already(env, mo, order):
    return env._(
        "%(mo)s cannot be taken back: what it made is delivered with %(order)s.",
        mo=mo,
        order=order,
    )


def difference(env, order, needed, unit, planned):
    return env._(
        "%(order)s asks for %(needed)s %(unit)s, this order makes %(planned)s.",
        order=order,
        needed=needed,
        unit=unit,
        planned=planned,
    )


def other_product(env, order, needed, planned):
    return env._(
        "%(order)s asks for %(needed)s, this order makes %(planned)s.",
        order=order,
        needed=needed,
        planned=planned,
    )


def dropshipped(env, row):
    return Reason(
        env._("%s is shipped by its vendor.", row),
        env._("It is shipped by its vendor."),
    )


def goes_on_for(env, mo):
    return env._("Goes on with %s, which was taken back.", mo)


def goes_on_to_stock(env, mo):
    return env._(
        "%s has begun: it goes on as make to stock, no longer for this order.", mo
    )


def goes_on_with(env, mo):
    return env._("Taken back: %s goes on with it.", mo)


def has_its_mo(env, row):
    return env._("%s already has its manufacturing order.", row)


def ingredients_missing(env, row):
    return env._("%s: not every ingredient is in stock.", row)


def kept_to_stock(env):
    return env._("Kept as make to stock.")


def kept_mos(env, mos):
    return env._("Kept as make to stock: %s", mos)


def kit(env, row):
    return Reason(
        env._("%s is a kit: its components are made, not it.", row),
        env._("It is a kit."),
    )


def linked_again(env, order):
    return env._("Linked to %s again.", order)


def linked_mos(env, mos):
    return env._("Linked again: %s", mos)


def linked_by_make_to_order_alone(env):
    return env._("Only Make to order on a sales order row makes an MO for it.")


def made_by_subcontractor(env, mo):
    return env._(
        "%s cannot be taken back: a subcontractor made it. Return the receipt.", mo
    )


def made_in_this_warehouse(env, order, mos):
    return env._(
        "%(order)s cannot go to another warehouse while %(mos)s is being made for it.",
        order=order,
        mos=mos,
    )


def made_more_already(env, reason, mo):
    return env._(
        "%(reason)s %(mo)s has already made more: lower its recorded quantity first.",
        reason=reason,
        mo=mo,
    )


def make_to_order(env):
    return env._("Make to order")


def manufacturing_users_alone(env):
    return env._("Only manufacturing users may do this.")


def mo_follows(env, mo, old, new):
    return env._("%(mo)s follows: %(old)s → %(new)s.", mo=mo, old=old, new=new)


def more_than_ordered(env, mo, planned, order, quantity):
    return env._(
        "%(mo)s makes %(planned)s for %(order)s, not %(quantity)s. Raise the "
        "sales order, or make the rest to stock.",
        mo=mo,
        planned=planned,
        order=order,
        quantity=quantity,
    )


def no_bill(env, row):
    return Reason(
        env._("%s has neither a bill of materials nor the route Manufacture.", row),
        env._("It has no bill of materials."),
    )


def no_bill_here(env, product, company):
    return env._(
        "%(product)s has no bill of materials in a warehouse of %(company)s that "
        "manufactures.",
        product=product,
        company=company,
    )


def no_longer_for_its_order(env):
    return env._("No longer made for its sales order")


def no_longer_yours(env):
    return env._("You may no longer change this order.")


def no_manufacture_here(env, row, place):
    return Reason(
        env._(
            "%(row)s ships from a warehouse that does not manufacture: %(place)s.",
            row=row,
            place=place,
        ),
        env._("Its warehouse does not manufacture."),
    )


def no_row_to_make(env, orders):
    return env._("%s has no row that can be made.", orders)


def none(env):
    return env._("none")


def not_confirmed(env, row):
    return Reason(
        env._("%s is not confirmed. Confirm the order first.", row),
        env._("Its order is not confirmed."),
    )


def not_split(env, mo, order):
    return env._(
        "%(mo)s is made for %(order)s alone and can be neither split nor merged.",
        mo=mo,
        order=order,
    )


def not_taken_again(env):
    return env._("Its sales order cannot take it back.")


def nothing_left(env, row):
    return Reason(
        env._("%s has nothing left to deliver.", row),
        env._("It has nothing left to deliver."),
    )


def nothing_missing(env, orders):
    return env._("%s: nothing is missing that could be made.", orders)


def nothing_to_decide(env, mo, order):
    return env._(
        "%(mo)s is made for %(order)s, and no change of it waits for a decision.",
        mo=mo,
        order=order,
    )


def now_asks_for(env, order, what):
    return env._("%(order)s now asks for %(what)s.", order=order, what=what)


def others_made_more(env, reason, mo, others):
    return env._(
        "%(reason)s %(others)s made more already, so that %(mo)s cannot make less: take"
        " back what was made first.",
        reason=reason,
        others=others,
        mo=mo,
    )


def order_locked(env, order, product):
    return env._(
        "%(order)s is locked: %(product)s would not be delivered. Unlock the order"
        " first.",
        order=order,
        product=product,
    )


def order_cancelled(env, order):
    return env._("%s was cancelled.", order)


def product_gone(env, mo, product):
    return env._(
        "%(mo)s cannot be taken back: %(product)s that it made is no longer in "
        "stock, or is picked, packed or made for another order.",
        mo=mo,
        product=product,
    )


def quantity_is_done(env, mo):
    return env._("%s is done; its quantity cannot be changed.", mo)


def row_decides(env, field, mo, order):
    return env._(
        "%(field)s of %(mo)s cannot be changed here: its sales order row decides."
        " Change %(order)s.",
        field=field,
        mo=mo,
        order=order,
    )


def row_decides_output(env, mo):
    return env._(
        "%s makes what its sales order row asks for: change the sales order.", mo
    )


def row_deleted(env, order):
    return env._("The row of %s was deleted.", order)


def row_is_closed(env, mo):
    return env._("The sales order row that %s was made for is closed.", mo)


def row_waits_for_rest(env, mo, order):
    return env._(
        "%(mo)s is made for %(order)s, which waits for the rest: choose Create "
        "Backorder, or lower the sales order.",
        mo=mo,
        order=order,
    )


def out_of_reach(env, row):
    return Reason(
        env._(
            "All of %s was made or picked already, and part of that is not where its"
            " delivery takes it from. Bring it there, or deliver less.",
            row,
        ),
        env._("It was made already, and is not where its delivery takes it from."),
    )


def ships_elsewhere(env, row, place, own):
    return Reason(
        env._(
            "%(row)s is delivered from %(place)s, not from %(own)s. Cancel that"
            " delivery first.",
            row=row,
            place=place,
            own=own,
        ),
        env._("It is delivered from another warehouse."),
    )


def service(env, row):
    return Reason(
        env._("%s is a service: there is nothing to make.", row),
        env._("It is a service."),
    )


def several_lots_used(env, mo, component):
    return env._(
        "%(mo)s cannot be taken back at once: %(component)s of several lots was "
        "used. Unbuild it lot by lot.",
        mo=mo,
        component=component,
    )


def still_to_be_picked(env, component, transfer):
    return env._(
        "%(component)s is still to be picked: %(transfer)s.",
        component=component,
        transfer=transfer,
    )


def taken_apart_already(env, mo, unbuild):
    return env._(
        "%(mo)s cannot be taken back: %(unbuild)s has taken it apart already.",
        mo=mo,
        unbuild=unbuild,
    )


def taken_back_already(env, mo, next):
    return env._(
        "%(mo)s is taken back already: %(next)s goes on with it.", mo=mo, next=next
    )


def the_sales_order(env):
    return env._("the sales order")


def run_of(env, started):
    return env._("Make to order, %s", started)


def unexpected(env):
    return env._("Unexpected error: the server's log has it.")


def made_by_another(env, row, other, mo):
    """``mo`` is what would be linked; the sentence does not need it."""
    return env._("%(row)s is made by %(other)s already.", row=row, other=other)


def asks_for_another(env, row, mo):
    return env._(
        "%(row)s asks for another product or warehouse than %(mo)s makes.",
        row=row,
        mo=mo,
    )


def recorded_more(env, row, mo, left, recorded):
    return env._(
        "%(row)s needs %(left)s, and %(mo)s has recorded %(recorded)s.",
        row=row,
        mo=mo,
        left=left,
        recorded=recorded,
    )


def all_cancelled_with_it(env, mos):
    return env._("Cancelled with it: %s.", mos)


def created_short(env, mos):
    return env._("Not all ingredients are there for: %s.", mos)
