"""What the places of warehouses mean, and when what comes is there."""


class Places:
    """What the places of warehouses mean.

    :param warehouses: iterable of :class:`~engine.snapshot.Warehouse`
    """

    def __init__(self, warehouses):
        self._stock = {warehouse.id: warehouse.stock for warehouse in warehouses}
        self._incoming = {
            path: warehouse.stock
            for warehouse in warehouses
            for path in warehouse.incoming
        }
        # How many steps away from the stock.
        self._outgoing = {
            path: (warehouse.stock, steps)
            for warehouse in warehouses
            for steps, path in enumerate(warehouse.outgoing, 1)
        }
        self._steps = {None: None}

    def in_stock(self, path, warehouse):
        """Tell whether a path is in the stock of a warehouse."""
        stock = self._stock.get(warehouse)
        return bool(path and stock) and path.startswith(stock)

    def stock(self, warehouse):
        """Return the path of the stock of a warehouse, or None."""
        return self._stock.get(warehouse)

    def step(self, path):
        """Return the step that a path is in, or None: goods only pass it."""
        if path not in self._steps:
            every = (*self._incoming, *self._outgoing)
            self._steps[path] = next(filter(path.startswith, every), None)
        return self._steps[path]

    def is_picked(self, path):
        """Tell whether goods wait in Packing or Output."""
        return self.step(path) in self._outgoing

    def goes_on(self, move):
        """Tell whether a move brings goods from a step towards the stock."""
        return self.step(move.source) in self._incoming or self.goes_back(move)

    def goes_back(self, move):
        """Tell whether a move brings goods back from Packing or Output."""
        if move.source is None or move.target is None:
            return False
        stock, steps = self._outgoing.get(self.step(move.source), (None, 0))
        if stock is None:
            return False
        nearer = self._outgoing.get(self.step(move.target), (None, steps))
        return move.target.startswith(stock) or (
            nearer[0] == stock and nearer[1] < steps
        )

    def ends(self, move):
        """Return the path where demands can take what a move brings."""
        if self.step(move.target) in self._incoming:
            final = move.final or move.target
            return self._incoming.get(self.step(final), final)
        if self.goes_back(move):
            return self._outgoing[self.step(move.source)][0]
        return move.target


def arrival(date, now, today=None):
    """Return (date, late): what is overdue counts as now (behaviour 4).

    :param today: when the day began: what was due since then may still come in time
    """
    date = date or now
    return (now, date < (today or now)) if date < now else (date, False)
