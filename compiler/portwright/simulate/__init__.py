"""The third driver of the runtime: its own client on a virtual clock, against a scripted vendor."""
