"""Rules of the family E05xx: secrets and authentication."""
