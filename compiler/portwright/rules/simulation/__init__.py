"""Rules of the family E10xx: scenarios of the simulator."""
