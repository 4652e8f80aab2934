"""What may be read of an answer: by `read`, by a mapping's expressions, and for the next page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from portwright.editor.definitions import Definitions
from portwright.editor.fields import Fields, Pointers
from portwright.editor.offers import Json, flagged, offer, where
from portwright.editor.paths import Paths, paths_below
from portwright.openapi.operation_view import OperationView
from portwright.openapi.operations import OperationEntry
from portwright.semantics.media import choose

# Where an expression over an answer reads: the keys that lead to a path.
READS: tuple[tuple[str, ...], ...] = (
    ("money", "minor"), ("money", "major"), ("money", "currency"), ("decimal",), ("enum",),
    ("lookup",), ("time",), ("ref",), ("split",), ("each",), ("object",),
)  # fmt: skip
PAGE_READS = ("items", "more", "done", "next_url")
# What is no plain dotted path is left to the compiler: `$…`, `@odata.…`, `[0]`, `a[*].b`, `a.0`.
_OTHER = r"[$@.\[].*|.*\[.*|.*\.[0-9].*"


@dataclass(frozen=True, slots=True)
class Offered:
    """How many paths a list may have, of an operation that the spec calls and of any other."""

    used: int
    others: int
    definitions: Definitions


@dataclass(frozen=True, slots=True)
class Answers:
    """Clauses about what an operation answers."""

    fields: Fields
    offered: Offered
    _known: dict[tuple[tuple[Pointers, ...], int], Paths] = field(default_factory=dict)

    def keys(self, view: OperationView, entry: OperationEntry, *, in_use: bool) -> Json:
        """`read`, and for operations in use what a mapping and paging read. An answer of an
        unknown form lets everything pass."""
        roots = tuple(_roots(view))
        if not roots:
            return {"paginate": {}}
        unknown = f"no such field in the answer of {entry.id}"
        share = self.offered.definitions.share
        most = self.offered.used if in_use else self.offered.others
        paths = self._paths(roots, most)
        known = {**offer(paths.offered), **flagged(paths.pattern, unknown)}
        keys: Json = {"read": {"items": share(known)}, "paginate": {}}
        if in_use:
            keys["response"] = share(self._response(roots, unknown))
            keys["paginate"] = share(self._paging(roots, unknown))
        return keys

    def expression(self, roots: tuple[Pointers, ...], unknown: str) -> Json:
        """An expression that reads below some schemas: a path, or a transform of paths."""
        path = self._path(roots, unknown)
        made: Json = {}
        for keys in READS:
            _put(made, keys, path)
        clauses = list(self._enums(roots))
        return {**path, "properties": made, **({"allOf": clauses} if clauses else {})}

    def items(self, roots: tuple[Pointers, ...]) -> dict[str, Pointers]:
        """The lists near the top of an answer, with what they hold."""
        found: dict[str, Pointers] = {}
        for root in roots:
            level = self.fields.below(root)
            for name, pointers in level.fields.items():
                if items := self.fields.items(pointers):
                    found.setdefault(name, items)
        return found

    def _paths(self, roots: tuple[Pointers, ...], most: int) -> Paths:
        key = (roots, most)
        if key not in self._known:
            self._known[key] = paths_below(self.fields, roots, most)
        return self._known[key]

    def _path(self, roots: tuple[Pointers, ...], unknown: str) -> Json:
        paths = self._paths(roots, self.offered.used)
        plain = [path for path in paths.offered if not path.endswith("*")]
        inner = paths.pattern.removeprefix("^").removesuffix("$")
        made = {**offer(plain), **flagged(f"^({_OTHER}|{inner})$", unknown)}
        return self.offered.definitions.share(made)

    def _enums(self, roots: tuple[Pointers, ...]) -> Iterator[Json]:
        """Where the vendor's words are known, a map has them as its keys."""
        for root in roots:
            for name, pointers in self.fields.below(root).fields.items():
                values = self.fields.values(pointers)
                if values:
                    known: Json = {"properties": {value: {} for value in values}}
                    yield where("enum", name, {"map": known})

    def _response(self, roots: tuple[Pointers, ...], unknown: str) -> Json:
        """Fields are read below `each` or `at`, or from the whole."""
        share = self.offered.definitions.share
        lists = self.items(roots)
        whole = _fields(share(self.expression(roots, unknown)))
        moved = {"anyOf": [{"required": ["each"]}, {"required": ["at"]}]}
        clauses: list[Json] = [{"if": moved, "else": {"properties": whole}}]
        for name, items in lists.items():
            below = _fields(share(self.expression((items,), unknown)))
            clauses.append({"if": {"required": ["at"]}, "else": where("each", name, below)})
        path = self._path(roots, unknown)
        each = {"allOf": [path, offer(lists)]}
        return {"properties": {"each": each, "at": path}, "allOf": clauses}

    def _paging(self, roots: tuple[Pointers, ...], unknown: str) -> Json:
        path = self._path(roots, unknown)
        items = self.items(roots)
        names = [name for inner in items.values() for name in self.fields.below(inner).fields]
        made: Json = dict.fromkeys(PAGE_READS, path)
        made["items"] = {"allOf": [path, offer(items)]}
        made["cursor"] = {"properties": {"from": path, "from_last": offer(names)}}
        made["offset"] = {"properties": {"total": path}}
        made["page"] = {"properties": {"pages": path}}
        made["odata"] = {"properties": {"at": path, "context": path}}
        return {"properties": made}


def _roots(view: OperationView) -> Iterator[Pointers]:
    """The schemas of successful answers in JSON; a lone `default` is the success."""
    good = [item for item in view.answers if item.status.startswith("2")]
    for answer in good or [item for item in view.answers if item.status == "default"]:
        chosen = choose(answer.media)
        if chosen is not None and chosen[1] == "json" and chosen[0].pointer is not None:
            yield (chosen[0].pointer,)


def _fields(expression: Json) -> Json:
    return {"fields": {"additionalProperties": expression}, "value": expression}


def _put(made: Json, keys: tuple[str, ...], path: Json) -> None:
    """Set a path below nested keys."""
    head, *rest = keys
    if not rest:
        made[head] = path
        return
    inner = made.setdefault(head, {"properties": {}})
    assert isinstance(inner, dict)
    _put(inner["properties"], tuple(rest), path)
