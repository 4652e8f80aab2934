"""The levels of verification; each takes a scenario and returns a finding."""
