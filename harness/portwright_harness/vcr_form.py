"""What plain vcrpy needs of a cassette beyond what is read here: it asks for keys without looking.

Read off vcrpy 9.4's `Request`, `serializers/compat.py` and its stubs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from portwright_harness.config import Config
from portwright_harness.problem import Problem
from portwright_harness.recording import Unplayable
from portwright_harness.yaml_tree import Mapping, Scalar, Sequence, Tree

_Fits = Callable[[Tree], bool]
_ASCII = "of signs of ASCII alone"
_TEXT = ("str", "binary")


def _is_text(node: Tree) -> bool:
    return isinstance(node, Scalar) and node.kind in _TEXT


def _is_body(node: Tree) -> bool:
    return _is_text(node) or (isinstance(node, Scalar) and node.null)


def _is_phrase(node: Tree) -> bool:
    return isinstance(node, Scalar) and node.kind in ("str", "null")


def _is_number(node: Tree) -> bool:
    return isinstance(node, Scalar) and node.kind == "int"


def _is_map(node: Tree) -> bool:
    return isinstance(node, Mapping)


def _is_list(node: Tree) -> bool:
    return isinstance(node, Sequence) and bool(node.items) and all(map(_is_text, node.items))


def _are_sent(node: Tree) -> bool:
    values = node.entries.values() if isinstance(node, Mapping) else [node]
    return isinstance(node, Mapping) and all(_is_text(one) or _is_list(one) for one in values)


def _are_answered(node: Tree) -> bool:
    return isinstance(node, Mapping) and all(map(_is_list, node.entries.values()))


def _are_ascii(node: Tree) -> bool:
    values = node.entries.values() if isinstance(node, Mapping) else []
    items = (item for one in values if isinstance(one, Sequence) for item in one.items)
    return all(map(_is_ascii, items))


def _is_ascii(node: Tree) -> bool:
    return isinstance(node, Scalar) and node.text.isascii()


# By the place in an interaction; what stands further up is asked first.
_NEEDED: tuple[tuple[tuple[str, ...], _Fits, str], ...] = (
    (("request", "method"), _is_text, "text"),
    (("request", "body"), _is_body, "text, or '' where nothing was sent"),
    (("request", "headers"), _are_sent, "a map of lists of text"),
    (("response", "headers"), _are_answered, "a map of lists of text"),
    (("response", "headers"), _are_ascii, _ASCII),
    (("response", "status", "code"), _is_number, "a number without quotes"),
    (("response", "status", "message"), _is_phrase, "text"),
    (("response", "status", "message"), _is_ascii, _ASCII),
    (("response", "body"), _is_map, "a map with `string`"),
    (("response", "body", "string"), _is_text, "text or !!binary"),
)


def unplayable(tree: Tree) -> tuple[Unplayable, ...]:
    """Where a cassette that can be read here would break vcrpy."""
    listed = tree.entries.get("interactions") if isinstance(tree, Mapping) else None
    items = listed.items if isinstance(listed, Sequence) else []
    return tuple(found for item in items for found in _of(item))


def form_problems(config: Config, path: Path, found: Iterable[Unplayable]) -> tuple[Problem, ...]:
    """The same for the person who can mend it."""
    place = path.relative_to(config.cassettes).as_posix()
    mends = f"; `portwright cassettes fmt {config.shown(path)}` mends it"
    return tuple(
        Problem(
            "cassette",
            f"{place}:{one.line}: vcrpy cannot play it: {one.text}{mends if one.by_layout else ''}",
        )
        for one in found
    )


def _of(interaction: Tree) -> Iterator[Unplayable]:
    told: set[str] = set()
    for place, fits, wanted in _NEEDED:
        name, holder = ".".join(place), _at(interaction, place[:-1])
        if not isinstance(holder, Mapping) or name in told:
            continue  # What stands above, or this itself, was asked already.
        found = holder.entries.get(place[-1])
        if found is not None and fits(found):
            continue
        told.add(name)
        text = f"`{name}` must be {wanted}" if found else f"`{name}` is not there ({wanted})"
        yield Unplayable((found or holder).line, text, by_layout=wanted != _ASCII)


def _at(node: Tree | None, place: tuple[str, ...]) -> Tree | None:
    for step in place:
        node = node.entries.get(step) if isinstance(node, Mapping) else None
    return node
