"""What a schema says to people only: two schemas that differ in nothing else are the same."""

from __future__ import annotations

from typing import Any

WORDS = frozenset(
    ("title", "description", "example", "examples", "deprecated", "default", "externalDocs", "xml")
)
_NAMES = frozenset(("properties", "patternProperties", "dependentSchemas"))


def without_words(schema: Any) -> Any:
    """A schema without its words, and those inside it; what stands under `properties` is a name."""
    if isinstance(schema, list):
        return [without_words(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _named(value) if key in _NAMES else without_words(value)
        for key, value in schema.items()
        if key not in WORDS and not key.startswith("x-")
    }


def _named(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: without_words(item) for name, item in value.items()}
