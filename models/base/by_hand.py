"""What of a transfer somebody has entered by hand: it wins (behaviour 4).

Conditions for queries in which ``line`` is a ``stock_move_line``. Which values are
entered is noted by :mod:`~.reservation.stock_move_line`.
"""

# Ticked, or a quantity typed, packed or scanned.
BY_HAND = "(line.picked OR COALESCE(line.schedule_entered, 0) > 0)"
# Somebody else's goods that a transfer before has brought here: nobody reserves those.
BROUGHT_BY_HAND = """(line.owner_id <> company.partner_id AND EXISTS (
    SELECT FROM stock_move_move_rel rel WHERE rel.move_dest_id = line.move_id))"""
