# Fed to ``odoo shell`` by tools/load: before the clients, and after them.
import os

from odoo.addons.make_schedule.benchmarks import load_check, load_data

if file := os.environ.get("LOAD_FILE"):
    load_data.main(env, file)  # noqa: F821 the shell's
elif load_check.main(env):  # noqa: F821
    raise SystemExit(1)
