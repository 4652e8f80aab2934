"""The policies before an attempt, in their order, for a client: what both drivers share."""
