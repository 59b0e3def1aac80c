# Fed to ``odoo shell`` by tools/benchmark.
from odoo.addons.make_schedule.benchmarks import growth

growth.main(env)  # noqa: F821 the shell's
