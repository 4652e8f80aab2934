"""Rules of the family E03xx: mappings, fields and types."""
