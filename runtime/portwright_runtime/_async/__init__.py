"""The drivers, asynchronous: the source that `_sync` is derived from."""
