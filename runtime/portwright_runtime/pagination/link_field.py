"""The Link header field (RFC 8288): targets and their relations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TARGET: Final = re.compile(r"[\s,]*<([^<>]*)>")
_PARAMETER: Final = re.compile(
    r"""\s*;\s*(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?)?"""
)
_ESCAPED: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Link:
    """A target as it is written, and the relations that it has, in lower case."""

    target: str
    relations: frozenset[str]
    anchored: bool


def links(field: str) -> Iterator[Link]:
    """The links of a field value; reading ends where the text is no link any more."""
    place = 0
    while found := _TARGET.match(field, place):
        target, place = found[1].strip(), found.end()
        parameters: dict[str, str] = {}
        while (more := _PARAMETER.match(field, place)) and more.end() > place:
            place = more.end()
            if more[1]:
                # Of a repeated parameter the first one counts (RFC 8288, 3.3).
                parameters.setdefault(more[1].lower(), _value(more))
        relations = frozenset(parameters.get("rel", "").lower().split())
        yield Link(target, relations, "anchor" in parameters)


def _value(parameter: re.Match[str]) -> str:
    if parameter[2] is not None:
        return _ESCAPED.sub(r"\1", parameter[2])
    return parameter[3] or ""
