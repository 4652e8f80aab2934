"""Rules of the family E06xx: error rules."""
