"""Rules of the family E01xx: OpenAPI documents."""
