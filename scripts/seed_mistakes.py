"""Seed mistakes into the shipped specs and tell how many the compiler finds, and how well.

`python scripts/seed_mistakes.py` prints the table; `--json FILE` writes every mistake with what was
said of it, `--page` writes `docs/mistakes.md` from several runs.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

if __package__ in (None, ""):  # run as a file: the packages beside it are not found
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.mistakes.choose import candidates
from scripts.mistakes.compiling import compile_changed, compile_file, copied, files
from scripts.mistakes.judge import Verdict, judge
from scripts.mistakes.page import page
from scripts.mistakes.report import Judged, as_json, table

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/mistakes.md"
MISTAKES = 100
SEEDS = (1, 2, 3, 4, 5)


def seeded(root: Path, mistakes: int, seed: int) -> list[Judged]:
    """So many mistakes and the changes beside them that are none, each judged, in order."""
    done: list[Judged] = []
    with copied(root):
        names = files(Path())
        before = {file: compile_file(file) for file in names}
        for chosen in candidates(names, seed):
            after = compile_changed(chosen.file, chosen.mutant.text)
            file = chosen.file.as_posix()
            verdict: Verdict = judge(chosen.mutant, file, before[chosen.file], after)
            done.append(Judged(file, verdict))
            if sum(not one.verdict.equivalent for one in done) == mistakes:
                break
    return done


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mistakes", type=int, default=MISTAKES)
    parser.add_argument("--seed", type=int, default=SEEDS[0])
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--page", action="store_true", help="write docs/mistakes.md")
    options = parser.parse_args(arguments)
    done = seeded(ROOT, options.mistakes, options.seed)
    sys.stdout.write(table(done))
    if options.json:
        options.json.write_text(json.dumps(as_json(done), indent=2) + "\n", encoding="utf-8")
    if options.page:
        runs = {seed: seeded(ROOT, MISTAKES, seed) for seed in SEEDS}
        PAGE.write_text(page(runs), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
