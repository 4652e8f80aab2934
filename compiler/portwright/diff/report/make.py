"""From findings to what is shown of them: messages, places, the lines of the spec."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from portwright.diff.change import Finding, Use
from portwright.diff.evidence import Replay
from portwright.diff.report.model import Placed, Told
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction
from portwright.language.accepted import Acceptance
from portwright.language.spec import Spec
from portwright.source.span import Span

Locate = Callable[[str], Span]
_HOW = {Direction.SEND: "sent", Direction.READ: "read", None: "called"}


@dataclass(frozen=True, slots=True)
class Places:
    """Where pointers of both documents stand, and the spec if there is one."""

    old: Locate
    new: Locate
    spec: Spec | None = None

    def use(self, use: Use) -> Placed:
        how = use.said or _HOW[use.direction]
        return Placed(use, how, use.span or self._operation(use.operation), use.is_direct)

    def _operation(self, name: str) -> Span | None:
        """The key of what is used: an operation, or a webhook; else where the spec begins."""
        if self.spec is None:
            return None
        for table in (self.spec.operations, self.spec.webhooks):
            if name in table.place.keys:
                return table.place.keys[name]
        return self.spec.place.keys.get("openapi", self.spec.place.span)


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
