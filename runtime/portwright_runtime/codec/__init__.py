"""Arguments to bytes and bytes to values."""
