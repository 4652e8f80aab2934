"""Type expressions of a port: `list<T>`, `map<T>`, `stream<T>`, `T | null`, `T | unset`, names.

The grammar: a type is a plain type, with `| null` after it or not, and `| unset` after that or
not; a plain type is a name, or `list`, `map` or `stream` with a type in angle brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal, NoReturn, TypeAlias, cast

from portwright.diagnostics.suggest import did_you_mean
from portwright.source.nodes import ScalarNode
from portwright.source.span import Span, Text

SCALAR_TYPES: Final = (
    "string", "int", "decimal", "bool", "bytes", "id", "money", "instant", "date", "duration",
)  # fmt: skip
CONTAINERS: Final = ("list", "map", "stream")
MAX_DEPTH: Final = 5

Container: TypeAlias = Literal["list", "map", "stream"]


@dataclass(frozen=True, slots=True)
class Type:
    """A type expression; `span` is where it is written."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ScalarType(Type):
    """One of SCALAR_TYPES."""

    name: Text


@dataclass(frozen=True, slots=True)
class NamedType(Type):
    """A record or an enum of the port's `types`."""

    name: Text


@dataclass(frozen=True, slots=True)
class ContainerType(Type):
    """Many values of one type; a map's keys are strings; a stream is paged lazily."""

    container: Container
    item: Type


@dataclass(frozen=True, slots=True)
class NullableType(Type):
    """The type, or null."""

    item: Type


@dataclass(frozen=True, slots=True)
class UnsetType(Type):
    """The type, or nothing at all, which is not the same as null: an input of a sparse update."""

    item: Type


class TypeSyntaxError(Exception):
    """An expression that is no type; `span` is the part that is wrong."""

    def __init__(self, expected: str, found: str, span: Span, help: str | None = None) -> None:
        super().__init__(f"{expected}, not {found}")
        self.expected = expected
        self.found = found
        self.span = span
        self.help = help


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def type_pattern() -> str:
    """A regular expression for what `parse_type` accepts; the bound on depth makes one possible."""
    plain = rf"{'|'.join(SCALAR_TYPES)}|[A-Z][A-Za-z0-9_]*"
    pattern = ""
    for _ in range(MAX_DEPTH + 1):
        nested = rf"|({'|'.join(CONTAINERS)}) *< *{pattern} *>" if pattern else ""
        pattern = rf"({plain}{nested})( *\| *null)?"
    return f"^ *{pattern}( *\\| *unset)? *$"


def parse_type(node: ScalarNode) -> Type:
    """The type that a scalar spells; raises TypeSyntaxError."""
    return _Parser(node).whole()


class _Parser:
    def __init__(self, node: ScalarNode) -> None:
        self._node = node
        found = re.finditer(r"\w+|\S", node.text)
        self._tokens = [_Token(item[0], item.start(), item.end()) for item in found]
        self._at = 0

    def whole(self) -> Type:
        made = self._type(0)
        if self._at < len(self._tokens):
            self._fail("nothing after the type")
        return made

    def _type(self, depth: int) -> Type:
        start = self._at
        made = self._plain(depth)
        if self._take_word("null"):
            made = NullableType(self._span(start), made)
        if depth == 0 and self._take_word("unset"):
            made = UnsetType(self._span(start), made)
        if self._peek() == "|":
            self._at += 1
            self._fail("`null` after `|`", help="a union of types is not a type; name one of them")
        return made

    def _take_word(self, word: str) -> bool:
        """Whether `| word` stands here, which is then passed."""
        following = [token.text for token in self._tokens[self._at : self._at + 2]]
        if following != ["|", word]:
            return False
        self._at += 2
        return True

    def _plain(self, depth: int) -> Type:
        start, word = self._at, self._peek()
        if word is None or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", word):
            self._fail("a type")
        self._at += 1
        if word in CONTAINERS:
            return self._container(cast("Container", word), start, depth)
        return self._named(word, start)

    def _container(self, word: Container, start: int, depth: int) -> Type:
        if depth >= MAX_DEPTH:
            self._fail(f"at most {MAX_DEPTH} types within each other")
        self._take("<", word)
        item = self._type(depth + 1)
        self._take(">", word)
        return ContainerType(self._span(start), word, item)

    def _named(self, word: str, start: int) -> Type:
        span = self._span(start)
        name = Text(word, span)
        if word in SCALAR_TYPES:
            return ScalarType(span, name)
        if not word[0].isupper():
            self._at = start
            self._fail("a type", help=_hint(word))
        return NamedType(span, name)

    def _peek(self) -> str | None:
        return self._tokens[self._at].text if self._at < len(self._tokens) else None

    def _take(self, sign: str, container: str) -> None:
        if self._peek() != sign:
            self._fail(f"`{sign}`", help=f"write `{container}<T>`")
        self._at += 1

    def _fail(self, expected: str, help: str | None = None) -> NoReturn:
        token = self._peek()
        found = "the end" if token is None else f"`{token}`"
        raise TypeSyntaxError(expected, found, self._span(self._at, self._at + 1), help=help)

    def _span(self, first: int, after: int | None = None) -> Span:
        """The place of some tokens; a scalar over several lines is one place."""
        whole = self._node.span
        tokens = self._tokens[first : self._at if after is None else after]
        if whole.line != whole.end_line:
            return whole
        if not tokens:
            return Span(whole.file, whole.line, whole.end_column, whole.line, whole.end_column)
        shift = whole.column + (1 if self._node.quoted else 0)
        first_column, end = shift + tokens[0].start, shift + tokens[-1].end
        return Span(whole.file, whole.line, first_column, whole.line, end)


def _hint(word: str) -> str:
    known = (*SCALAR_TYPES, *CONTAINERS)
    listed = ", ".join(f"`{name}`" for name in known)
    return did_you_mean(word, known) or f"write {listed}, or a name in PascalCase"
