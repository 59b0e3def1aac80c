"""Eight clients at once over ``/json/2``, as a busy workshop: what they ask, and saw.

Plain Python: it knows Odoo only by its address.
"""

import http.client
import json
import random
import threading
import time
import urllib.error
import urllib.request
from collections import Counter, defaultdict

OPEN = ["state", "in", ["confirmed", "progress", "to_close"]]
# What an answer says of a connection that somebody has cut, not of a fault.
CUT = ("terminating connection", "connection already closed", "server closed the")
CUT += ("InterfaceError", "connection to server", "AdminShutdown", "cursor already")
SHOWN = ("could not serialize", "deadlock detected", "concurrent update")


class Client:
    """A user who calls public methods, one after the other."""

    def __init__(self, address, role, key, seen):
        self.address, self.role, self.seen = address, role, seen
        self.headers = {
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
        }

    def __call__(self, model, method, **body):
        """Call a method; return its result, or None when it was refused or lost."""
        request = urllib.request.Request(
            f"{self.address}/json/2/{model}/{method}",
            data=json.dumps(body).encode(),
            headers=self.headers,
        )
        start = time.perf_counter()
        status, result = 0, None
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                status, result = answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            status = error.code
            self.seen.refused(f"{model}.{method}", status, error.read().decode())
        except (OSError, http.client.HTTPException, ValueError) as error:
            # Its worker was killed.
            self.seen.lost[type(error).__name__] += 1
        else:
            self.seen.took(f"{model}.{method}", time.perf_counter() - start)
        self.seen.statuses[status] += 1
        return result

    def some(self, model, domain, limit=8, order=None):
        """Return ids of some documents."""
        body = {"domain": domain, "limit": 40}
        ids = self(model, "search", **body, **({"order": order} if order else {}))
        return random.sample(ids, min(limit, len(ids))) if ids else []


class Seen:
    """What all clients saw."""

    def __init__(self):
        self.statuses, self.lost = Counter(), Counter()
        self.faults, self.cut, self.shown = [], 0, []
        self.refusals = Counter()
        self.times = defaultdict(list)

    def took(self, what, seconds):
        self.times[what].append(seconds)

    def refused(self, what, status, text):
        if any(word in text for word in CUT):
            self.cut += 1
        elif status >= 500:
            self.faults.append((what, status, text[:2000]))
        if any(word in text for word in SHOWN):
            self.shown.append((what, status, text[:500]))
        try:
            message = json.loads(text).get("message", "")
        except ValueError:
            message = text
        self.refusals[f"{status} {what}: {message.splitlines()[0][:90]}"] += 1

    def report(self):
        """Print it; return whether nothing is wrong."""
        every = sorted(second for times in self.times.values() for second in times)
        print(f"answers by status: {dict(self.statuses)}, lost: {dict(self.lost)}")
        print(f"all methods: {_percentiles(every)}")
        for what, times in sorted(self.times.items()):
            print(f"  {what:44} {_percentiles(sorted(times))}")
        for refusal, count in self.refusals.most_common(12):
            print(f"  {count:4} x {refusal}")
        print(f"answers that a cut database made fail: {self.cut}")
        print(f"5xx: {len(self.faults)}, serialization errors shown: {len(self.shown)}")
        for found in (*self.faults[:5], *self.shown[:5]):
            print("  ", *found)
        return not self.faults and not self.shown


def _percentiles(times):
    if not times:
        return "never"
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    return f"{len(times):5} calls, p50 {p50:6.3f} s, p95 {p95:6.3f} s"


# -- what each role does ----------------------------------------------------------


def seller(call, known):
    """Sell, confirm, make to order, change, and sometimes cancel."""
    rows = [
        [0, 0, {"product_id": product, "product_uom_qty": random.randint(1, 4)}]
        for product in random.sample(known["products"], 2)
    ]
    order = {"partner_id": random.choice(known["partners"]), "order_line": rows}
    ids = call("sale.order", "create", vals_list=[order])
    if not ids:
        return
    call("sale.order", "action_confirm", ids=ids)
    call("sale.order", "action_make_to_order", ids=ids)
    change(call, ids, {})
    if random.random() < 0.15:
        call("sale.order", "action_cancel", ids=ids)


def change(call, orders, context):
    rows = call("sale.order.line", "search", domain=[["order_id", "in", orders]]) or []
    for row in rows[:1]:
        values = {"product_uom_qty": random.randint(1, 6)}
        call("sale.order.line", "write", ids=[row], vals=values, context=context)


def planner(call, known):
    """Move orders and MOs, and set deadlines."""
    orders = call.some("sale.order", [["schedule_open", "=", True]], 2)
    if len(orders) == 2:
        call("sale.order", "schedule_move", ids=orders[:1], before_id=orders[1])
    mos = call.some("mrp.production", [OPEN], 2)
    if len(mos) == 2:
        call("mrp.production", "schedule_move", ids=mos[:1], after_id=mos[1])
        deadline = {"date_deadline": f"2030-01-{random.randint(10, 28)} 10:00:00"}
        call("mrp.production", "write", ids=mos[1:], vals=deadline)


def foreman(call, known):
    """Start, complete in part and whole, and take back."""
    status = "action_set_production_status"
    for mo in call.some("mrp.production", [OPEN], 2):
        call("mrp.production", status, ids=[mo], status="in_progress")
        if random.random() < 0.3:
            part = {"status": "partially_complete", "quantity": 1}
            call("mrp.production", status, ids=[mo], **part)
        elif random.random() < 0.6:
            call("mrp.production", status, ids=[mo], status="done")
    done = [["state", "=", "done"], ["taken_back_id", "=", False]]
    for mo in call.some("mrp.production", done, 1, "id desc"):
        call("mrp.production", status, ids=[mo], status="not_started")


def connector(call, known):
    """Change orders as a web shop does."""
    orders = call.some("sale.order", [["schedule_open", "=", True]], 1)
    change(call, orders, {"order_change_source": "Shop"})
    time.sleep(0.2)


def bulk(call, known):
    """Make many orders to order, and show the progress."""
    orders = call.some("sale.order", [["schedule_open", "=", True]], 8)
    action = call("sale.order", "action_make_to_order_run", ids=orders)
    if not action:
        return
    run = action["params"]["run_id"]
    for _part in range(4):
        progress = call("make.schedule.run", "process", ids=[run])
        if not progress or progress["state"] != "running":
            break
    time.sleep(1)


def reader(call, known):
    """Look at Sell, Schedule and the figures."""
    for model, names in {
        "sale.order": ("sales_items_availability", "ingredients_availability"),
        "mrp.production": ("ingredients_availability", "customer_display"),
    }.items():
        call(
            *(model, "web_search_read"),
            domain=[],
            specification={name: {} for name in names},
            limit=80,
        )
    call(
        *("product.product", "read"),
        ids=known["products"],
        fields=["stock_calculated"],
    )


DOES = {"own_seller": seller, "second_foreman": foreman}


def work(address, known, seconds):
    """Let every role work for so long; return what they :class:`Seen`."""
    seen, until = Seen(), time.monotonic() + seconds

    def go(role, key):
        call = Client(address, role, key, seen)
        do = DOES.get(role) or globals()[role]
        while time.monotonic() < until:
            do(call, known)

    threads = [
        threading.Thread(target=go, args=item, daemon=True)
        for item in known["keys"].items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 180)
    return seen
