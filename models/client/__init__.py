"""What the screens and the API are given: live changes, whose names they see."""
