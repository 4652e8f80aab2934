"""The team's own Python, read statically: ports as Protocols, and hooks; nothing is run."""
