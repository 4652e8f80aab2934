"""Rules of ports, in the family E03xx beside mappings: names, types, imports."""
