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


def _is_scalar(node: Tree) -> bool:
    return isinstance(node, Scalar)


def _is_text(node: Tree) -> bool:
    return isinstance(node, Scalar) and not node.null


def _is_number(node: Tree) -> bool:
    return isinstance(node, Scalar) and node.plain


def _is_map(node: Tree) -> bool:
    return isinstance(node, Mapping)


def _is_map_of_lists(node: Tree) -> bool:
    values = node.entries.values() if isinstance(node, Mapping) else [node]
    return all(isinstance(value, Sequence) for value in values)


# By the place in an interaction; what stands further up is asked first.
_NEEDED: tuple[tuple[tuple[str, ...], _Fits, str], ...] = (
    (("request", "body"), _is_scalar, "text, or '' where nothing was sent"),
    (("request", "headers"), _is_map, "a map"),
    (("response", "headers"), _is_map_of_lists, "a map of lists"),
    (("response", "status", "code"), _is_number, "a number without quotes"),
    (("response", "status", "message"), _is_scalar, "text"),
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
    mends = f"`portwright cassettes fmt {config.shown(path)}` mends it"
    return tuple(
        Problem("cassette", f"{place}:{one.line}: vcrpy cannot play it: {one.text}; {mends}")
        for one in found
    )


def _of(interaction: Tree) -> Iterator[Unplayable]:
    for place, fits, wanted in _NEEDED:
        holder = _at(interaction, place[:-1])
        if not isinstance(holder, Mapping):
            continue  # What stands above was asked already.
        found = holder.entries.get(place[-1])
        name = ".".join(place)
        if found is None:
            yield Unplayable(holder.line, f"`{name}` is not there ({wanted})")
        elif not fits(found):
            yield Unplayable(found.line, f"`{name}` must be {wanted}")


def _at(node: Tree | None, place: tuple[str, ...]) -> Tree | None:
    for step in place:
        node = node.entries.get(step) if isinstance(node, Mapping) else None
    return node
