"""Which drivers are used by many threads at once."""

from typing import Final

# An event loop runs one task at a time, and a client belongs to one loop.
ASYNC_THREADS: Final = False
SYNC_THREADS: Final = True
