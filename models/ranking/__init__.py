"""One line of orders: places, moves, tables, sorting and grouping (behaviour 3)."""
