"""How much input is too much: far beyond every real document, far below what ends a process."""

MAX_BYTES = 256 * 1024 * 1024
MAX_MODULE_BYTES = 1024 * 1024  # of one Python module
MAX_DEPTH = 500
MAX_NODES = 10_000_000  # with aliases expanded
