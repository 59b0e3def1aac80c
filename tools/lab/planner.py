"""Somebody who clicks through the client, in a real browser."""

CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
# Of the demo users the login is the password.
ADMIN = "admin"


class Planner:
    """A user in a browser's page.

    :param page: Playwright's page
    :param address: of the server, such as ``http://localhost:8069``
    """

    def __init__(self, page, address):
        self.page, self.address = page, address

    def login(self, login=ADMIN):
        self.page.goto(f"{self.address}/web/login")
        self.page.fill("#login", login)
        self.page.fill("#password", login)
        self.page.click("button[type=submit]")
        self.page.wait_for_selector(".o_web_client")

    def open(self, path):
        self.page.goto(f"{self.address}/odoo/{path}")
        self.page.wait_for_selector(".o_data_row")

    def call(self, model, method, *args):
        """Call a method as this user, beside the client; return its result."""
        params = {"model": model, "method": method, "args": args, "kwargs": {}}
        answer = self.page.request.post(
            f"{self.address}/web/dataset/call_kw",
            data={"jsonrpc": "2.0", "method": "call", "params": params},
        ).json()
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["message"])
        return answer["result"]

    @property
    def rows(self):
        return self.page.locator(".o_data_row")

    def row(self, text):
        return self.page.locator(".o_data_row", has_text=text)

    def cells(self, field):
        """Return what a column shows, from the top."""
        return self.page.locator(f".o_data_row td[name={field}]").all_inner_texts()

    def drag(self, row, place):
        """Drag a row, by its locator, to a place in the list, and be told of it."""
        self.drop(row, place)
        self.page.wait_for_selector(".o_notification")

    def drop(self, row, place):
        """Drop a row, by its locator, at a place in the list, counted from 0."""
        start = row.locator(".o_row_handle").bounding_box()
        goal = self.rows.nth(place).bounding_box()
        mouse, x = self.page.mouse, start["x"] + 5
        mouse.move(x, start["y"] + 5)
        mouse.down()
        mouse.move(x, goal["y"] + 30, steps=10)
        mouse.move(x, goal["y"] + 3, steps=10)
        # The list makes room before the drop counts.
        self.page.wait_for_timeout(300)
        mouse.up()
