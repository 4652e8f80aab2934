"""What the answers of an operation look like, as a hash: cassettes keep it to know their age.

A hash changes when the meaning of the schema does, and with nothing else: not with the names of
models, which another operation's selection can change, nor with the order of fields. Recorded
hashes must stay comparable, so a change of how they are made makes every cassette look stale.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from portwright.ir.json_schema import WIRE


class SchemaHashes:
    """Hashes of effective schemas with all that they refer to, given the schemas by name."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._known = {name: _nameless(schema) for name, schema in schemas.items()}

    def of(self, schema: Any) -> str:
        """Sixteen hexadecimal digits."""
        digest, references = _nameless(schema)
        numbers = {name: number for number, name in enumerate(dict.fromkeys(references))}
        parts = [_shown(digest, references, numbers)]
        pending = list(numbers)
        for name in pending:
            digest, references = self._known[name]
            for found in references:
                if found not in numbers:
                    numbers[found] = len(numbers)
                    pending.append(found)
            parts.append(_shown(digest, references, numbers))
        return _digest("\n".join(parts))[:16]


def _nameless(schema: Any) -> tuple[str, tuple[str, ...]]:
    """A digest of the schema without the names in it, and those names in the digest's order."""
    references: list[str] = []

    def nameless(value: Any) -> Any:
        if isinstance(value, list):
            # Texts are the names of `required` and the values of `enum`, whose order means nothing.
            if all(isinstance(item, str) for item in value):
                return sorted(value)
            return [nameless(item) for item in value]
        if not isinstance(value, dict):
            return value
        target = value.get("$ref")
        if isinstance(target, str):
            references.append(target.removeprefix(WIRE.prefix))
            return {**value, "$ref": ""}
        return {key: nameless(value[key]) for key in sorted(value)}

    return _digest(_sorted_text(nameless(schema))), tuple(references)


def _shown(digest: str, references: tuple[str, ...], numbers: Mapping[str, int]) -> str:
    return " ".join((digest, *(str(numbers[name]) for name in references)))


def _sorted_text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
