"""Who gets what, handed out piece by piece: written from behaviour.md 4 alone.

Knows nothing of the engine: a piece is a dict that somebody takes off a table.
"""

from collections import defaultdict
from itertools import count


class Table:
    """The pieces of one product in one warehouse, those that come first in front."""

    def __init__(self, now):
        self.now, self.pieces = now, []
        self.got = defaultdict(lambda: defaultdict(int))
        self.missing = defaultdict(int)
        self.held = defaultdict(int)

    def put(self, name, quantity, where, date=None, order=0, **more):
        """Lay pieces on the table; less than nothing is a hole."""
        for _number in range(abs(quantity)):
            piece = {"name": name, "where": where, "order": order, **more}
            piece["date"] = None if date is None else max(date, self.now)
            piece["hole"] = quantity < 0
            self.pieces.append(piece)

    def sort(self):
        """Put what is there first, then what comes by date; fill the holes."""
        ids = count()
        self.pieces.sort(
            key=lambda p: (
                p["date"] is not None,
                p["date"] or self.now,
                p["order"],
                p["name"] if p["date"] else p["where"],
                next(ids),
            )
        )
        holes = sum(piece["hole"] for piece in self.pieces)
        self.pieces = [piece for piece in self.pieces if not piece["hole"]]
        for piece in self.pieces[:]:
            # What is on its way fills no hole until it is there.
            if holes and not piece.get("stays"):
                self.pieces.remove(piece)
                holes -= 1

    def take(self, who, quantity, where, move=None, fits=lambda piece: True):
        """Give somebody pieces, one after the other; return how many he got."""
        got = 0
        for _number in range(quantity):
            for piece in self.pieces:
                if piece["where"].startswith(where) and fits(piece):
                    break
            else:
                return got
            self.pieces.remove(piece)
            self.got[who][piece["name"]] += 1
            got += 1
            if piece["date"] is None and move is not None:
                self.held[move] += 1
        return got


def there(piece):
    return piece["date"] is None
