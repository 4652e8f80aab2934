"""Error rules as Python: conditions of an `if` for each, in the order of the spec."""

from __future__ import annotations

from dataclasses import dataclass

from portwright.emit.python import literal
from portwright.ir.integration import Integration
from portwright.ir.rules import BodyTest, ErrorRule, HeaderTest, RetryHint, StatusRange
from portwright_runtime.policies.classify import refusal


@dataclass(frozen=True, slots=True)
class RuleView:
    """`condition` is a Python expression, `verdict` a constructor call."""

    condition: str
    verdict: str


@dataclass(frozen=True, slots=True)
class RulesView:
    rules: tuple[RuleView, ...]
    needs_body: bool
    on_success: bool
    hint: str


def rules_view(integration: Integration) -> RulesView:
    rules = integration.error_rules
    return RulesView(
        rules=tuple(RuleView(_condition(rule), _verdict(rule)) for rule in rules),
        needs_body=any(rule.body for rule in rules),
        on_success=any(_may_be_success(rule) for rule in rules),
        hint=_hint(integration.retry_hint),
    )


def _condition(rule: ErrorRule) -> str:
    parts = [
        *([_status(rule.statuses)] if rule.statuses else []),
        *(_header(test) for test in rule.headers),
        *(_body(test) for test in rule.body),
    ]
    return " and ".join(parts) or "True"


def _status(statuses: tuple[StatusRange, ...]) -> str:
    """`status == 429`, `status in (400, 404)` or `500 <= status <= 599`."""
    single = [item.first for item in statuses if item.first == item.last]
    tests = [
        f"{item.first} <= status <= {item.last}" for item in statuses if item.first != item.last
    ]
    if len(single) == 1:
        tests.insert(0, f"status == {single[0]}")
    elif single:
        tests.insert(0, f"status in ({', '.join(map(str, single))})")
    return tests[0] if len(tests) == 1 else f"({' or '.join(tests)})"


def _header(test: HeaderTest) -> str:
    name = literal(test.name)
    if test.test == "equals":
        if len(test.values) == 1:
            return f"headers.get({name}) == {literal(test.values[0])}"
        return f"headers.get({name}) in {_tuple(test.values)}"
    return f"{name} {'not ' if test.test == 'absent' else ''}in headers"


def _body(test: BodyTest) -> str:
    path = ", ".join(literal(step) for step in test.path)
    found = f"texts(body, {path})"
    if test.test == "equals":
        if len(test.values) == 1:
            return f"{literal(test.values[0])} in {found}"
        return f"any(text in {_tuple(test.values)} for text in {found})"
    there = f"is_there(body, {path})"
    return f"not {there}" if test.test == "absent" else there


def _tuple(values: tuple[str, ...]) -> str:
    """At least two values: one compares by itself."""
    return f"({', '.join(literal(value) for value in values)})"


def _verdict(rule: ErrorRule) -> str:
    until = f", until={literal(rule.until)}" if rule.until is not None else ""
    if rule.raises is not None:
        return f"Verdict({_refusal(rule.statuses)}, raises={literal(rule.raises)})"
    return f"Verdict(Outcome.{rule.meaning.upper()}{until})"


def _refusal(statuses: tuple[StatusRange, ...]) -> str:
    """The outcome where the statuses share one, else asked of the status."""
    found = {refusal(status) for item in statuses for status in range(item.first, item.last + 1)}
    return f"Outcome.{found.pop().name}" if len(found) == 1 else "refusal(status)"


def _may_be_success(rule: ErrorRule) -> bool:
    """Whether an answer of 2xx or 3xx can match."""
    return not rule.statuses or any(item.first < 400 for item in rule.statuses)


def _hint(hint: RetryHint | None) -> str:
    if hint is None:
        return ""
    named = (("header", hint.header), ("force", hint.force), ("forbid", hint.forbid))
    parts = [f"{name}={literal(value)}" for name, value in named if value is not None]
    return f"RetryHint({', '.join(parts)})"
