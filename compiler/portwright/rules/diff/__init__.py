"""Rules of the family E11xx: `diff` and its accept-lists."""
