"""The command `python -m benchmarks.corpus`: which documents, within what bounds, told where."""

from __future__ import annotations

import argparse
import math
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import corpus
from benchmarks.corpus_documents import (
    Document,
    NotFetched,
    by_hash,
    fetch,
    places,
    read_document,
    selected,
)
from benchmarks.corpus_page import page, results, summary
from benchmarks.corpus_pool import Bounds, Pool
from benchmarks.corpus_records import Records, open_run
from benchmarks.corpus_run import Run
from benchmarks.corpus_verdict import Verdict, verdict
from benchmarks.report import write_json

_STRICT = 200


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if options.fetch:
            print("\n".join(fetch()))
            return 0
        known = places()
    except NotFetched as error:
        print(error, file=sys.stderr)
        return 2
    strict = by_hash(known, _STRICT)
    small = [name for name, path in known.items() if path.stat().st_size < options.below * 1e6]
    names = selected(small, options.only, options.sample)
    chosen = [read_document(name, known[name]) for name in names]
    verdicts = _run(chosen, strict, options)
    print(summary(verdicts, strict))
    if options.table:
        options.table.write_text(page(verdicts, strict), encoding="utf-8")
    write_json(options.json, "corpus", results(verdicts, strict))
    return 1 if any(any(item.failures) for item in verdicts) else 0


def _run(
    chosen: Sequence[Document], strict: Sequence[str], options: argparse.Namespace
) -> list[Verdict]:
    records, folder = open_run()
    if options.retry_failed:
        _forget_failed(chosen, records)
    pool = Pool(options.workers, Bounds(options.limit_seconds, options.limit_megabytes))
    try:
        Run(pool, records, folder, strict, keep=options.keep).over(chosen)
    except KeyboardInterrupt:
        print("cut short; the same command goes on from here", file=sys.stderr)
    finally:
        pool.stop()
    found = [verdict(document, records) for document in chosen]
    return [item for item in found if item is not None]


def _forget_failed(chosen: Sequence[Document], records: Records) -> None:
    for document in chosen:
        known = verdict(document, records)
        if known and any(known.failures):
            records.forget(document)


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=(corpus.__doc__ or "").partition("\n")[0])
    add = made.add_argument
    add("--fetch", action="store_true", help="fetch the documents with npm, and nothing else")
    add("--only", action="append", default=[], metavar="GLOB", help="names; repeat for more")
    add("--below", type=float, default=math.inf, metavar="MB", help="those that are smaller")
    add("--sample", type=int, default=0, metavar="N", help="N of them, always the same")
    add("--retry-failed", action="store_true", help="try again what failed")
    add("--workers", type=int, default=os.cpu_count() or 1, help="how many at once; all cores")
    add("--limit-seconds", type=int, default=600, help="CPU time for a document; 600 without")
    add("--limit-megabytes", type=int, default=4000, help="memory for one; 4000 without")
    add("--keep", action="store_true", help="keep packages that failed, in .cache/corpus/kept")
    add("--json", type=Path, metavar="FILE", help="write the figures there too")
    add("--table", type=Path, metavar="FILE", help="write the page of results")
    return made
