"""The error rules of a spec in the manifest: the harness judges recorded answers by them itself."""

from __future__ import annotations

from typing import Any

from portwright.ir.integration import Integration
from portwright.ir.rules import BodyTest, ErrorRule, HeaderTest


def error_rules(integration: Integration) -> list[dict[str, Any]]:
    """In the order of the spec; the first that fits says what an answer means."""
    return [_rule(rule) for rule in integration.error_rules]


def _rule(rule: ErrorRule) -> dict[str, Any]:
    found = {
        "statuses": [[item.first, item.last] for item in rule.statuses],
        "headers": [{"name": test.name, **_test(test)} for test in rule.headers],
        "body": [{"path": list(test.path), **_test(test)} for test in rule.body],
    }
    conditions = {name: tests for name, tests in found.items() if tests}
    return {**conditions, "then": "raise" if rule.raises is not None else rule.meaning}


def _test(test: HeaderTest | BodyTest) -> dict[str, Any]:
    return {"test": test.test, **({"values": list(test.values)} if test.values else {})}
