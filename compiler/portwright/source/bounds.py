"""How much input is too much: far beyond every real document, far below what ends a process."""

MAX_BYTES = 256 * 1024 * 1024
MAX_MODULE_BYTES = 1024 * 1024  # of one Python module
MAX_DEPTH = 500
MAX_NODES = 10_000_000  # with aliases expanded
# What a reader has to do for each node is done for each alias of it too: a kilobyte of aliases of
# aliases is as much work as a document of megabytes.
FREE_NODES = 10_000  # that aliases may add to any document
MAX_GROWTH = 20  # times the nodes that are written out
