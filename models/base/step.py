"""Business steps: what one touches, and the one place where that is settled.

A step is the outermost call of a method that changes stock, documents or bills. What it
changes is collected while it runs (:meth:`make.schedule.source.modified`); when it
ends, the reservations of the products that it touched are settled once
(:mod:`..reservation.reservation`), whatever the step was (behaviour 4).
"""

import functools
import inspect
from collections import defaultdict
from contextlib import contextmanager

from odoo import api

KEY = "make_schedule.step"
# By these alone a user types something; whatever else runs is Odoo's doing.
TYPING = {
    *("create", "write", "unlink", "action_put_in_pack", "action_remove_package"),
}


class Step:
    """What the running step of a transaction has done so far.

    :ivar running: names of the methods that run, from the outermost
    :ivar touched: {model: {id}} of changed records
    :ivar products: ids of products of records that are gone
    :ivar ranked: {model: {id}} of documents that got another rank and nothing else
    :ivar passed: [(unit of the number line, rank that it left or took)] of those
    :ivar asked: {move id} that Odoo, or a user, wants to be reserved
    :ivar let_go: {move id} of which a user has deleted what was reserved
    :ivar held_firmly: what firm promises held before it changed anything, as of
        :class:`~.allocation.firm_moves.Held`; None before that
    :ivar given: while settling, {move id: quantity that it may hold}; else None
    :ivar own_rows: while Odoo reserves without the ranking, {product: rows whose own
        output there is}; else None
    :ivar given_at: {move id: {location id: quantity}}, where it matters which goods
    """

    def __init__(self):
        self.running, self.given, self.given_at = [], None, None
        self.own_rows = self.held_firmly = None
        self.clear()

    def clear(self):
        self.touched, self.ranked = defaultdict(set), defaultdict(set)
        self.products, self.asked, self.let_go = set(), set(), set()
        self.passed = []

    @property
    def is_typing(self):
        """Tell whether somebody types what is written now."""
        return self.given is None and TYPING.issuperset(self.running)

    def __bool__(self):
        return bool(self.touched or self.products or self.ranked or self.asked)


def of(env):
    """Return the :class:`Step` of an environment's transaction."""
    return env.cr.cache.setdefault(KEY, Step())


@contextmanager
def running(env, name, settle=True):
    """Run something as a step, or as a part of the one that runs.

    :param name: of the method
    :param settle: False where what it leaves shall stand until the next step
    """
    step = of(env)
    step.running.append(name)
    try:
        yield step
        if len(step.running) == 1 and step.given is None:
            if settle:
                env["make.schedule.reservation"]._settle()
            else:
                step.clear()
    except BaseException:
        if len(step.running) == 1:
            step.clear()
        raise
    finally:
        step.running.pop()
        if not step.running:
            step.held_firmly = None


# Our overrides of core's methods, with the classes that they are of.
OVERRIDES = []


def steps(*names, unsettled=()):
    """Return a class decorator: these methods of the model that it extends are steps.

    :param names: of core's methods
    :param unsettled: of those whose result shall stand until the next step
    """

    def decorate(cls):
        for name in (*names, *unsettled):
            setattr(cls, name, _as_step(cls, name, name not in unsettled))
        return cls

    return decorate


def _as_step(cls, name, settle):
    def method(self, *args, **kwargs):
        with running(self.env, name, settle):
            return getattr(super(cls, self), name)(*args, **kwargs)

    method.__name__ = name
    method.__qualname__ = f"{cls.__name__}.{name}"
    method.__doc__ = f"Run core's ``{name}`` as a business step."
    OVERRIDES.append((cls, name, method))
    return api.model_create_multi(method) if name == "create" else method


def keep_signatures(registry):
    """Give our overrides the signatures of what they override: the API reads them."""
    for cls, name, method in OVERRIDES:
        if (model := registry.get(cls._name)) is not None:
            method.__signature__ = inspect.signature(getattr(super(cls, model), name))


def step(method):
    """Decorate a method of our own: it is one step."""

    @functools.wraps(method)
    def run(self, *args, **kwargs):
        with running(self.env, method.__name__):
            return method(self, *args, **kwargs)

    return run
