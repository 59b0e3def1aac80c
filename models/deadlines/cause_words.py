"""What a chain of causes says to who reads it (behaviour 11)."""

from collections import defaultdict

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tools import format_duration

from ...engine import causes
from ..allocation.claims_line import may_open
from ..allocation.messages import is_blocked, overdue
from ..base.guard import MAKERS
from ..base.quantity import day_text, much
from ..base.states import OFFERED_STATES
from ..base.working_days import is_later_day
from . import messages
from .lead_time import LEAD_TIME

# Of which model the document of a link is.
MODELS = {
    causes.ROW: "sale.order.line",
    causes.WORK: "mrp.workorder",
    causes.CLOSED: "mrp.workcenter",
}


class Read:
    """The documents of many chains, read together.

    :param env: as superuser; :param found: list of :class:`~.causes.Cause`
    :ivar supplies: {supply: document} of what is waited for
    """

    def __init__(self, env, found):
        self.env, self._ids = env, defaultdict(set)
        for cause in found:
            link = cause.link
            if link.kind == causes.STOCK_HELD:
                model, id_ = link.key
            else:
                model, id_ = MODELS.get(link.kind, "mrp.production"), link.key
            self._ids[model].add(id_)
            if cause.product:
                self._ids["product.product"].add(cause.product)
            if link.center:
                self._ids["mrp.workcenter"].add(link.center)
        rows = env["sale.order.line"].browse(self._ids["sale.order.line"])
        self._ids["sale.order"].update(rows.order_id.ids)
        supplies = {cause.supply for cause in found if cause.supply}
        direct = {key for key in supplies if key[0] == causes.VENDOR}
        self.supplies = env["make.schedule.allocation"]._documents(supplies - direct)
        for key in direct:
            row = self("sale.order.line", key[1])
            move = row._schedule_vendor_moves().sorted("date")[-1:]
            self.supplies[key] = move.picking_id or move

    def __call__(self, model, id_):
        """Return a document, as superuser."""
        return self.env[model].browse(id_).with_prefetch(self._ids[model])


class Told:
    """A chain of causes in a reader's words.

    :param env: the reader's; :param waits: the document of which it is
    :param read: :class:`Read`
    """

    def __init__(self, env, waits, read):
        self.env, self.read = env, read
        self.asked = waits
        # Whom the links are of, from the document down: who could be moved up.
        self.mover = waits._schedule_mover([])

    def chain(self, found):
        """Return causes as ``delay_causes`` has them.

        :param found: list of :class:`~.causes.Cause`
        """
        told, has_slipped = [], False
        for at, cause in enumerate(found):
            values = getattr(self, f"_{cause.link.kind}")(cause, found, at)
            slips = values.pop("slip", False) and not has_slipped
            has_slipped = has_slipped or slips
            told.append(
                {
                    "kind": cause.link.kind,
                    "start": fields.Datetime.to_string(cause.link.start) or False,
                    "end": fields.Datetime.to_string(cause.link.end) or False,
                    "slip": slips,
                    **values,
                }
            )
        return told

    def _values(self, document, sentence, quantity=0.0, unit=None, name=None, help_=""):
        """Return the values of one link.

        :param document: as superuser; nameless where the reader may not see it
        :param sentence: function of a name; or a text
        """
        shown = self._is_shown(document)
        name = (name or document.display_name) if shown else messages.another(self.env)
        text = sentence(name) if callable(sentence) else sentence
        return {
            "model": document._name if shown else False,
            "id": document.id if shown else False,
            "name": name,
            "quantity": unit.round(quantity) if unit else quantity,
            "uom": unit.name if unit else "",
            "text": text[:1].upper() + text[1:] if not shown else text,
            "help": help_,
        }

    def _of_mo(self, mo, sentence, help_=""):
        """Return the values of a link that is about an MO: what it still makes."""
        left = mo.product_qty - mo.qty_produced
        return self._values(mo, sentence, left, mo.product_uom_id, mo.name, help_)

    def _is_shown(self, document):
        """Tell whether the reader may see a document's name (behaviour 10)."""
        order = document
        if document._name == "sale.order.line":
            order = document.order_id
        elif document._name in ("mrp.production", "mrp.workorder"):
            # Named after the order that it is made for.
            mo = document
            if mo._name == "mrp.workorder":
                mo = mo.production_id
            order = mo.mto_order_id or mo._schedule_top().mto_order_id
        if order._name != "sale.order" or not order:
            return True
        return bool(order.with_env(self.env)._schedule_with_visible_names())

    def _day(self, moment):
        return day_text(self.env, moment)

    def _much(self, product, quantity, unit):
        """Return a quantity of a product in words."""
        product = product.with_env(self.env).sudo()
        return much(self.env, product, unit.round(quantity), unit)

    def _may_produce(self, document):
        """Tell whether the reader may set the status of an MO or a task."""
        produces = self.env.user.has_group(MAKERS)
        return produces and document.with_env(self.env).has_access("write")

    def _may_move(self, before):
        """Tell whether the reader may move what waits above another document."""
        if before._name not in ("sale.order", "mrp.production"):
            return False
        both = (self.mover, before)
        if not all(one.filtered_domain(one._schedule_open_domain()) for one in both):
            return False
        units = [one._schedule_units() for one in both]
        if units[0] == units[1] and not self._may_reorder(before):
            return False
        try:
            self.mover.with_env(self.env)._schedule_check_access()
        except AccessError:
            return False
        return True

    def _may_reorder(self, before):
        """Tell whether it helps to move what waits above another document of its block.

        An order is not moved before what is made for itself; and all of a block, or of
        an MO with its parts, is waited for by who asks for that.
        """
        if self.mover._name != before._name or self.mover == before:
            return False
        asked = self.asked
        if asked._name == "mrp.production":
            return before not in asked._schedule_with_parts()
        return asked._name != "sale.order"

    def _is_late(self, cause, target):
        # What can never be there is behind once its deadline has passed.
        moment = cause.link.end or fields.Datetime.now()
        return is_later_day(self.env, moment, target)

    # -- a sentence for each kind -------------------------------------------------

    def _row(self, cause, found, _at):
        row = self.read("sale.order.line", cause.link.key)
        self.mover = order = row.order_id
        unit = row.product_uom_id
        left = row.product_uom_qty - row.qty_delivered
        slip = self._is_late(cause, row.schedule_deadline)
        what, end = self._much(row.product_id, left, unit), cause.link.end
        if not end:
            sentence = messages.row_never(self.env, much=what)
        elif end <= self._now(found):
            sentence = messages.row_now(self.env, much=what)
        else:
            sentence = messages.row_on(self.env, much=what, date=self._day(end))
        name = messages.row_name(
            self.env,
            order=order.name,
            product=row.product_id.with_env(self.env).sudo().display_name,
        )
        help_ = self._row_help(row, slip, end)
        return {**self._values(row, sentence, left, unit, name, help_), "slip": slip}

    def _row_help(self, row, slip, end):
        order = self.read("sale.order", row.order_id.id)
        if not slip or not order.with_env(self.env).has_access("write"):
            return ""
        pickings = order.picking_ids.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        )
        part = order.order_line.filtered(
            lambda line: (
                line.sales_items_availability == "in_stock"
                or any(not claim["date"] for claim in line.supply_claims)
            )
        )
        if part and pickings and may_open(pickings[:1].with_env(self.env)):
            return "split"
        may = end and order.feasible_date and not order._schedule_promise_closed()
        return "promise" if may else ""

    def _now(self, found):
        return min(cause.link.start or cause.link.end for cause in found)

    def _mo(self, cause, found, at):
        mo = self.read("mrp.production", cause.link.key)
        self.mover = mo
        left, end = mo.product_qty - mo.qty_produced, cause.link.end
        what = self._much(mo.product_id, left, mo.product_uom_id)

        def sentence(name):
            if not end:
                return messages.mo_never(self.env, mo=name, much=what)
            return messages.mo_on(self.env, mo=name, much=what, date=self._day(end))

        goes_on = at + 1 < len(found) and found[at + 1].link.kind != causes.BLOCKED
        is_to_start = end and not goes_on and mo._schedule_could_start()
        help_ = "start" if is_to_start and self._may_produce(mo) else ""
        slip = self._is_late(cause, mo.date_deadline)
        return {**self._of_mo(mo, sentence, help_), "slip": slip}

    def _work(self, cause, found, at):
        task = self.read("mrp.workorder", cause.link.key)
        mo, last = task.production_id, at == len(found) - 1
        name = f"{mo.name} · {task.name}"

        def sentence(name):
            values = {
                "task": name,
                "center": task.workcenter_id.display_name,
                "hours": format_duration((task.duration_expected or 0) / 60),
            }
            if not cause.link.end:
                return messages.work_never(self.env, **values)
            return messages.work_until(
                self.env, **values, date=self._day(cause.link.end)
            )

        is_to_start = last and task.state == "ready" and mo._schedule_could_start()
        help_ = "start" if is_to_start and self._may_produce(task) else ""
        left = max(0, task.qty_remaining)
        return self._values(task, sentence, left, mo.product_uom_id, name, help_)

    def _queue(self, cause, _found, _at):
        mo = self.read("mrp.production", cause.link.key)
        center = mo.env["mrp.workcenter"].browse(cause.link.center)
        count = len(cause.link.others)

        def sentence(name):
            values = {
                "center": center.display_name,
                "mo": name,
                "date": self._day(cause.link.end),
            }
            if count:
                return messages.behind_several(self.env, count=count, **values)
            return messages.behind(self.env, **values)

        is_before = mo.schedule_rank <= self.mover.schedule_rank
        may = is_before and not cause.link.fixed and self._may_move(mo)
        return self._of_mo(mo, sentence, "move_up" if may else "")

    def _closed(self, cause, _found, _at):
        if cause.link.key == LEAD_TIME:
            company = self.mover.company_id
            return self._values(
                company,
                lambda name: messages.never_works(self.env, center=name),
            )
        center = self.read("mrp.workcenter", cause.link.key)

        def sentence(name):
            if not cause.link.end:
                return messages.never_works(self.env, center=name)
            return messages.closed(
                self.env, center=name, date=self._day(cause.link.end)
            )

        return self._values(center, sentence)

    def _blocked(self, cause, _found, _at):
        mo = self.read("mrp.production", cause.link.key)
        return self._of_mo(
            mo,
            lambda name: is_blocked(self.env, mo=name, reason=mo.blocked_reason),
            "unblock" if self._may_produce(mo) else "",
        )

    def _pinned(self, cause, _found, _at):
        mo = self.read("mrp.production", cause.link.key)

        def sentence(name):
            date = self._day(cause.link.end)
            return messages.pinned(self.env, mo=name, date=date)

        return self._of_mo(mo, sentence)

    def _receipt(self, cause, _found, _at):
        document = self.read.supplies[cause.supply]
        product = self.read("product.product", cause.product)
        unit = product.uom_id if product else None

        def sentence(name):
            if cause.late:
                return overdue(self.env, receipt=name)
            if not cause.link.end:
                return messages.brings_never(self.env, receipt=name)
            if not product:
                return messages.sent(
                    self.env, receipt=name, date=self._day(cause.link.end)
                )
            return messages.brings(
                self.env,
                receipt=name,
                much=self._much(product, cause.quantity, unit),
                date=self._day(cause.link.end),
            )

        help_ = "expedite" if may_open(document.with_env(self.env)) else ""
        values = self._values(document, sentence, cause.quantity, unit, help_=help_)
        return {**values, "slip": cause.late}

    def _stock_held(self, cause, _found, _at):
        model, id_ = cause.link.key
        holder = self.read(model, id_)
        product = self.read("product.product", cause.product)
        what = self._much(product, cause.quantity, product.uom_id)
        count = len(cause.link.others)

        def sentence(name):
            if cause.firm:
                return messages.held_by_promise(self.env, holder=name, much=what)
            if count:
                return messages.held_by_several(
                    self.env, holder=name, much=what, count=count
                )
            if cause.by_rank:
                return messages.held(self.env, holder=name, much=what)
            return messages.held_firmly(self.env, holder=name, much=what)

        help_ = "move_up" if cause.helps and self._may_move(holder) else ""
        return self._values(
            holder, sentence, cause.quantity, product.uom_id, help_=help_
        )

    def _short(self, cause, _found, _at):
        product = self.read("product.product", cause.product)
        missing = self._missing(product, cause.quantity)
        what = self._much(product, cause.quantity, product.uom_id)
        help_ = "make" if missing["can_make"] else "buy" if missing["can_buy"] else ""
        if cause.elsewhere:
            # It would be made, or bought, where it does not help.
            help_ = ""
        sentence = (
            messages.short(self.env, much=what)
            if help_
            else messages.short_of(self.env, much=what)
        )
        if cause.more:
            sentence = messages.short_too(self.env, sentence, count=cause.more)
        return self._values(
            product, sentence, cause.quantity, product.uom_id, help_=help_
        )

    def _missing(self, product, quantity):
        """Return what could be done about what is missing, as claims say it."""
        warehouse = self.mover._schedule_warehouse()
        offered = (
            self.mover._name == "sale.order" and self.mover.state in OFFERED_STATES
        )
        claims = self.env["mrp.production"]
        return claims._schedule_claim_missing(product, quantity, warehouse, offered)
