"""What reordering rules wait for while MOs follow their rows."""

from contextlib import contextmanager

# Context key of :class:`Later`.
MIRROR_FIRST = "make_schedule_mirror_first"


class Later:
    """Moves whose reordering rules wait until MOs have followed.

    No rule makes what an MO is about to make (behaviour 6). An object, as what only our
    code puts into a context; core calls ``_trigger_scheduler`` deep inside.
    """

    def __init__(self):
        self.ids = set()

    def trigger(self, env):
        """Trigger the rules now, as far as there is still something to wait for."""
        moves = env["stock.move"].browse(sorted(self.ids)).exists()
        moves.filtered(
            lambda move: move.state not in ("draft", "done", "cancel")
        )._trigger_scheduler()


@contextmanager
def rules_waiting(records):
    """Let reordering rules wait for what is done meanwhile, and for all around it.

    :param records: of any model
    :return: context manager: these records, with the context to do it with
    """
    if isinstance(records.env.context.get(MIRROR_FIRST), Later):
        yield records
        return
    later = Later()
    yield records.with_context(**{MIRROR_FIRST: later})
    later.trigger(records.env)
