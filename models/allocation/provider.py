"""Reads what an allocation is made from, for the engine."""

from math import inf
from typing import Any, NamedTuple

from pytz import timezone

from odoo import api, fields, models

from ...engine.offers import with_offers
from ...engine.service import ORDER
from ...engine.snapshot import OFFERED, RANKED, ROW, Demand, Making, Snapshot
from ..base.states import OFFERED_STATES
from ..base.working_days import start_of_day
from .bills import Bills
from .loader import Loader
from .recipes import Recipes

# Stands for the number of a row that has none yet.
TYPED = 2**31


class Scope(NamedTuple):
    """What an allocation is asked for.

    :param products: ids whose demands matter, of the ranks that matter
    :param companies: ids
    :param until: lowest rank that matters, None for all: no demand is worse off for one
        that ranks below it
    :param whole: ids of products whose demands matter at every rank
    :param without: ids of MOs whose moves are left out
    :param quotations: ids of rows to serve as if they were confirmed now, at the place
        that they would get; those of rows that are being typed are ``NewId``
    :param makeable: ids of rows that, when short, take nothing: they will be made
    :param to_make: {row id: quantity that shall be made, whatever serves the row}
    :param recipes: whether rows that are short claim what they could be made of
    """

    products: Any
    companies: Any
    until: Any = None
    whole: Any = ()
    without: Any = ()
    quotations: Any = ()
    makeable: Any = ()
    to_make: Any = {}
    recipes: bool = True

    @property
    def is_plain(self):
        """Tell whether it asks for what is, and not for what would be."""
        typed = not all(self.quotations)
        return not (typed or self.without or self.makeable or self.to_make)

    @property
    def can_be_offered(self):
        """Tell whether it asks for quotations beside what is."""
        others = self.without or self.makeable or self.to_make
        return bool(self.quotations) and self.recipes and not others

    def can_bear(self, other):
        """Tell whether another one's quotations can be served on top of this.

        What of their products this does not know is read for itself. Other quotations
        of this have taken nothing from anybody.

        :param other: :class:`Scope`
        """
        known = {*self.products, *self.whole}
        return (
            self.is_plain
            and self.recipes
            and self.until is None
            and set(self.companies).issuperset(other.companies)
            and known.issuperset(other.products)
            and not known.isdisjoint(other.whole)
        )

    def covers(self, other):
        """Tell whether an allocation of this says all that another one would.

        :param other: :class:`Scope`
        """
        products = {*self.products, *self.whole}
        return (
            self.is_plain
            and other.is_plain
            and self.recipes >= other.recipes
            and set(self.companies).issuperset(other.companies)
            and set(self.quotations).issuperset(other.quotations)
            and products.issuperset((*other.products, *other.whole))
            and (self.until is None or self._covers_ranks(other))
        )

    def _covers_ranks(self, other):
        whole = set(self.whole)
        return whole.issuperset(other.whole) and (
            whole.issuperset(other.products)
            or (other.until is not None and other.until <= self.until)
        )


class MakeScheduleProvider(models.AbstractModel):
    """Reads a snapshot, as superuser, in a constant number of queries.

    Other modules inherit it for demands and supplies that are no stock moves of sales
    orders, MOs and transfers, and for a class of service of their own.
    """

    _name = "make.schedule.provider"
    _description = "Reader of demands and supplies"

    # -- hooks ------------------------------------------------------------------

    @api.model
    def _order_of_service(self, companies):
        """Return the classes of service in their order.

        A hook: called once per snapshot. See :mod:`engine.service` for what a class is.
        What one serves before the ranking is to be read at whatever rank:
        :meth:`_rows_before_ranking`.

        :param companies: ids
        :return: tuple of functions ``(pool, book)``
        """
        return ORDER

    @api.model
    def _rows_before_ranking(self, companies):
        """Return ids of rows that a class of service of one's own may serve early.

        A hook: called once per snapshot. A page reads no demand that ranks below all
        that it shows, except those that are served before the ranking.

        :param companies: ids
        :return: set of ids of ``sale.order.line``
        """
        return set()

    @api.model
    def _further_demands(self, scope, loader):
        """Return demands that the add-on does not know of.

        A hook: called once per snapshot, whose products, companies and ranks it should
        respect. A demand's owner is ``(name, id)`` with a name of its own; with
        ``move`` it is told how much that stock move may reserve. Extend what ``super``
        returns.

        :param scope: :class:`Scope`
        :param loader: :class:`~.allocation.loader.Loader` of the snapshot's products
        :return: list of :class:`~engine.snapshot.Demand`
        """
        return self._unshipped(scope, loader)

    @api.model
    def _further_supplies(self, scope, loader):
        """Return supplies that the add-on does not know of.

        A hook: called once per snapshot. A supply's key is ``(model, id)`` of the
        document that is shown for it. Extend what ``super`` returns.

        :param scope: :class:`Scope`
        :param loader: :class:`~.allocation.loader.Loader` of the snapshot's products
        :return: list of :class:`~engine.snapshot.Supply`
        """
        return []

    # -- the snapshot -------------------------------------------------------------

    @api.model
    def _snapshot(self, scope):
        """Return the snapshot of some products and of all that claims them.

        :param scope: :class:`Scope`
        :return: :class:`~engine.snapshot.Snapshot`
        """
        env = self.env
        whole = set(scope.whole)
        products = {*scope.products, *whole}
        bills = Bills(env, scope.companies)
        if scope.recipes:
            whole |= bills.above(whole)
            products |= whole | bills.above(products, scope.until)
        loader = Loader(
            *(env, products, scope.companies, scope.until, whole, scope.without),
            self._rows_before_ranking(scope.companies),
        )
        moves, stock = loader.moves(), loader.on_hand()
        demands = tuple(self._further_demands(scope, loader))
        making, own = self._made(loader, moves)
        warehouses, zone = loader.places()
        supplies = tuple(self._further_supplies(scope, loader))
        snapshot = Snapshot(
            *(fields.Datetime.now(), self._order_of_service(scope.companies)),
            *(warehouses, stock, moves, demands, supplies),
            own=own,
            making=making,
            makeable=frozenset(scope.makeable),
            to_make=scope.to_make,
            until=scope.until,
            whole=frozenset(whole),
            # Kept for all readers: of several time zones, the first company's.
            today=start_of_day(fields.Datetime.now(), timezone(zone or "UTC")),
            digits=env["decimal.precision"].precision_get("Product Unit"),
        )
        if not scope.recipes:
            return snapshot
        recipes = Recipes(env).of_rows(snapshot, bills.components)
        return snapshot._replace(recipes=recipes)

    @api.model
    def _offered(self, scope, bases):
        """Return an allocation with a scope's quotations on top of what is known.

        :param scope: :class:`Scope`
        :param bases: as of :func:`~engine.offers.with_offers`
        :return: :class:`~engine.allocation.Allocation`, or None where they do not come
            behind all others
        """
        products = {*scope.products, *scope.whole}
        rows = self.env["sale.order.line"].browse(scope.quotations)
        demands = self._demands_of(rows, products, scope.quotations)
        if any(demand.sort_key[0] < inf for demand in demands):
            return None
        offers = Snapshot(fields.Datetime.now(), (), demands=tuple(demands))
        return with_offers(bases, demands, Recipes(self.env).of_rows(offers, products))

    def _made(self, loader, moves):
        """Return what is being made to order, and what of that is there already."""
        line = self.env["sale.order.line"]
        made = loader.productions({move.row for move in moves if move.row})
        making = tuple(
            Making(mo, row, product, quantity, date)
            for row, mos in made.items()
            for mo, is_open, product, quantity, date in mos
            if is_open
        )
        done = [row for row, mos in made.items() if not all(mo[1] for mo in mos)]
        own = {("row", row.id): row._mto_own_qty() for row in line.browse(done)}
        parents = {move.raw_mo for move in moves if move.raw_mo}
        for whom, quantity in loader.subassemblies(parents).items():
            own[("part", *whom)] = quantity
        return making, {
            whom: quantity for whom, quantity in own.items() if quantity > 0
        }

    def _unshipped(self, scope, loader):
        """Return rows of quotations, and those whose delivery never came to be."""
        line = self.env["sale.order.line"]
        rows = line.browse(loader.unshipped_rows()) | line.browse(scope.quotations)
        return self._demands_of(rows, loader.products, scope.quotations)

    def _demands_of(self, rows, products, quotations):
        """Return the demands of rows that have no moves.

        :param rows: ``sale.order.line`` records; :param products: ids that matter
        :param quotations: ids of those that are only offered
        """
        offered, found = set(quotations), []
        # What is being typed comes behind all that its order has.
        typed = rows.filtered(lambda row: not row.id).order_id.order_line
        number = {row: at for at, row in enumerate(typed._ids, start=TYPED)}
        offers = rows.order_id.filtered(lambda order: order.state in OFFERED_STATES)
        promised = offers._schedule_promised_ranks()
        for row, quantities in rows._schedule_stocked_quantities(
            Recipes(self.env)
        ).items():
            rank = promised.get(row.order_id, row.order_id.schedule_rank)
            stock = row.warehouse_id.lot_stock_id.parent_path or ""
            # The id of a new order does not even equal itself.
            offer = row.order_id.id or TYPED
            for product, quantity in quantities.items():
                if product in products:
                    found.append(
                        Demand(
                            *(("row", row.id), product, row.company_id.id),
                            *(row.warehouse_id.id, quantity, stock),
                            (rank, ROW, row.sequence, number.get(row.id, row.id), 0, 0),
                            kind=OFFERED if row.id in offered else RANKED,
                            date=fields.Datetime.now(),
                            row=row.id,
                            offer=offer if row.id in offered else None,
                        )
                    )
        return found
