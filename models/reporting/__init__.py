"""What was delivered when, against what had been promised (behaviour 13)."""
