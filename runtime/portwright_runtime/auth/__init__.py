"""Ways to authenticate a call; each is one file."""
