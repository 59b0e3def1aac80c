"""What counts as open (behaviour 1)."""

# Of an MO.
OPEN_STATES = ("confirmed", "progress", "to_close")
