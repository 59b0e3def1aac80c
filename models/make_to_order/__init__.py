"""Orders made for one sales order row, and how they follow it (behaviour 5 to 7)."""
