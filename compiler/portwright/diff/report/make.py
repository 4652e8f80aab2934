"""From findings to what is shown of them: messages, places, the lines of the spec."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from portwright.diff.change import Finding, Use
from portwright.diff.evidence import Replay
from portwright.diff.report.model import Placed, Told
from portwright.diff.report.spec_lines import Line, error_lines, lines_of, nearest
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction
from portwright.language.accepted import Acceptance
from portwright.language.spec import Spec
from portwright.source.span import Span

Locate = Callable[[str], Span]
_MARKS = re.compile(r"\[\]|\{\}")
_SUCCESS = re.compile(r"answer 2")
_HOW = {Direction.SEND: "sent", Direction.READ: "read", None: "called"}


@dataclass(frozen=True, slots=True)
class Places:
    """Where pointers of both documents stand, and the spec if there is one."""

    old: Locate
    new: Locate
    spec: Spec | None = None
    _lines: dict[str, tuple[Line, ...]] = field(default_factory=dict)

    def use(self, use: Use) -> Placed:
        inside, where = field_of(use.path), self._operation(use.operation)
        if self.spec is None or not inside or use.operation not in self.spec.operations:
            return Placed(use, _HOW[use.direction], where)
        line = self._line(use, inside, self.spec)
        if line is None:
            # Types are shared: what one operation reads is decoded wherever it comes along.
            how = "decoded" if use.direction is Direction.READ else _HOW[use.direction]
            return Placed(use, how, where, direct=False)
        return Placed(use, line.how_of(inside), line.span, line.names(inside))

    def _line(self, use: Use, inside: str, spec: Spec) -> Line | None:
        lines = self._of(use.operation, spec)
        if use.direction is Direction.READ and not _SUCCESS.match(use.path):
            lines = error_lines(spec.errors)
        return nearest(lines, inside, use.direction)

    def _of(self, name: str, spec: Spec) -> tuple[Line, ...]:
        if name not in self._lines:
            self._lines[name] = lines_of(spec, spec.operations[name])
        return self._lines[name]

    def _operation(self, name: str) -> Span | None:
        """The key of what is used: an operation, or a webhook; else where the spec begins."""
        if self.spec is None:
            return None
        for table in (self.spec.operations, self.spec.webhooks):
            if name in table.place.keys:
                return table.place.keys[name]
        return self.spec.place.keys.get("openapi", self.spec.place.span)


def field_of(path: str) -> str:
    """The field that a use's path names, with dots between names: `data.amount` of
    `answer 200: data[].amount`, `limit` of `query limit`; empty for the whole."""
    where, colon, inside = path.partition(": ")
    if colon:
        first = where.partition(" ")[2] if not where.startswith(("answer ", "body")) else ""
        return ".".join(part for part in (first, _MARKS.sub("", inside).strip(".")) if part)
    return "" if path.startswith(("answer ", "body")) else where.partition(" ")[2]


def told(
    findings: Iterable[Finding],
    places: Places,
    accepted: Mapping[str, Acceptance],
    *,
    info: bool = False,
    replay: Replay | None = None,
) -> tuple[Told, ...]:
    """The findings to list: all but those of no consequence, and those too on demand."""
    return tuple(
        Told(
            finding,
            _placed(places.old, finding.change.old),
            _placed(places.new, finding.change.new),
            tuple(sorted(map(places.use, finding.uses), key=_worst_first)),
            accepted.get(finding.fingerprint),
            replay.of(finding) if replay is not None else (),
        )
        for finding in findings
        if info or finding.verdict is not Verdict.INFO
    )


def counts(
    findings: Iterable[Finding], accepted: Mapping[str, Acceptance]
) -> Mapping[Verdict, int]:
    """How many findings of each verdict there are that are not accepted."""
    found = Counter(item.verdict for item in findings if item.fingerprint not in accepted)
    return {verdict: found[verdict] for verdict in Verdict}


def _worst_first(item: Placed) -> tuple[int, bool]:
    """Of one verdict those before others whose line names the very field."""
    return item.use.verdict.rank, not item.direct


def _placed(locate: Locate, pointer: str) -> Span | None:
    return locate(pointer) if pointer else None
