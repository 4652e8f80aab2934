"""The words in which the spec language is declared: records, kinds of a choice, keys, tables.

A record is a frozen dataclass whose type hints say how each key is read. The reader and the
JSON Schema both follow the declaration; nothing about a key is said twice.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, ItemsView, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, Generic, Literal, TypeVar, cast, dataclass_transform

from portwright.source.span import Span, Text

T = TypeVar("T")
V = TypeVar("V")

KindForm = Literal["record", "word", "nested", "inline"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mapping stands, and each key and each value that was written in it."""

    span: Span
    keys: Mapping[str, Span] = field(default_factory=dict)
    values: Mapping[str, Span] = field(default_factory=dict)


NOWHERE: Final = Place(Span(""))


class Table(Mapping[str, V], Generic[V]):
    """A mapping whose names the author chose; iterating gives names with their places.

    A name whose value could not be read is left out, but still `declares`: a check that looks
    a name up does not report what the reader has reported already.
    """

    __slots__ = ("_items", "place")

    def __init__(self, items: Mapping[Text, V] | None = None, place: Place = NOWHERE) -> None:
        self._items: Mapping[Text, V] = items or {}
        self.place = place

    def __getitem__(self, name: str) -> V:
        return cast("Mapping[str, V]", self._items)[name]

    def __iter__(self) -> Iterator[Text]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"Table({dict(self._items)!r})"

    def items(self) -> ItemsView[Text, V]:
        return self._items.items()

    def declares(self, name: str) -> bool:
        """Whether the name was written, readable or not."""
        return name in self._items or name in self.place.keys


class UnreadTable(Table[V], Generic[V]):
    """Stands for a table that could not be read: empty, but any name may stand in it."""

    __slots__ = ()

    def declares(self, name: str) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Words:
    """For `Annotated[Text, …]`: one of these words."""

    words: tuple[str, ...]

    def __init__(self, *words: str) -> None:
        object.__setattr__(self, "words", words)


@dataclass(frozen=True, slots=True)
class Matching:
    """For `Annotated[Text, …]`: text that matches a whole pattern; `what` names it to people.

    `numbers` are the lowest and highest number that match, where only numbers do; `is_name` says
    that the text is a name, which others refer to even where it is not well-formed; `instead` is
    what stands for a text that is not; `fits` is asked of text that matches, for what no pattern
    can say.
    """

    pattern: str
    what: str
    numbers: tuple[int, int] | None = None
    is_name: bool = False
    instead: str | None = None
    fits: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """For `Annotated[Table[…], …]`: what the names of a table look like.

    What only `begins` like one was meant as one, and is told what they look like.
    """

    pattern: str
    what: str = ""
    examples: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()

    def allow(self, name: str) -> bool:
        return re.fullmatch(self.pattern, name) is not None


@dataclass(frozen=True, slots=True)
class OneOrMany:
    """For `Annotated[tuple[X, ...], …]`: at least one, and a single item without the list."""


@dataclass(frozen=True, slots=True)
class KeyAbout:
    """What `key` says beside the type hint; see there."""

    doc: str
    rest: Keys | None
    nullable: bool
    exactly: str | None
    example: str
    stand_in: Any


ABOUT: Final = "about"


def key(
    doc: str,
    *,
    default: Any = dataclasses.MISSING,
    default_factory: Any = dataclasses.MISSING,
    rest: Keys | None = None,
    nullable: bool = False,
    exactly: str | None = None,
    example: str = "",
    stand_in: Any = None,
) -> Any:
    """Declares one key: `doc` is its description; without a default it is required.

    `rest` collects, in a table, all keys of a form; `nullable` lets null be written for the
    default; `exactly` allows one value only; `example` is a value as it may be written.
    `stand_in` is what a required key counts as once it was reported missing or unreadable, so that
    the rest is still checked; nothing is compiled with it.
    """
    about = KeyAbout(doc, rest, nullable, exactly, example, stand_in)
    return field(default=default, default_factory=default_factory, metadata={ABOUT: about})


def _declare(kind: str, form: KindForm, options: Mapping[str, Any]) -> Callable[[type[T]], type[T]]:
    def decorate(cls: type[T]) -> type[T]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        for name, value in {"kind": kind, "form": form, **options}.items():
            setattr(made, name, value)
        return made

    return decorate


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(key, field))
def record(
    *, short: str | None = None, one_of: tuple[tuple[str, ...], ...] = ()
) -> Callable[[type[T]], type[T]]:
    """A mapping with known keys.

    `short` names the key that a bare scalar stands for; of each group in `one_of` exactly one
    key must be written.
    """
    return _declare("", "record", {"short": short, "one_of": one_of})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(key, field))
def nested(kind: str, *, one_of: tuple[tuple[str, ...], ...] = ()) -> Callable[[type[T]], type[T]]:
    """A kind of a choice whose options stand below its key: `{keyed: {header: …}}`."""
    return _declare(kind, "nested", {"one_of": one_of})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(key, field))
def inline(kind: str) -> Callable[[type[T]], type[T]]:
    """A kind of a choice whose options stand beside its key: `{time: created, from: unix_s}`."""
    return _declare(kind, "inline", {})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(key, field))
def word(kind: str) -> Callable[[type[T]], type[T]]:
    """A kind of a choice without options: `safety: read`."""
    return _declare(kind, "word", {})


@record()
class Record:
    """What every record has: its place. `kind` names the kind where the record is a choice's."""

    kind: ClassVar[str] = ""
    form: ClassVar[KindForm] = "record"
    short: ClassVar[str | None] = None
    one_of: ClassVar[tuple[tuple[str, ...], ...]] = ()

    place: Place = field(default=NOWHERE, repr=False, compare=False)


NAME = r"[a-z][a-z0-9_]*"
NAME_IS = "a name in small letters, digits and `_`"
TYPE_NAME = r"[A-Z][A-Za-z0-9]*"
TYPE_NAME_IS = "a name in PascalCase"
