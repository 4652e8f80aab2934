"""YAML as JSON values, typed by the core schema of YAML 1.2 (section 10.3.2), for documents.

Stricter than the schema in one respect: a number with a leading zero stays text, because
`012` is a code or a version in every document that has it. Dates and `NO` are text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from portwright.source.files import SourceFile
from portwright.source.problem import SourceError
from portwright.source.values import JSON
from portwright.source.yaml_events import Scalar, build

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], int | float]], ...] = (
    (re.compile(r"[-+]?(0|[1-9][0-9]*)"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), lambda _: math.inf),
)
_NUMBER_STARTS = frozenset("+-.0123456789")
_MERGE = "<<"
# Python spells no integer of more than 4,300 digits, however it was written.
_MOST = 10**4300


def parse_yaml(file: SourceFile, problems: list[SourceError] | None = None) -> JSON:
    """The value of `file`; all keys are strings, an empty document is {}.

    Raises SourceError as `yaml_nodes.compose` does, and for numbers that JSON cannot hold.
    """
    root = build(file, _Values(file), problems)
    return {} if root is None else root


class _Values:
    """Builds values; see yaml_events.Builder."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file

    def scalar(self, scalar: Scalar) -> JSON:
        text = scalar.text
        if not scalar.plain:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if text[0] in _NUMBER_STARTS:
            return self._number(scalar)
        return text

    def sequence(self, items: list[JSON], start: int, end: int) -> JSON:
        return items

    def mapping(self, entries: list[tuple[Scalar, JSON]], start: int, end: int) -> JSON:
        value: dict[str, JSON] = {}
        for key, item in entries:
            if key.plain and key.text == _MERGE:
                value = {**self._merged(key, item), **value}
            else:
                value[key.text] = item
        return value

    def _merged(self, key: Scalar, item: JSON) -> dict[str, JSON]:
        """What `<<: *base` brings in; of several bases the first one wins."""
        value: dict[str, JSON] = {}
        for base in reversed(item if isinstance(item, list) else [item]):
            if not isinstance(base, dict):
                raise self._error(key, "`<<` takes a map or a list of maps")
            value.update(base)
        return value

    def _number(self, scalar: Scalar) -> JSON:
        for pattern, convert in _NUMBERS:
            if pattern.fullmatch(scalar.text):
                return self._finite(scalar, convert)
        return scalar.text

    def _finite(self, scalar: Scalar, convert: Callable[[str], int | float]) -> int | float:
        try:
            value = convert(scalar.text)
            if abs(value) < _MOST if isinstance(value, int) else math.isfinite(value):
                return value
        except ValueError:
            pass  # more digits than Python converts
        raise self._error(scalar, f"number `{scalar.text[:40]}` has no JSON value", "quote it")

    def _error(self, scalar: Scalar, message: str, help: str | None = None) -> SourceError:
        return SourceError("yaml", message, self._file.span(scalar.start, scalar.end), help)
