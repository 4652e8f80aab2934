"""The drivers, synchronous: derived from `_async` by scripts/derive_sync.py, not edited."""
