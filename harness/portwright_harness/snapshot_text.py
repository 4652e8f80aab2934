"""A port's result as text: YAML for people, exact, the same on every run and machine.

Texts are compared as they are, so nothing reads a snapshot back: a tag says what a value is
(`!money 20.00 EUR` is no text, and not 20.0 EUR), and what is unset is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

import msgspec
import yaml

from portwright_runtime import Money

WIDTH = 100


def written(value: object) -> str:
    """The text of one result."""
    text = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, line_break="\n"
    )
    return text.removesuffix("...\n")


class _Dumper(yaml.SafeDumper):
    """Of its own, so that nobody else's YAML changes."""

    def ignore_aliases(self, data: Any) -> bool:
        """The same value twice is written twice."""
        return True


# The spelling of the spec where it has one; text that YAML would not take for a text is quoted.
_LEAVES: Mapping[type, tuple[str, Callable[[Any], str]]] = {
    Money: ("!money", str),
    Decimal: ("!decimal", str),
    dt.datetime: ("!instant", dt.datetime.isoformat),
    dt.date: ("!date", dt.date.isoformat),
    dt.timedelta: ("!duration", lambda value: str(msgspec.to_builtins(value))),
}


def _leaf(tag: str, spell: Callable[[Any], str]) -> Callable[[yaml.SafeDumper, Any], yaml.Node]:
    return lambda dumper, value: dumper.represent_scalar(tag, spell(value))


def _other(dumper: yaml.SafeDumper, value: object) -> yaml.Node:
    """Records, words of enums, and the collections that a port may return."""
    if isinstance(value, Enum):
        return dumper.represent_scalar(_tag(value), str(value.value))
    if is_dataclass(value) and not isinstance(value, type):
        return _record(dumper, _tag(value), {f.name: getattr(value, f.name) for f in fields(value)})
    if isinstance(value, BaseException):
        kept = {name: one for name, one in vars(value).items() if not name.startswith("_")}
        return _record(dumper, _tag(value), kept)
    if isinstance(value, Mapping):
        return dumper.represent_mapping("tag:yaml.org,2002:map", value)
    if isinstance(value, tuple | set | frozenset):
        return dumper.represent_list(value)
    raise TypeError(f"a port returned {type(value).__name__}, which no snapshot can hold")


def _record(dumper: yaml.SafeDumper, tag: str, values: Mapping[str, object]) -> yaml.Node:
    known = {name: value for name, value in values.items() if value is not msgspec.UNSET}
    return dumper.represent_mapping(tag, known)


def _tag(value: object) -> str:
    return f"!{type(value).__name__}"


for _kind, (_name, _spell) in _LEAVES.items():
    _Dumper.add_representer(_kind, _leaf(_name, _spell))
_Dumper.add_multi_representer(object, _other)
