"""OpenAPI documents: load, resolve, upgrade to one 3.1-shaped value, validate, read."""
