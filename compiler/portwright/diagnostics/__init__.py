"""Findings: what they are, and the formats in which they are shown."""
