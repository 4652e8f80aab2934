"""What a media type says beside its schema: how the fields of a form are written, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from portwright.openapi.effective import format_of

Holds: TypeAlias = Literal["text", "binary", "files", "else"]
Follow = Callable[[str], tuple[str, Mapping[str, Any]]]

_TEXTS = ("string", ["string", "null"], ["null", "string"])


@dataclass(frozen=True, slots=True)
class PartView:
    """The encoding of one field. `media` is empty where it does not say one media type that could
    be sent; `style` and `explode` are None where they are not said."""

    media: str = ""
    style: str | None = None
    explode: bool | None = None


def parts_of(media: Mapping[str, Any]) -> Mapping[str, PartView]:
    """The encodings of a media type, by field."""
    encoding = media.get("encoding")
    if not isinstance(encoding, Mapping):
        return {}
    return {name: _part(part) for name, part in encoding.items() if isinstance(part, Mapping)}


def _part(part: Mapping[str, Any]) -> PartView:
    media, style, explode = (part.get(key) for key in ("contentType", "style", "explode"))
    # A list or a range leaves the choice to whoever has the file.
    one = isinstance(media, str) and not set(",*") & set(media)
    return PartView(
        str(media).strip() if one else "",
        style if isinstance(style, str) else None,
        explode if isinstance(explode, bool) else None,
    )


def what_it_holds(follow: Follow, pointer: str, *, files: bool) -> Holds:
    """What of the schema at a pointer chooses a codec. For `files` all fields are looked at."""
    node = follow(pointer)[1]
    if is_binary(node):
        return "binary"
    if node.get("type") in _TEXTS:
        return "text"
    found = files and any(_is_file(follow, at) for at in _fields(follow, pointer))
    return "files" if found else "else"


def _fields(follow: Follow, pointer: str) -> Iterator[str]:
    """The pointers of an object's fields, those of its branches too. Each branch is entered once:
    branches that name one another are as many ways as there are."""
    pending, seen = [pointer], set[str]()
    while pending:
        at, node = follow(pending.pop())
        if at in seen:
            continue
        seen.add(at)
        properties = node.get("properties")
        for name in properties if isinstance(properties, Mapping) else ():
            yield f"{at}/properties/{name.replace('~', '~0').replace('/', '~1')}"
        for key in ("allOf", "anyOf", "oneOf"):
            branches = node.get(key)
            count = len(branches) if isinstance(branches, list) else 0
            pending += [f"{at}/{key}/{index}" for index in range(count)]


def _is_file(follow: Follow, pointer: str) -> bool:
    pointer, node = follow(pointer)
    return is_binary(node) or ("items" in node and is_binary(follow(f"{pointer}/items")[1]))


def is_binary(node: Mapping[str, Any]) -> bool:
    """Whether a schema is of bytes as they are."""
    return node.get("type", "string") in _TEXTS and format_of(node) == "binary"
