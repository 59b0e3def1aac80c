from collections import defaultdict

from odoo import api, fields, models
from odoo.tools.gc import disabling_gc

from ...engine.allocation import allocate
from ..base.states import OFFERED_STATES, OPEN_STATES
from .bills import Bills
from .provider import Scope
from .recipes import Recipes
from .shared import Asked, until_of

# The fields that show an allocation, or a place in the ranking: never stored, true at
# every read.
SHOWN = {
    "sale.order": (
        "schedule_position",
        "sales_items_availability",
        "ingredients_availability",
        "production_status",
        "availability_date",
        "availability_late",
        "availability_risk",
        "availability_risk_reason",
        "feasible_date",
        "delay_causes",
        "schedule_late",
        "can_make_to_order",
    ),
    "sale.order.line": (
        "sales_items_availability",
        "ingredients_availability",
        "production_status",
        "availability_date",
        "availability_late",
        "availability_risk",
        "availability_risk_reason",
        "feasible_date",
        "delay_causes",
        "schedule_late",
        "missing_qty",
        "supply_claims",
        "can_make_to_order",
    ),
    "mrp.production": (
        "schedule_position",
        "ingredients_availability",
        "availability_date",
        "availability_late",
        "availability_risk",
        "availability_risk_reason",
        "feasible_date",
        "delay_causes",
        "deadline_late",
        "customer_display",
        "customer_claims",
        "served_partner_id",
        "parent_customer_display",
        "whom_display",
        "unclaimed_qty",
        "serves_nobody",
    ),
    "product.product": (
        "stock_in_stock",
        "stock_committed",
        "stock_expected",
        "stock_safety",
        "stock_calculated",
        "stock_missing_in",
    ),
    "make.schedule.blocking": (
        "mo_count",
        "order_count",
        "order_names",
        "missing_qty",
        "expected_qty",
        "date",
        "late",
    ),
    "mrp.workorder": (
        "schedule_position",
        "customer_display",
        "whom_display",
        "ingredients_availability",
        "task_status",
        "delay_causes",
    ),
}
READ = "make_schedule.read"
OPEN_ORDERS = [("schedule_open", "=", True)]
# From so many rows and MOs on, all that is open is allocated together.
MANY = 500
# Stands for a record in the cache of what was read last.
LAST = 0
# And for what was made from it.
KEPT = -1
# Whether this transaction's queries are compiled by nobody.
PLAIN = "make_schedule.plain"


class MakeScheduleAllocation(models.AbstractModel):
    """Who gets what (architecture, idea 2).

    Reads as superuser what the callers' fields show, in a constant number of
    queries for any set of records.
    """

    _name = "make.schedule.allocation"
    _description = "Who gets what"

    # Kept where the ORM keeps what it has read, so that whatever drops that drops it.
    last = fields.Json(
        store=False,
        help="The allocation that this transaction read last, and of what it is.",
    )

    @api.model
    def _sweep(
        self,
        rows=None,
        mos=None,
        customers=False,
        makeable=None,
        without=None,
        to_make=None,
    ):
        """Return the allocation that says everything of some rows and MOs.

        What is short and what it is made of come with the first read.

        :param rows: ``sale.order.line`` records, quotations' too
        :param mos: ``mrp.production`` records
        :param customers: also whom the MOs serve, at whatever rank
        :param makeable: rows that, when short, take nothing: they will be made
        :param without: ``mrp.production`` records whose output shall not count
        :param to_make: {row id: quantity that shall be made, whatever serves the row}
        :return: :class:`~engine.allocation.Allocation`
        """
        env = self._everything().env
        # Not their ``ids``: those of what is being typed are what it was before.
        rows = env["sale.order.line"].browse(rows._ids if rows else [])
        mos = env["mrp.production"].browse(mos.ids if mos else [])
        if not all(rows._ids) or makeable or without or to_make:
            scope = self._scope(rows, mos, customers, makeable or ())
            without = without.ids if without else ()
            return self._allocate(
                scope._replace(without=without, to_make=to_make or {})
            )
        if len(rows) + len(mos) > MANY:
            # What these wait for is asked next: all of it is read at once.
            open_rows, open_mos = self._all_open(env, rows.company_id | mos.company_id)
            return self._asked(rows | open_rows, mos | open_mos, True, every_rank=True)
        return self._asked(rows, mos, customers)

    def _asked(self, rows, mos, customers, every_rank=False):
        """Return the allocation of some saved rows and MOs, as it is.

        Parameters as of :meth:`_scope`, as superuser.
        """
        served = mos._ids if customers else ()
        asked = Asked(set(rows._ids), set(mos._ids), set(served))
        if found := self._answer(asked):
            return found
        scope = self._scope(rows, mos, customers, every_rank=every_rank)
        return self._allocate(scope, asked)

    def _scope(self, rows, mos, customers, makeable=(), every_rank=False):
        """Return the :class:`Scope` that says everything of some rows and MOs.

        Parameters as of :meth:`_sweep`, as superuser.

        :param every_rank: these are all that is open
        """
        env, companies = rows.env, (rows.company_id | mos.company_id).ids
        recipes, bills = Recipes(env), Bills(env, companies)
        offered = rows.order_id.filtered(lambda order: order.state in OFFERED_STATES)
        # Rows of one quotation share what there is, whichever of them are read.
        quotations = offered.order_line
        if not all(rows._ids):
            quotations |= rows.filtered(lambda row: not row.id)
        whole = quotations._schedule_stocked_products(recipes)
        ranked = (rows - quotations)._schedule_stocked_products(recipes)
        until = None
        if not makeable:
            whole |= bills.below(whole)
            ranked |= bills.below(ranked)
            ranks = rows.order_id.mapped("schedule_rank") + mos.mapped("schedule_rank")
            until = None if every_rank else max(ranks, default=None)
        stored = ("product_id.is_storable", "=", True)
        if customers:
            whole |= _products_of(mos, "production_id", stored)
        ranked |= _products_of(mos, "raw_material_production_id", stored)
        return Scope(
            *(ranked, companies, until, whole),
            quotations=quotations._ids,
            makeable=makeable,
        )

    @api.model
    def _sweep_all(self, companies, offers=False):
        """Return the allocation of all that is open in some companies.

        Whatever is asked of their rows and MOs after is answered from it.

        :param companies: ``res.company`` records
        :param offers: also of what is only offered
        """
        rows, mos = self._all_open(self._everything().env, companies, offers)
        return self._asked(rows, mos | rows.mto_production_ids, True, every_rank=True)

    def _all_open(self, env, companies, offers=False):
        """Return the rows and MOs that are open in some companies.

        :param env: as of :meth:`_everything`; others as of :meth:`_sweep_all`
        """
        mine = [("company_id", "in", companies.ids)]
        orders = env["sale.order"]
        live = orders._schedule_live_domain() if offers else OPEN_ORDERS
        mos = env["mrp.production"].search([*mine, ("state", "in", OPEN_STATES)])
        return orders.search([*mine, *live]).order_line, mos

    @api.model
    def _sweep_products(self, products, company, until=None, recipes=True):
        """Return the allocation of some products of a company.

        :param until: the lowest rank that matters, or None for all
        :param recipes: whether rows that are short claim what they could be made of
        """
        return self._allocate(Scope(products.ids, company.ids, until, recipes=recipes))

    def _answer(self, asked):
        """Return the allocation of which the same was asked before, or None.

        :param asked: :class:`~.allocation.shared.Asked`
        """
        self.env.flush_all()
        known = self.env["make.schedule.shared"]._answer(asked)
        if known is None:
            return None
        self._remember()
        self._fields["last"]._get_cache(self.env)[LAST] = known
        return known[1]

    def _allocate(self, scope, asked=None):
        """Return the allocation of a scope, or one that the transaction made before.

        :param asked: :class:`~.allocation.shared.Asked` that is of this scope
        """
        self.env.flush_all()
        self._remember()
        cache = self._fields["last"]._get_cache(self.env)
        known, found = cache.get(LAST, (None, None))
        if known and known.covers(scope):
            return found
        shared = self.env["make.schedule.shared"]
        if offered := self._offered(scope, known and (known, found)):
            known, found = offered
        else:
            known, found = shared._known(scope, asked) or (scope, None)
        if found is None:
            found = self._read_alone(scope)
        if known.is_plain:
            cache[LAST] = known, found
        return found

    def _offered(self, scope, last):
        """Return (scope, allocation) of quotations on one that is known, or None.

        Who types one waits for what is left, and not for all that others wait for.

        :param scope: :class:`Scope`; :param last: (scope, allocation) that this
            transaction read last, or None
        """
        if not scope.can_be_offered:
            return None
        if not (last and last[0].can_bear(scope)):
            last = self.env["make.schedule.shared"]._bearing(scope)
        if not last or last[1].circles:
            return None
        known, base = last
        bases = [(base, {*known.products, *known.whole})]
        if missing := {*scope.whole} - bases[0][1]:
            more = Scope(tuple(missing), scope.companies)
            bases.append((self._read_alone(more), missing))
        if any(known.circles for known, _of in bases):
            return None
        provider = self._everything().env["make.schedule.provider"]
        found = provider._offered(scope, bases)
        # Of what was read besides it says nothing but to these quotations.
        return found and (scope._replace(whole={*scope.whole} - missing), found)

    def _read_alone(self, scope):
        """Return the allocation of a scope that nobody else is given."""
        found = self._read(scope)
        self.env["make.schedule.shared"]._heed(until_of(found.snapshot))
        return found

    def _read(self, scope):
        """Return the allocation of a scope, as it is now."""
        provider = self._everything().env["make.schedule.provider"]
        # Many small values that all stay: looking for garbage among them is in vain.
        with disabling_gc():
            return allocate(provider._snapshot(scope))

    def _everything(self):
        self._plan_plainly()
        return self.sudo().with_context(active_test=False, lang="en_US")

    def _plan_plainly(self):
        """Let PostgreSQL compile no query of this transaction (``jit``).

        It takes what is asked of single moves for asked of all, and compiles for
        longer than all of it takes.
        """
        if PLAIN not in self.env.cr.cache:
            self.env.cr.execute("SET LOCAL jit TO off")
            self.env.cr.cache[PLAIN] = True

    @api.model
    def _sources(self, allocation, owners):
        """Return {supply: document or location} of all that serves some demands.

        :param allocation: :class:`~engine.allocation.Allocation`
        :param owners: iterable of owners of demands
        """
        return self._documents(
            {
                claim.supply
                for owner in owners
                for _product, claim in allocation.claims.get(owner, ())
            }
        )

    @api.model
    def _documents(self, supplies):
        """Return {supply: document or location} of some supplies.

        :param supplies: iterable of keys
        """
        env = self._everything().env
        moves = {kind: set() for kind in ("mo", "move")}
        for kind, res_id in supplies:
            moves.get(kind, set()).add(res_id)
        found = {}
        for move in env["stock.move"].browse(moves["mo"]):
            found["mo", move.id] = move.production_id
        for move in env["stock.move"].browse(moves["move"]):
            found["move", move.id] = move.picking_id or move
        for kind, res_id in set(supplies) - found.keys():
            model = {"stock": "stock.location", "mto": "mrp.production"}.get(kind, kind)
            found[kind, res_id] = env[model].browse(res_id)
        ids = defaultdict(set)
        for document in found.values():
            ids[document._name].add(document.id)
        return {
            supply: document.with_prefetch(ids[document._name])
            for supply, document in found.items()
        }

    @api.model
    def _short_rows(self, rows):
        """Return those of the rows that are Not available and shall be made.

        Decided from the top rank down over all open demand: a row that is made
        frees what it would have taken.

        :param rows: confirmed ``sale.order.line`` records without an open MO
        """
        sweep = self._sweep(rows, makeable=rows.ids)
        return rows.filtered(lambda row: ("row", row.id) in sweep.short)

    @api.model
    def _remember(self):
        """Note that the fields show something now, to forget when it changes."""
        self.env.cr.cache.setdefault(READ, {})

    @api.model
    def _kept(self, key, make):
        """Return what was made from what is, once until something changes.

        :param key: what it is; :param make: function that makes it
        """
        self._remember()
        kept = self._fields["last"]._get_cache(self.env).setdefault(KEPT, {})
        if key not in kept:
            kept[key] = make()
        return kept[key]

    @api.model
    def _forget(self):
        """Drop what the fields show from the cache: something has changed."""
        if self.env.cr.cache.pop(READ, None) is not None:
            self.invalidate_model(["last"], flush=False)
            for model, names in SHOWN.items():
                self.env[model].invalidate_model(names, flush=False)


def _products_of(mos, link, *domain):
    """Return the ids of the products of MOs' moves: without reading the moves.

    :param link: field of a move that names its MO
    """
    domain = [(link, "in", mos.ids), *domain]
    found = mos.env["stock.move"]._read_group(domain, ["product_id"]) if mos else ()
    return {product.id for (product,) in found}
