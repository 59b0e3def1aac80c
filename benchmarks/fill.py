# Fed to ``odoo shell`` by tools/benchmark, which names the rows; it stays filled.
import os

from odoo.addons.make_schedule.benchmarks import data

rows = int(os.environ["ROWS"])
data.build(env, rows=rows, productions=rows // 2, products=2000)  # noqa: F821
env.cr.commit()  # noqa: F821
