"""Every named situation, on the engine alone."""

import inspect

import pytest

from engine.tests import situation, situations

NAMED = dict(inspect.getmembers(situations, inspect.isfunction))


@pytest.mark.parametrize("name", NAMED)
def test_situation(name):
    situation.check(NAMED[name].__doc__)
