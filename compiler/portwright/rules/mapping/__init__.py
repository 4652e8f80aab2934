"""Rules of the family E03xx: mappings, fields, types and ports."""
