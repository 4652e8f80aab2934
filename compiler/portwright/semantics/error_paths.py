"""What error rules read of bodies, so that models have it too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from portwright.language.errors import ErrorRule, Errors, RaiseError
from portwright.semantics.paths import PathTree, one_path
from portwright.source.span import Text

_BODY: Final = "body"
# Indexes and `[*]` say which item; what is selected is the same in all of them.
_NAME: Final = re.compile(r"(?:^|\.)([^.\[\]]+)")


def rule_trees(errors: Errors, *, successes: bool) -> tuple[PathTree, ...]:
    """The paths of rules that may match errors, or that name a success."""
    rules = [rule for rule in errors.rules if not successes or _names_success(rule)]
    paths = dict.fromkeys(path for rule in rules for path in _paths(rule))
    return tuple(one_path(_NAME.findall(path), path) for path in paths if _NAME.search(path))


def _names_success(rule: ErrorRule) -> bool:
    return any(status.startswith("2") for status in rule.status or ())


def _paths(rule: ErrorRule) -> Iterator[Text]:
    for name in rule.conditions:
        if name.startswith(_BODY):
            yield Text(name.removeprefix(_BODY).lstrip("."), name.span)
    if isinstance(rule.then, RaiseError):
        yield from rule.then.fields.values()
