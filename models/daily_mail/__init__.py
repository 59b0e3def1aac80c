"""A mail a day: which orders became late, which are on time again (behaviour 14)."""
