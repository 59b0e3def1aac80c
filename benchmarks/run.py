# Fed to ``odoo shell`` by tools/benchmark.
from odoo.addons.make_schedule.benchmarks import compare

compare.main(env)  # noqa: F821 the shell's
