"""How many random examples the tests play, and with which seed.

Fixed, so that a run can be repeated; ``tools/test --random N`` plays N with a seed of
its own, which it prints.
"""

import os

from hypothesis import HealthCheck, Phase, settings

EXAMPLES = int(os.environ.get("MAKE_SCHEDULE_RANDOM", 0))


def examples(usual, shrink=True, **values):
    """Return hypothesis' settings.

    :param usual: how many examples are played where nobody asks for another number
    :param shrink: whether a failing one is made shorter, which takes long on Odoo
    """
    return settings(
        max_examples=EXAMPLES or usual,
        derandomize=not EXAMPLES,
        deadline=None,
        database=None,
        phases=tuple(Phase) if shrink else (Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
        **values,
    )
