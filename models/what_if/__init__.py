"""What moves and dates would change, before anybody makes them (behaviour 12)."""
