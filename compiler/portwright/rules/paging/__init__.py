"""Rules of the family E07xx: paging."""
