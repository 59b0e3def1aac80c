"""Quotations that come last, on what is known: as if all were served together."""

from collections import Counter
from math import inf

from hypothesis import strategies as st
from hypothesis.stateful import rule

from engine.allocation import allocate
from engine.offers import with_offers
from engine.service import ORDER
from engine.snapshot import OFFERED, PUT_AWAY, ROW, Demand, Snapshot, Stock
from engine.tests.random_steps import examples
from engine.tests.test_random_world import RandomWorld, few, products
from engine.tests.world import BILLS, NOW, STOCK

row = st.tuples(products, st.sampled_from(sorted(STOCK)), few)
offers = st.lists(st.lists(row, min_size=1, max_size=3), min_size=1, max_size=2)


class OfferedWorld(RandomWorld):
    """Quotations in a random world."""

    def both_agree(self):
        """The pieces know no quotations, and have been asked elsewhere."""

    @rule(offers=offers)
    def offer(self, offers):
        demands = tuple(
            offered(f"{number}.{at}", *what, offer=number)
            for number, rows in enumerate(offers, start=1)
            for at, what in enumerate(rows)
        )
        recipes = {
            (demand.row, demand.product): BILLS[demand.product] for demand in demands
        }
        snapshot = self.world.snapshot()
        together = allocate(
            snapshot._replace(
                demands=snapshot.demands + demands,
                recipes={**snapshot.recipes, **recipes},
            )
        )
        known = self.known(snapshot, set(BILLS))
        compare(with_offers(known, demands, recipes), together)
        # What nobody has waited for yet is read for itself.
        wanted = {key[0] for key, pool in known[0][0].pools.items() if pool.needs}
        compare(with_offers(self.known(snapshot, wanted), demands, recipes), together)

    def known(self, snapshot, wanted):
        """Return what is known of wanted products, and of the others."""
        return [
            (
                allocate(
                    snapshot._replace(
                        stock=tuple(one for one in snapshot.stock if one.product in of),
                        moves=tuple(one for one in snapshot.moves if one.product in of),
                    )
                ),
                of,
            )
            for of in (wanted, BILLS.keys() - wanted)
        ]


def offered(name, product, warehouse, quantity, *, offer):
    return Demand(
        *(("row", name), product, "C", warehouse, quantity, STOCK[warehouse]),
        (inf, ROW, 0, name, 0),
        kind=OFFERED,
        date=NOW,
        row=name,
        offer=offer,
    )


def compare(found, expected):
    """All is said as when all are served together."""
    for name in ("claims", "short", "demanded"):
        assert said(found, name) == said(expected, name), name
    assert found.no_recipe == expected.no_recipe
    assert {row: set(of) for row, of in found.made_of.items()} == {
        row: set(of) for row, of in expected.made_of.items()
    }
    assert found.served == expected.served


def said(allocation, name):
    return {
        owner: Counter(what) if isinstance(what, list) else what
        for owner, what in getattr(allocation, name).items()
        if what
    }


TestOfferedWorld = OfferedWorld.TestCase
TestOfferedWorld.settings = examples(100, stateful_step_count=30)


def test_what_comes_behind_all_ranks_does_so():
    """Transfers inside the stock, and what a module gives no rank, take nothing."""
    stock = (Stock("P", "C", "W1", "s", STOCK["W1"], 3),)
    put_away = Demand(
        *(("transfer", 1), "P", "C", "W1", 3, STOCK["W1"], (-inf, -1, NOW)),
        kind=PUT_AWAY,
        move=1,
    )
    unranked = Demand(
        *(("repair", 1), "P", "C", "W1", 2, STOCK["W1"], (inf, ROW + 1, 0, 1, 0)),
    )
    base = allocate(Snapshot(NOW, ORDER, stock=stock, demands=(put_away, unranked)))
    demand = offered("a", "P", "W1", 3, offer=1)
    found = with_offers([(base, {"P"})], [demand], {})
    assert not found.short
    assert found.claims["row", "a"][0][1].quantity == 3
    # And what was there first has lost nothing.
    assert found.claims["repair", 1] == base.claims["repair", 1]
