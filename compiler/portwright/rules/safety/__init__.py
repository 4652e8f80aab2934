"""Rules of the family E04xx: safety and policies."""
