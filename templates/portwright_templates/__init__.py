"""The templates that generated packages are rendered from."""
