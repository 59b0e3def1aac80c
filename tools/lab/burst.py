"""A hundred changes in a row, as a busy company makes them, over Odoo's API.

Run by tools/benchmark: ``python -m lab.burst ADDRESS DATABASE``.
"""

import sys
import time

import requests

CHANGES = 100
# Longer than a plan waits after the last change, and takes.
AFTER = 60


def main(address, database):
    session = requests.Session()

    def call(path, **params):
        answer = session.post(
            f"{address}{path}", json={"jsonrpc": "2.0", "params": params}, timeout=120
        ).json()
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["message"])
        return answer["result"]

    def ask(model, method, *args, **kwargs):
        path = f"/web/dataset/call_kw/{model}/{method}"
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return call(path, **params)

    call("/web/session/authenticate", db=database, login="admin", password="admin")
    warehouses = ask("stock.warehouse", "search", [])
    ask("stock.warehouse", "write", warehouses, {"automatic_deadlines": True})
    open_orders = [["schedule_open", "=", True]]
    first, second = ask(
        "sale.order", "search", open_orders, limit=2, order="schedule_rank"
    )
    begun = time.monotonic()
    for number in range(CHANGES):
        moved, before = (first, second) if number % 2 else (second, first)
        ask("sale.order", "schedule_move", [moved], before_id=before)
    print(f"{CHANGES} moves in {time.monotonic() - begun:.1f} s", flush=True)
    time.sleep(AFTER)
    ask("stock.warehouse", "write", warehouses, {"automatic_deadlines": False})


if __name__ == "__main__":
    main(*sys.argv[1:])
