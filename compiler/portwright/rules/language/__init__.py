"""Rules of the family E00xx: YAML and the spec language."""
