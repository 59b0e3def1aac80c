"""How far an order is, its tasks and its subassemblies (behaviour 8)."""
