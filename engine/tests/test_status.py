"""Roll-ups of statuses, as behaviour 4 words them."""

import datetime

import pytest

from engine import status
from engine.snapshot import Claim

MONDAY, FRIDAY = datetime.datetime(2030, 1, 7), datetime.datetime(2030, 1, 11)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["in_stock", "not_available", "expected"], "not_available"),
        (["picked", "in_stock"], "in_stock"),
        (["picked", "expected"], "expected"),
        (["picked", "not_applicable"], "picked"),
        (["not_applicable"], "not_applicable"),
        ([], "not_applicable"),
    ],
)
def test_sales_items(statuses, expected):
    assert status.worst(status.SALES_ITEMS, statuses) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["no_recipe", "not_available"], "not_available"),
        (["no_recipe", "expected"], "no_recipe"),
        (["processed", "in_stock"], "in_stock"),
        (["processed", "not_applicable"], "processed"),
    ],
)
def test_ingredients(statuses, expected):
    assert status.worst(status.INGREDIENTS, statuses) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["none", "blocked"], "none"),
        (["blocked", "in_progress"], "blocked"),
        (["done", "not_started"], "in_progress"),
        (["partially_complete", "not_started"], "in_progress"),
        (["not_started", "not_started"], "not_started"),
        (["done", "cancelled", "not_applicable"], "done"),
        (["cancelled"], "not_applicable"),
        (["not_applicable"], "not_applicable"),
        ([], "not_applicable"),
    ],
)
def test_production(statuses, expected):
    assert status.production(statuses) == expected


def test_the_latest_supply_counts():
    claims = [
        Claim("d", "stock", 1, None),
        Claim("d", "friday", 1, FRIDAY),
        Claim("d", "monday", 1, MONDAY, True),
    ]
    assert status.of_claims(claims, False) == "expected"
    assert status.of_claims(claims[:1], False) == "in_stock"
    assert status.of_claims([], True) == "not_available"
    assert status.relied_on(claims) == (FRIDAY, True)
    assert status.relied_on(claims[:1]) == (None, False)
