"""The only reader of disk: bytes to values and nodes that know line and column."""
