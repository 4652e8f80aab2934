"""
**What** A test case expects what it cannot see: a field that the answer does not have, or, with
`faults`, another thing than the number of requests and whether they carry one key. Or it expects a
value that the field never has.

**Why** The case would fail whatever the client does.

**Example** `expect: {statsu: succeeded}`

**Fix** Write a path of the answer, `data.0.amount`; for a case of the port's operation a path of
its result, `address.city`, of an item, `0.id`, or the `count` of them; beside a domain error in
`raises` a field of that. For a case with `pages` write the number of a page before the path,
`0.data.1.id`, or the `count` of pages. For a case with faults write `requests: 3` and
`same_key: true`.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean, suggested
from portwright.source.span import Span

RULE = Rule("E0214", "unknown-expectation", "expectation of nothing", __doc__ or "")

_SHOWN = 8


def report(span: Span, path: str, operation: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"the answer of `{operation}` has no field `{path}`",
        label="can never hold",
        help=did_you_mean(path, known),
    )


def report_count(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    listed = ", ".join(f"`{item}`" for item in known)
    return RULE.at(
        span,
        f"a case with faults cannot expect `{name}`",
        label="not counted",
        help=did_you_mean(name, known) or f"it can expect {listed}",
    )


def report_page(span: Span, path: str, operation: str) -> Diagnostic:
    """A path of a case with `pages` that begins at no page."""
    return RULE.at(
        span,
        f"`{path}` is of no page of `{operation}`",
        label="begins at no page",
        help=f"write `0.{path}` for the first page, or `count` of the pages",
    )


def report_object(span: Span, path: str, known: Iterable[str]) -> Diagnostic:
    some = ", ".join(sorted(f"`{path}.{name}`" for name in known)[:_SHOWN])
    return RULE.at(
        span,
        f"`{path}` is a map, and has no value of its own",
        label="ends at a map",
        help=f"name one of its fields, such as {some}",
    )


def report_value(span: Span, name: str, wanted: str, near: str | None = None) -> Diagnostic:
    """`near` is the value that was probably meant."""
    return RULE.at(span, f"`{name}` is {wanted}", label=f"not {wanted}", help=suggested(near))


def report_result(span: Span, path: str, title: str, known: Iterable[str]) -> Diagnostic:
    """A path of what the port's operation answers or raises."""
    return RULE.at(
        span,
        f"{title} has no `{path}`",
        label="can never hold",
        help=did_you_mean(path.rpartition(".")[2], known),
    )


def report_raised(span: Span, error: str) -> Diagnostic:
    return RULE.at(span, f"`{error}` has no fields of the port", label="nobody looks at it")
