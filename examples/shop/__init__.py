"""A shop's own code, as far as the specs here call it."""
