"""Uninstalled and installed again, on a real database: links and ranking are back."""

import json
import os
import subprocess

from lab import odoo

STATE = """
import json
def rows(query):
    env.cr.execute(query)
    return [list(row) for row in env.cr.fetchall()]
state = {
    "orders": rows("SELECT id, name, schedule_rank, mto_sequence FROM sale_order"
                   " WHERE schedule_open ORDER BY schedule_rank"),
    "rows": rows("SELECT id, product_uom_qty, mto_base_qty FROM sale_order_line"
                 " WHERE id = ANY(SELECT mto_line_id FROM mrp_production) ORDER BY id"),
    "mos": rows("SELECT id, name, mto_line_id, mto_order_id, make_type, product_qty,"
                " schedule_rank, schedule_key, schedule_parent_id, unlinked_line_id,"
                " unlink_reason, deadline_manual FROM mrp_production"
                " WHERE state IN ('confirmed', 'progress', 'to_close')"
                " AND name NOT LIKE 'WH/MO/%' ORDER BY schedule_rank, schedule_key"),
    "settings": rows("SELECT id, mts_lead_days, mto_change_policy FROM res_company"
                     " ORDER BY id"),
    "count": rows("SELECT count(*) FROM sale_order_line"),
}
print("STATE" + json.dumps(state))
"""
BEFORE = """
orders = env["sale.order"].search([("schedule_open", "=", True)], order="schedule_rank")
orders[-1].schedule_move(before_id=orders[0].id)
orders.action_make_to_order()
company = env.company
company.mto_change_policy = "unlink"
company.mts_lead_days = 11
mos = orders.mto_production_ids.filtered(lambda mo: mo.state == "confirmed")
# One is flagged, with what it was made for.
mos[-1].action_start()
row = mos[-1].mto_line_id
row.product_uom_qty += 1
assert mos[-1].unlinked_line_id == row
env.cr.commit()
"""
UNINSTALL = """
module = env["ir.module.module"].search([("name", "=", "make_schedule")])
module.button_immediate_uninstall()
"""


def same_lab():
    """Return the lab of the command that runs this: its Odoo and its server."""
    server = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER"}
    given = [f"--odoo={os.environ['MAKE_SCHEDULE_ODOO']}"]
    given += [
        f"--db_{option}={os.environ[name]}"
        for option, name in {**server, "password": "PGPASSWORD"}.items()
        if name in os.environ
    ]
    return odoo.Lab(odoo.options("").parse_args(given))


def shell(lab, name, code):
    """Run code in Odoo's shell; return the state that it prints, if any."""
    done = subprocess.run(
        [*lab.odoo("shell", "-c", lab.config(), "-d", name), "--no-http"],
        input=code,
        capture_output=True,
        text=True,
        env=lab.env,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    lines = [line for line in done.stdout.splitlines() if "STATE{" in line]
    return json.loads(lines[0].split("STATE", 1)[1]) if lines else None


def test_links_and_ranking_are_taken_up_again():
    lab = same_lab()
    name = os.environ["MAKE_SCHEDULE_DATABASE"]
    before = shell(lab, name, BEFORE + STATE)
    assert any(mo[2] for mo in before["mos"]), "Something is made to order"
    assert any(mo[9] for mo in before["mos"]), "Something is flagged"
    shell(lab, name, UNINSTALL)
    columns = lab.server.sql(
        "SELECT column_name FROM information_schema.columns"
        " WHERE column_name IN ('mto_line_id', 'schedule_rank')"
        " AND table_name IN ('sale_order', 'mrp_production')",
        name,
    )
    assert columns == [], "Odoo has dropped them"
    log = lab.again(name)
    warned = [line for line in log.splitlines() if " WARNING " in line]
    assert warned == [], "The demo data goes in a second time too"
    assert " ERROR " not in log
    after = shell(lab, name, STATE)
    for what, found in before.items():
        assert after[what] == found, what
    kept = lab.server.sql(
        "SELECT relname FROM pg_class WHERE relname LIKE 'make_schedule_kept%'", name
    )
    assert kept == [], "Nothing is left behind"
