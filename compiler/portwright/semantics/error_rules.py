"""`errors.rules` bound: statuses as ranges, conditions as tests, none that can never match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from portwright.diagnostics.model import Diagnostics
from portwright.ir.rules import (
    BodyTest,
    ErrorRule,
    HeaderTest,
    Meaning,
    RetryHint,
    StatusRange,
    Test,
)
from portwright.language import errors as language
from portwright.language.quantities import Duration
from portwright.rules.errors import idle_hint, unconditional_rule, unreachable_rule
from portwright.source.nodes import ScalarNode
from portwright.source.span import Span

if TYPE_CHECKING:
    from portwright.ir.mapping import RaisedError

_STEP = re.compile(r"[^.\[\]]+|\[\*\]|\[\d+\]")


def bind_error_rules(
    errors: language.Errors | None, raised: Mapping[int, RaisedError], sink: Diagnostics
) -> tuple[ErrorRule, ...]:
    """The rules in order; `raised` are the domain errors of some, by their number. One that
    matches everything, or that an earlier rule always takes, is reported."""
    bound: list[tuple[ErrorRule, language.ErrorRule]] = []
    for number, declared in enumerate(errors.rules if errors is not None else ()):
        if set(declared.place.keys) <= {"then"}:
            sink.add(unconditional_rule.report(declared.place.values.get("then")))
            continue
        if not _is_whole(declared):
            continue
        rule = _rule(declared, raised.get(number))
        for earlier, written in bound:
            if _covers(earlier, rule):
                span = declared.place.values.get("then", declared.place.span)
                sink.add(unreachable_rule.report(span, _line(written)))
                break
        bound.append((rule, declared))
    return tuple(rule for rule, _ in bound)


def bind_retry_hint(errors: language.Errors | None, sink: Diagnostics) -> RetryHint | None:
    hint = errors.retry_hint if errors is not None else None
    if hint is None:
        return None
    if hint.force is None and hint.forbid is None:
        sink.add(idle_hint.report(hint.header.span))
    elif hint.force == hint.forbid:
        sink.add(idle_hint.report_same(hint.forbid.span if hint.forbid is not None else None))
    return RetryHint(
        str(hint.header),
        str(hint.force) if hint.force is not None else None,
        str(hint.forbid) if hint.forbid is not None else None,
    )


def _is_whole(declared: language.ErrorRule) -> bool:
    """Whether all that was written could be read. Without one of its conditions a rule would match
    more than it says, and shadow others."""
    read = {*declared.conditions, *(["status"] if declared.status else []), "then"}
    return set(declared.place.keys) <= read


def _rule(declared: language.ErrorRule, raised: RaisedError | None) -> ErrorRule:
    meaning, until = _meaning(declared.then)
    conditions = list(declared.conditions.items())
    return ErrorRule(
        statuses=tuple(_range(status) for status in declared.status or ()),
        headers=tuple(
            HeaderTest(name.removeprefix("header.").lower(), *_test(condition))
            for name, condition in conditions
            if name.startswith("header.")
        ),
        body=tuple(
            BodyTest(tuple(_steps(name.removeprefix("body"))), *_test(condition))
            for name, condition in conditions
            if not name.startswith("header.")
        ),
        meaning=meaning,
        until=until,
        raises=raised.name if raised is not None else None,
    )


def _meaning(then: Any) -> tuple[Meaning, Any]:
    """A rule that raises a port's error is a refusal where no operation lists it."""
    if isinstance(then, language.RaiseError):
        return "rejected", None
    if isinstance(then, language.ThrottleUntil):
        until = then.until
        return "throttle", until.seconds if isinstance(until, Duration) else str(until)
    return cast(Meaning, str(then)), None


def _range(status: str) -> StatusRange:
    if status.endswith("xx"):
        first = int(status[0]) * 100
        return StatusRange(first, first + 99)
    return StatusRange(int(status), int(status))


def _steps(path: str) -> Iterator[str | int]:
    """A name may be all digits and is a name; a number in brackets is an index."""
    for step in _STEP.findall(path):
        inner = step.strip("[]") if step.startswith("[") else None
        yield step if inner is None else inner if inner == "*" else int(inner)


def _test(condition: Any) -> tuple[Test, tuple[str, ...]]:
    match condition:
        case ScalarNode(text=text):
            return "equals", (text,)
        case language.IsOneOf(in_=values):
            return "equals", tuple(value.text for value in values)
        case language.IsPresent():
            return "present", ()
        case _:
            return "absent", ()


def _covers(wide: ErrorRule, narrow: ErrorRule) -> bool:
    """Whether every answer that `narrow` matches is matched by `wide`."""
    statuses = not wide.statuses or (
        bool(narrow.statuses) and all(_within(item, wide.statuses) for item in narrow.statuses)
    )
    headers = all(any(_implies(h, w) for h in narrow.headers) for w in wide.headers)
    return statuses and headers and all(any(_implies(b, w) for b in narrow.body) for w in wide.body)


def _within(item: StatusRange, ranges: Iterable[StatusRange]) -> bool:
    return all(
        any(found.first <= status <= found.last for found in ranges)
        for status in range(item.first, item.last + 1)
    )


def _implies(narrow: HeaderTest | BodyTest, wide: HeaderTest | BodyTest) -> bool:
    same = (
        narrow.name == wide.name
        if isinstance(narrow, HeaderTest) and isinstance(wide, HeaderTest)
        else isinstance(narrow, BodyTest)
        and isinstance(wide, BodyTest)
        and narrow.path == wide.path
    )
    if not same:
        return False
    if wide.test == "equals":
        return narrow.test == "equals" and set(narrow.values) <= set(wide.values)
    return narrow.test == wide.test or (wide.test == "present" and narrow.test == "equals")


def _line(written: language.ErrorRule) -> int:
    span: Span = written.place.span
    return span.line
