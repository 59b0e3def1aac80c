"""What an action says when it is done, with the way back (behaviour 2)."""

from odoo.exceptions import UserError

from . import messages

SOFT_RELOAD = {"type": "ir.actions.client", "tag": "soft_reload"}


def told(message, undo=None, kind="success", then=None):
    """Return the client action that says what was done and offers to undo it.

    :param message: in the user's language
    :param undo: ``(records, method, arguments)`` of a public method that takes it back
        and raises a UserError where that cannot be, or None
    :param kind: of Odoo's notifications: ``success``, ``warning``
    :param then: an action to go on with; else the screen is read again
    """
    back = False
    if undo:
        records, method, args = undo
        back = {"model": records._name, "method": method, "args": [records.ids, *args]}
    return {
        "type": "ir.actions.client",
        "tag": "make_schedule.told",
        "params": {
            "type": kind,
            "message": message,
            "undo": back,
            "next": then or SOFT_RELOAD,
        },
    }


def tell_user(env, message, kind="info"):
    """Say something to the user in whose name a step runs, wherever he is.

    Nobody is told what code does as superuser.
    """
    if not env.su and env.user._is_internal():
        env.user._bus_send("simple_notification", {"type": kind, "message": message})


def known_before(value, *lengths):
    """Return what an Undo brings back of each record, as far as it is what was told.

    :param value: what the client sends: [[id, …]]
    :param lengths: how long such a list can be
    :return: those of its lists that begin with an id and are so long
    """
    return [
        known
        for known in (value if isinstance(value, list) else ())
        if isinstance(known, list) and len(known) in lengths and type(known[0]) is int
    ]


def refuse_changed(left, now):
    """Refuse to take back what somebody has changed since it was left.

    :param left: what the client sends: [[id, …]] as it was told then
    :param now: {record: [id, …] as it is}, which tells more of each
    :raises UserError: naming those of which another thing is known by now
    """
    known = {id_: rest for id_, *rest in known_before(left, *map(len, now.values()))}
    changed = [
        record for record, (id_, *rest) in now.items() if known.get(id_, rest) != rest
    ]
    if changed:
        names = ", ".join(record.display_name for record in changed)
        raise UserError(messages.changed_since(changed[0].env, names=names))


def are_ids(values):
    """Tell whether a client sends a list of ids."""
    return isinstance(values, list) and all(
        type(value) is int and 0 < value < 2**31 for value in values
    )
