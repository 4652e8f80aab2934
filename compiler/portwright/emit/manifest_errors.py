"""What the manifest says of the vendor's failures: the spec's error rules and its retry hint.

Recorded answers and faults are judged by them, and whoever judges must not ask the code.
"""

from __future__ import annotations

from typing import Any

from portwright.ir.integration import Integration
from portwright.ir.rules import BodyTest, ErrorRule, HeaderTest, RetryHint


def errors(integration: Integration) -> dict[str, Any]:
    """`errors` in the order of the spec (the first that fits says what an answer means) and
    `retry_hint`, each where the spec has any."""
    rules = [_rule(rule) for rule in integration.error_rules]
    hint = integration.retry_hint
    return {
        **({"errors": rules} if rules else {}),
        **({"retry_hint": _hint(hint)} if hint is not None else {}),
    }


def _rule(rule: ErrorRule) -> dict[str, Any]:
    """`then` is what the answer means; a refusal of the port's has the error's name as well."""
    conditions = {
        "statuses": [[item.first, item.last] for item in rule.statuses],
        "headers": [{"name": test.name, **_test(test)} for test in rule.headers],
        "body": [{"path": list(test.path), **_test(test)} for test in rule.body],
    }
    more = {"until": rule.until, "raises": rule.raises}
    return {
        **{name: tests for name, tests in conditions.items() if tests},
        "then": rule.meaning,
        **{name: value for name, value in more.items() if value is not None},
    }


def _test(test: HeaderTest | BodyTest) -> dict[str, Any]:
    return {"test": test.test, **({"values": list(test.values)} if test.values else {})}


def _hint(hint: RetryHint) -> dict[str, str]:
    named = {"header": hint.header, "force": hint.force, "forbid": hint.forbid}
    return {name: value for name, value in named.items() if value is not None}
