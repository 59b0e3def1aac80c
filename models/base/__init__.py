"""What every room stands on: one door for values, steps, words and days."""
