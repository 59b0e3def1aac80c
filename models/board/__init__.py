"""A planner's morning: what needs a hand, counted (behaviour 13)."""
