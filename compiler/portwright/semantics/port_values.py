"""Values of test cases in terms of a port: nodes of the spec read by the port's types.

What JSON has no type for is text, in the one spelling that the harness compares: `12.50 USD`,
`99.90`, `2026-01-01T00:00:00+00:00`, `PT30S`.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Json
from portwright.ir.port import (
    Port,
    PortEnum,
    PortField,
    PortForeign,
    PortKind,
    PortList,
    PortMap,
    PortNamed,
    PortNullable,
    PortRecord,
    PortScalar,
    PortStream,
    PortType,
    bare,
)
from portwright.language.quantities import DURATION, SECONDS
from portwright.rules.binding import bad_case_value, unknown_case_input
from portwright.semantics.values import plain
from portwright.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from portwright_runtime import Money

_DURATION: Final = re.compile(DURATION)
_BOOLEANS: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class PortValues:
    """Reads nodes as JSON values; what does not fit is reported and read as it stands."""

    port: Port
    sink: Diagnostics

    def read(self, node: Node, type: PortType, path: str) -> Json:
        if isinstance(type, PortNullable) and isinstance(node, ScalarNode) and node.is_null:
            return None
        match bare(type):
            case PortScalar(kind) if isinstance(node, ScalarNode):
                return self._scalar(node, kind, type, path)
            case PortNamed(name):
                return self._named(node, name, type, path)
            case PortList(item) | PortStream(item) if isinstance(node, SequenceNode):
                return [
                    self.read(part, item, f"{path}[{at}]") for at, part in enumerate(node.items)
                ]
            case PortMap(value) if isinstance(node, MappingNode):
                return {
                    key.text: self.read(part, value, f"{path}.{key.text}")
                    for key, part in node.entries
                }
            case PortForeign():
                return plain(node)
        return self._refused(node, type, path)

    def record(self, type: PortType | None) -> PortRecord | None:
        """The record that a type is, if it is one."""
        named = bare(type) if type is not None else None
        found = self.port.type(named.name) if isinstance(named, PortNamed) else None
        return found if isinstance(found, PortRecord) else None

    def _record(self, record: PortRecord, node: MappingNode, path: str) -> Json:
        fields = {item.name: item for item in record.fields}
        found: dict[str, Json] = {}
        for key, part in node.entries:
            if key.text in fields:
                place = f"{path}.{key.text}"
                found[key.text] = self.read(part, fields[key.text].type, place)
            else:
                name = record.name
                self.sink.add(unknown_case_input.report_field(key.span, name, key.text, fields))
        for name in missing(record.fields, found):
            self.sink.add(unknown_case_input.report_missing_field(node.span, record.name, name))
        return found

    def _scalar(self, node: ScalarNode, kind: PortKind, type: PortType, path: str) -> Json:
        try:
            return _READERS[kind](node)
        except (ValueError, InvalidOperation):
            return self._refused(node, type, path)

    def _named(self, node: Node, name: str, type: PortType, path: str) -> Json:
        known = self.port.type(name)
        if isinstance(known, PortRecord) and isinstance(node, MappingNode):
            return self._record(known, node, path)
        if isinstance(known, PortEnum) and isinstance(node, ScalarNode):
            words = [member.value for member in known.members]
            if node.text not in words:
                self.sink.add(bad_case_value.report_word(node.span, path, name, node.text, words))
            return node.text
        return self._refused(node, type, path)

    def _refused(self, node: Node, type: PortType, path: str) -> Json:
        expected = self._expected(bare(type))
        if isinstance(type, PortNullable):
            expected += " or null"
        self.sink.add(bad_case_value.report(node.span, path, expected))
        return plain(node)

    def _expected(self, type: PortType) -> str:
        match type:
            case PortScalar(kind):
                return _WANTED[kind]
            case PortNamed(name) if isinstance(self.port.type(name), PortEnum):
                return f"a word of {name}"
            case PortList() | PortStream():
                return "a list"
        return "a map"


def missing(fields: Iterable[PortField], given: Mapping[str, Json]) -> list[str]:
    """The fields, or inputs, that must be given and are not."""
    return [
        item.name
        for item in fields
        if not (item.name in given or item.has_default or item.may_be_unset)
    ]


def _int(node: ScalarNode) -> Json:
    if node.quoted:
        raise ValueError
    return int(node.text)


def _bool(node: ScalarNode) -> Json:
    if node.quoted or node.text not in _BOOLEANS:
        raise ValueError
    return _BOOLEANS[node.text]


def _decimal(node: ScalarNode) -> Json:
    value = Decimal(node.text)
    if not value.is_finite():
        raise ValueError
    return str(value)


def _bytes(node: ScalarNode) -> Json:
    try:
        base64.b64decode(node.text, validate=True)
    except binascii.Error:
        raise ValueError from None
    return node.text


def _instant(node: ScalarNode) -> Json:
    value = dt.datetime.fromisoformat(node.text)
    if value.tzinfo is None:
        raise ValueError
    return value.astimezone(dt.UTC).isoformat()


def _duration(node: ScalarNode) -> Json:
    found = _DURATION.fullmatch(node.text)
    if found is None:
        raise ValueError
    seconds = Decimal(found[1]) * Decimal(str(SECONDS[found[2]]))
    return f"PT{seconds.normalize():f}S"


def _text(node: ScalarNode) -> Json:
    if node.is_null:
        raise ValueError
    return node.text


_READERS: Final[Mapping[PortKind, Callable[[ScalarNode], Json]]] = {
    "string": _text,
    "id": _text,
    "int": _int,
    "bool": _bool,
    "decimal": _decimal,
    "bytes": _bytes,
    "money": lambda node: str(Money.parse(node.text)),
    "instant": _instant,
    "date": lambda node: dt.date.fromisoformat(node.text).isoformat(),
    "duration": _duration,
}
_WANTED: Final[Mapping[PortKind, str]] = {
    "string": "text",
    "id": "text",
    "int": "a whole number",
    "bool": "true or false",
    "decimal": "a number",
    "bytes": "base64",
    "money": "an amount such as 12.50 USD",
    "instant": "a moment such as 2026-01-31T12:00:00Z",
    "date": "a date such as 2026-01-31",
    "duration": "a duration such as 30s",
}
