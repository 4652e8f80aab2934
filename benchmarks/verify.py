"""What verifying 300 cassettes costs, at all levels, in one process: at most 12 CPU seconds.

The cassettes of this repository, again and again until there are so many; each is read and played
anew every time, as files that differ would be. Fault variants, thirty of a cassette that ended
well, are measured apart: they take what their calls take. Exit 1 when the levels take longer or a
check fails.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.report import machine_line, parser, table, write_json
from portwright_harness.cassette_checks import checks_of
from portwright_harness.checks import VARIANTS
from portwright_harness.config import read_config
from portwright_harness.manifest import find_manifests
from portwright_harness.vendor import load_vendor

CASSETTES = 300
MOST_SECONDS = 12.0
ROOT = Path(__file__).parents[1]


def main() -> int:
    """Print a row for each level, of the fastest run."""
    options = parser(__doc__, 1).parse_args()
    total, spent, counts, failed = min(_timed() for _ in range(options.runs))
    rows = [[level, str(counts[level]), f"{spent[level]:.2f} s"] for level in sorted(spent)]
    variants = spent.pop(VARIANTS, 0.0)
    levels = total - variants
    rows.append(["all levels", str(sum(counts.values()) - counts[VARIANTS]), f"{levels:.2f} s"])
    print(machine_line())
    print(table(["level", "checks", "CPU"], rows))
    print(f"{CASSETTES} cassettes in at most {MOST_SECONDS:.0f} s; {len(failed)} checks failed")
    results = {
        "seconds": levels,
        "variants": variants,
        "levels": spent,
        "checks": counts,
        "failed": failed,
    }
    write_json(options.json, "verify", results)
    return 1 if failed or levels > MOST_SECONDS else 0


def _timed() -> tuple[float, dict[str, float], dict[str, int], list[str]]:
    began = time.process_time()
    spent, counts, failed = verified(CASSETTES)
    return time.process_time() - began, spent, counts, failed


def verified(cassettes: int) -> tuple[dict[str, float], dict[str, int], list[str]]:
    """Seconds and checks by level, and the ids of what failed."""
    config = read_config(ROOT)
    vendors = [load_vendor(config, name) for name in find_manifests(config.generated)]
    files = [(vendor, path) for vendor in vendors for path in vendor.cassette_paths()]
    spent: dict[str, float] = defaultdict(float)
    counts: dict[str, int] = defaultdict(int)
    failed: list[str] = []
    for number in range(cassettes):
        for check in checks_of(*files[number % len(files)]):
            began = time.process_time()
            if check.run().problems:
                failed.append(check.id)
            spent[check.level] += time.process_time() - began
            counts[check.level] += 1
    return spent, counts, failed


if __name__ == "__main__":
    sys.exit(main())
