"""Compiles every document of the corpus, and says what became of it and of every operation.

`--fetch` gets the documents. A run that is cut short goes on where it stopped; what is known of a
document is kept for as long as neither it nor the compiler changes. Exit 1 when anything failed.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    # Here, since each job's process imports this module again.
    from benchmarks.corpus_options import main

    sys.exit(main())
