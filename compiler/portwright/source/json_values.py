"""JSON through the standard parser, made strict: no NaN, no duplicate keys, bounded depth."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any

from portwright.source.bounds import MAX_DEPTH
from portwright.source.files import SourceFile
from portwright.source.gc_pause import gc_paused
from portwright.source.json_text import duplicate_keys, find_depth, find_literal
from portwright.source.problem import ProblemKind, SourceError, collect, duplicate_key
from portwright.source.values import JSON

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")

# The parser's words differ between versions of Python; these are ours, by how its own begin.
_NOT_JSON = "JSON has no comma before a bracket closes, no comments and no single quotes"
_SYNTAX: dict[str, tuple[str, str | None]] = {
    "Expecting property name": ("expected a key in double quotes", _NOT_JSON),
    "Illegal trailing comma": ("a comma before the end", "remove the comma"),
    "Expecting ',' delimiter": ("expected `,` or the closing bracket", None),
    "Expecting ':' delimiter": ("expected `:` after the key", None),
    "Expecting value": ("expected a value", _NOT_JSON),
    "Extra data": ("something follows the end of the document", None),
    "Unterminated string": ("a text without its closing quote", None),
    "Invalid control character": ("a control character in a text", "write it as an escape"),
    "Unexpected UTF-8 BOM": ("a second byte order mark", "remove it"),
    "Invalid \\": ("unknown escape", r"JSON knows \" \\ \/ \b \f \n \r \t and \uXXXX"),
}


class _NoValueError(ValueError):
    """A literal that is no JSON value, raised through the parser."""


def parse_json(file: SourceFile, problems: list[SourceError] | None = None) -> JSON:
    """The value of `file`; of a key written twice the first stands.

    Duplicate keys are collected in `problems`, or raised when that is None. Raises SourceError
    for what is not JSON, NaN, infinities, lone surrogates, and nesting beyond 500 levels.
    """
    objects = _Objects()
    with gc_paused():
        value = _parse(file, objects)
        _check_depth(file, value)
    _check_surrogates(file)
    if objects.has_duplicates:
        _report_duplicates(file, problems)
    return value


class _Objects:
    """Makes dictionaries, and notices keys that are written twice."""

    has_duplicates = False

    def __call__(self, pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
        value = dict(pairs)
        if len(value) != len(pairs):
            self.has_duplicates = True
            value.update(reversed(pairs))
        return value


def _parse(file: SourceFile, objects: Callable[[list[tuple[str, Any]]], Any]) -> JSON:
    try:
        value: JSON = json.loads(
            file.text, object_pairs_hook=objects, parse_constant=_refuse, parse_float=_finite
        )
    except json.JSONDecodeError as error:
        raise _syntax_error(file, error) from None
    except RecursionError:
        raise _too_deep(file) from None
    except _NoValueError as error:
        raise _no_value(file, str(error)) from None
    except ValueError:
        # Python converts no integer of more than 4,300 digits.
        place = find_literal(file.text, lambda text: len(text) > 4300 and text[0] != '"')
        raise _error(file, "json", "a number with too many digits", place) from None
    return value


def _refuse(literal: str) -> float:
    raise _NoValueError(literal)


def _finite(literal: str) -> float:
    value = float(literal)
    if math.isinf(value):
        raise _NoValueError(literal)
    return value


def _no_value(file: SourceFile, literal: str) -> SourceError:
    place = find_literal(file.text, literal.__eq__)
    return _error(file, "json", f"`{literal[:40]}` is not a JSON number", place, "quote or drop it")


def _check_depth(file: SourceFile, value: JSON) -> None:
    """By levels, not by recursion; much faster than counting brackets in the text."""
    level = [value]
    for _ in range(MAX_DEPTH):
        if not level:
            return
        level = [
            item
            for container in level
            if isinstance(container, dict | list)
            for item in (container.values() if isinstance(container, dict) else container)
        ]
    if any(isinstance(item, dict | list) for item in level):
        raise _too_deep(file)


def _too_deep(file: SourceFile) -> SourceError:
    place = find_depth(file.text, MAX_DEPTH)
    return _error(file, "depth", f"nested deeper than {MAX_DEPTH} levels", place)


def _check_surrogates(file: SourceFile) -> None:
    """Half of a surrogate pair is no character, and could not be written out again."""
    if _SURROGATE.search(file.text) is None:
        return
    place = find_literal(file.text, _is_broken)
    if place != (0, 0):
        raise _error(file, "json", "half of a surrogate pair", place, "write both halves")


def _is_broken(literal: str) -> bool:
    if _SURROGATE.search(literal) is None:
        return False
    return any("\ud800" <= character <= "\udfff" for character in json.loads(literal))


def _report_duplicates(file: SourceFile, problems: list[SourceError] | None) -> None:
    for name, start, end, first in duplicate_keys(file.text):
        line, _ = file.lines.position(first)
        collect(duplicate_key(name, file.span(start, end), line), problems)


def _syntax_error(file: SourceFile, error: json.JSONDecodeError) -> SourceError:
    found = next((ours for theirs, ours in _SYNTAX.items() if error.msg.startswith(theirs)), None)
    message, help = found or (error.msg, None)
    return _error(file, "json", f"not JSON: {message}", (error.pos, error.pos + 1), help)


def _error(
    file: SourceFile,
    kind: ProblemKind,
    message: str,
    place: tuple[int, int],
    help: str | None = None,
) -> SourceError:
    return SourceError(kind, message, file.span(*place), help)
