"""The levels by name, for whoever must not import what they do: pytest loads the plugin always."""

LEVELS = ("L0", "L1", "L1-vcr", "L2", "L3", "L4", "faults", "variants", "project")
