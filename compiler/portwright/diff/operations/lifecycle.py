"""What the vendor says of an operation's end, and of the path that it stands at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portwright.diff.change import Change, How
from portwright.diff.operations.operation import OperationPair
from portwright.diff.verdict import Verdict
from portwright.semantics.lifecycle import SUNSET


def compare_lifecycle(pair: OperationPair, old: Mapping[str, Any]) -> None:
    """`old` is the operation in the old document."""
    new, places = pair.entry.data, (pair.bound.pointer, pair.entry.pointer)
    if new.get("deprecated") is True and old.get("deprecated") is not True:
        _say(pair, Change("operation-deprecated", Verdict.DEGRADED, *places))
    before, after = _sunset(old), _sunset(new)
    if after and before != after:
        shown = before or "none"
        _say(pair, Change("operation-sunset", Verdict.DEGRADED, *places, shown, after))
    if pair.bound.path.endswith("/") != pair.entry.path.endswith("/"):
        paths = (pair.bound.path, pair.entry.path)
        _say(pair, Change("operation-path-slash", Verdict.UNKNOWN, *places, *paths))


def _sunset(operation: Mapping[str, Any]) -> str:
    return next((str(operation[key]) for key in SUNSET if operation.get(key)), "")


def _say(pair: OperationPair, change: Change) -> None:
    pair.say(change, "", None, how=How.CALLED)
