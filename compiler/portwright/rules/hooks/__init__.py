"""Rules of the family E09xx: the team's own functions and ports, read from their source."""
