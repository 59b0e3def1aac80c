"""What a drag in Schedule costs a client; see tools/benchmark."""

import sys
import time

from playwright.sync_api import expect, sync_playwright

from lab.planner import CHROMIUM, Planner


def drag(planner):
    """Drag an order to the top; return what was asked and the seconds it took."""
    planner.open("make-schedule")
    name = planner.cells("name")[9]
    asked = []
    planner.page.on(
        "request",
        # Not what Discuss asks meanwhile.
        lambda request: (
            asked.append(request) if "/call_kw/mrp.production/" in request.url else None
        ),
    )
    # Besides the 0.3 s that the drag itself waits before it drops.
    start = time.perf_counter()
    planner.drag(planner.rows.nth(9), 0)
    expect(planner.rows.first).to_contain_text(name, timeout=60_000)
    seconds = time.perf_counter() - start - 0.3
    return [request.url.rsplit("/", 1)[-1] for request in asked], seconds


if __name__ == "__main__":
    address, chromium, rows = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM])
        planner = Planner(
            browser.new_page(viewport={"width": 1600, "height": 760}), address
        )
        planner.login()
        asked, seconds = drag(planner)
        # Asked wherever the hand rests on its way, which a busy machine makes it do.
        dropped = [name for name in asked if name != "schedule_preview"]
        print(
            f"{f'a drag in Schedule, {rows} rows: ' + ', '.join(dropped):60}"
            f" {len(dropped)} requests (goal: at most 2) and"
            f" {len(asked) - len(dropped)} previews, {seconds:.2f} s",
            flush=True,
        )
        browser.close()
