"""What a type hint of the language says about a node: the schema that reader and JSON Schema walk.

A shape has a part for each kind of node. A union of hints is the union of the parts, so a hint
such as `Text | Const` reads a scalar as the one and a mapping as the other, and several kinds
of a choice become one choice.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import (
    Annotated,
    Any,
    Final,
    TypeAlias,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from portwright.language.leaves import LEAVES, Leaf, matching
from portwright.language.record import (
    ABOUT,
    KeyAbout,
    Keys,
    Matching,
    OneOrMany,
    Record,
    Table,
    Words,
)
from portwright.source.nodes import MappingNode, SequenceNode

RecordType: TypeAlias = type[Record]


@dataclass(frozen=True, slots=True)
class ScalarShape:
    """`words` are plain words, `kinds` words that are a choice's; then the leaf is tried.

    `short` is the record that a bare scalar stands for; `many` wraps the value in a list.
    """

    words: tuple[str, ...] = ()
    kinds: Mapping[str, RecordType] = field(default_factory=dict)
    leaf: Leaf | None = None
    short: RecordType | None = None
    many: bool = False


@dataclass(frozen=True, slots=True)
class SequenceShape:
    """A list of one shape; without an item it is kept as written."""

    item: Shape | None = None


@dataclass(frozen=True, slots=True)
class TableShape:
    value: Shape
    keys: Keys | None = None


@dataclass(frozen=True, slots=True)
class RecordShape:
    cls: RecordType


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    kinds: Mapping[str, RecordType]


@dataclass(frozen=True, slots=True)
class RawMapping:
    """Kept as written."""


@dataclass(frozen=True, slots=True)
class ChoiceOrTable:
    """A choice where one of its kinds is named, else a table."""

    choice: ChoiceShape
    table: TableShape


MappingShape: TypeAlias = TableShape | RecordShape | ChoiceShape | ChoiceOrTable | RawMapping


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand at a place, by the kind of node."""

    scalar: ScalarShape | None = None
    sequence: SequenceShape | None = None
    mapping: MappingShape | None = None

    @property
    def anything(self) -> bool:
        """Whether any node is kept as it is written."""
        return isinstance(self.mapping, RawMapping) and self.sequence == SequenceShape()


@dataclass(frozen=True, slots=True)
class KeyShape:
    """One key of a record."""

    name: str
    attribute: str
    shape: Shape
    required: bool
    about: KeyAbout

    @property
    def rest(self) -> Keys | None:
        return self.about.rest


_KEYS: Final[dict[RecordType, tuple[KeyShape, ...]]] = {}


def keys_of(cls: RecordType) -> tuple[KeyShape, ...]:
    """The keys of a record, in the order declared."""
    if cls not in _KEYS:
        _KEYS[cls] = _keys(cls)
    return _KEYS[cls]


def _keys(cls: RecordType) -> tuple[KeyShape, ...]:
    hints = get_type_hints(cls, include_extras=True)
    declared = dataclasses.fields(cast("Any", cls))
    return tuple(_key(item, hints[item.name]) for item in declared if ABOUT in item.metadata)


def _key(item: dataclasses.Field[Any], hint: object) -> KeyShape:
    about: KeyAbout = item.metadata[ABOUT]
    missing = dataclasses.MISSING
    optional = item.default is not missing or item.default_factory is not missing
    return KeyShape(
        name=item.name.rstrip("_"),
        attribute=item.name,
        shape=shape_of(hint),
        required=not optional and about.rest is None,
        about=about,
    )


def shape_of(hint: object) -> Shape:
    """The shape of a type hint; TypeError for a hint that the language does not know."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *notes = get_args(hint)
        return reduce(_constrain, notes, shape_of(inner))
    if origin in (Union, types.UnionType):
        parts = [part for part in get_args(hint) if part is not type(None)]
        return reduce(_join, map(shape_of, parts))
    if origin is tuple:
        return Shape(sequence=SequenceShape(shape_of(get_args(hint)[0])))
    if origin is Table:
        return Shape(mapping=TableShape(shape_of(get_args(hint)[0])))
    return _plain(hint)


def _plain(hint: object) -> Shape:
    if hint is SequenceNode:
        return Shape(sequence=SequenceShape())
    if hint is MappingNode:
        return Shape(mapping=RawMapping())
    if isinstance(hint, type) and hint in LEAVES:
        return Shape(scalar=ScalarShape(leaf=LEAVES[hint]))
    if isinstance(hint, type) and issubclass(hint, Record):
        return _record(hint)
    raise TypeError(f"the language has no shape for {hint!r}")


def _record(cls: RecordType) -> Shape:
    if cls.form == "word":
        return Shape(scalar=ScalarShape(kinds={cls.kind: cls}))
    if cls.form in ("nested", "inline"):
        return Shape(mapping=ChoiceShape({cls.kind: cls}))
    scalar = ScalarShape(short=cls) if cls.short else None
    return Shape(scalar=scalar, mapping=RecordShape(cls))


def _constrain(shape: Shape, note: object) -> Shape:
    if isinstance(note, Words):
        return Shape(scalar=ScalarShape(words=note.words))
    if isinstance(note, Matching):
        return Shape(scalar=ScalarShape(leaf=matching(note)))
    if isinstance(note, Keys) and isinstance(shape.mapping, TableShape):
        return replace(shape, mapping=replace(shape.mapping, keys=note))
    if isinstance(note, OneOrMany) and shape.sequence and shape.sequence.item:
        single = shape.sequence.item.scalar or ScalarShape()
        return replace(shape, scalar=replace(single, many=True))
    raise TypeError(f"{note!r} does not fit {shape!r}")


def _join(left: Shape, right: Shape) -> Shape:
    return Shape(
        scalar=_join_scalars(left.scalar, right.scalar),
        sequence=left.sequence or right.sequence,
        mapping=_join_mappings(left.mapping, right.mapping),
    )


def _join_scalars(left: ScalarShape | None, right: ScalarShape | None) -> ScalarShape | None:
    if left is None or right is None:
        return left or right
    return ScalarShape(
        words=left.words + right.words,
        kinds={**left.kinds, **right.kinds},
        leaf=left.leaf or right.leaf,
        short=left.short or right.short,
        many=left.many or right.many,
    )


def _join_mappings(left: MappingShape | None, right: MappingShape | None) -> MappingShape | None:
    if isinstance(left, ChoiceShape) and isinstance(right, ChoiceShape):
        return ChoiceShape({**left.kinds, **right.kinds})
    if isinstance(left, ChoiceShape) and isinstance(right, TableShape):
        return ChoiceOrTable(left, right)
    if left is not None and right is not None and left != right:
        raise TypeError(f"{left!r} and {right!r} cannot be told apart")
    return left or right


def rest_of(cls: RecordType) -> KeyShape | None:
    """The key that collects all keys of a form, where the record has one."""
    return next((item for item in keys_of(cls) if item.rest is not None), None)


def collects(rest: KeyShape | None, name: str) -> bool:
    """Whether a key that is not known by name belongs to the rest."""
    return bool(rest and rest.rest and rest.rest.allow(name))


def choice_of(shape: Shape) -> ChoiceShape | None:
    """The choice among mappings, where the shape has one."""
    if isinstance(shape.mapping, ChoiceOrTable):
        return shape.mapping.choice
    return shape.mapping if isinstance(shape.mapping, ChoiceShape) else None
