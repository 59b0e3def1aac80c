"""What the screens and the API are given: live changes, names, one door for values."""
