"""JSON over several lines, its numbers spelled as they were and its keys in their order."""

from __future__ import annotations

import json
from typing import Any, NoReturn


class _Number(str):
    """A number as it was spelled: reading 1.10 as a float would say 1.1."""

    __slots__ = ()


def json_block(text: str) -> str | None:
    """The document in lines, with a last line break; None for what is no object or array of JSON,
    or repeats a key, which a reader would have to choose of."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        value = json.loads(
            text,
            parse_int=_Number,
            parse_float=_Number,
            parse_constant=_refuse,
            object_pairs_hook=_unique,
        )
        return _written(value, "\n") + "\n"
    except (ValueError, RecursionError):
        return None


def _written(value: Any, line: str) -> str:
    inner = line + "  "
    match value:
        case dict() if value:
            parts = (f"{_text(key)}: {_written(child, inner)}" for key, child in value.items())
            return "{" + inner + f",{inner}".join(parts) + line + "}"
        case list() if value:
            return (
                "[" + inner + f",{inner}".join(_written(one, inner) for one in value) + line + "]"
            )
        case _Number():
            return value
    return _text(value)


def _text(value: object) -> str:
    """A lone half of a character, which JSON can spell and UTF-8 cannot, stays an escape."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an object repeats a key")
    return found
