"""When orders are due, and when they can be (behaviour 8, 11, 14)."""
