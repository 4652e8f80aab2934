"""Rules of the family E02xx: binding operations and pins."""
