"""How each type of scalar is read from its text, and what a JSON Schema says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from portwright.language import quantities
from portwright.language.quantities import Count, Duration, Rate, Ratio, Size
from portwright.language.record import Matching
from portwright.language.types import Type, TypeSyntaxError, parse_type, type_pattern
from portwright.rules.language.missing_unit import Quantity
from portwright.source.nodes import ScalarNode
from portwright.source.span import Span, Text

JsonSchema: TypeAlias = Mapping[str, object]

MAX_DIGITS: Final = 18


class BadScalarError(Exception):
    """A scalar that its type refuses.

    `expected` and `found` are phrases; `span` is the part that is wrong, where not the whole.
    `kept` is what later checks may go on with, so that one mistake does not hide others: a name
    that is looked up, or what contradicts nothing; never a text that they take apart.
    """

    def __init__(
        self,
        expected: str,
        *,
        found: str | None = None,
        span: Span | None = None,
        help: str | None = None,
        kept: object = None,
    ) -> None:
        super().__init__(f"not {expected}")
        self.expected = expected
        self.found = found
        self.span = span
        self.help = help
        self.kept = kept


class BadQuantityError(BadScalarError):
    """A quantity without its unit, or none at all."""

    def __init__(self, quantity: Quantity) -> None:
        super().__init__(f"a {quantity}")
        self.quantity: Quantity = quantity


@dataclass(frozen=True, slots=True)
class Leaf:
    """One type of scalar: `what` names it to people; `read` raises BadScalarError."""

    what: str
    read: Callable[[ScalarNode], object]
    schema: JsonSchema
    example: str = ""


def _count(node: ScalarNode) -> Count:
    if node.quoted or not re.fullmatch(rf"0|[1-9][0-9]{{0,{MAX_DIGITS - 1}}}", node.text):
        raise BadScalarError("a whole number", found=_as_written(node), help=_plain_number(node))
    return Count(int(node.text), node.span)


def _as_written(node: ScalarNode) -> str | None:
    """The quotes belong to the mistake: `"4"` is a text."""
    return f'`"{node.text}"`' if node.quoted else None


def _plain_number(node: ScalarNode) -> str | None:
    digits = node.text.lstrip("0")
    if not re.fullmatch(rf"[1-9][0-9]{{0,{MAX_DIGITS - 1}}}", digits):
        return None
    return f"write {digits}"


def _flag(node: ScalarNode) -> bool:
    if node.quoted or node.text not in ("true", "false"):
        raise BadScalarError("true or false", found=_as_written(node), help=_plain_flag(node.text))
    return node.text == "true"


def _plain_flag(text: str) -> str | None:
    for flag, spellings in {"true": ("true", "yes", "on"), "false": ("false", "no", "off")}.items():
        if text.lower() in spellings:
            return f"write {flag}"
    return None


def _text(node: ScalarNode) -> Text:
    return Text(node.text, node.span)


def _same(node: ScalarNode) -> ScalarNode:
    return node


def _type(node: ScalarNode) -> Type:
    try:
        return parse_type(node)
    except TypeSyntaxError as error:
        raise BadScalarError(
            error.expected, found=error.found, span=error.span, help=error.help
        ) from None


def _quantity(
    quantity: Quantity, parse: Callable[[str, Span], object | None], pattern: str, example: str
) -> Leaf:
    def read(node: ScalarNode) -> object:
        value = parse(node.text, node.span)
        if value is None:
            raise BadQuantityError(quantity)
        return value

    schema = {"type": "string", "pattern": f"^({pattern})$"}
    return Leaf(f"a {quantity}", read, schema, example)


def matching(constraint: Matching) -> Leaf:
    """Text of a given form."""

    def read(node: ScalarNode) -> Text:
        text = Text(node.text, node.span)
        matches = re.fullmatch(constraint.pattern, node.text) is not None
        if not matches or not (constraint.fits is None or constraint.fits(node.text)):
            raise BadScalarError(constraint.what, kept=_kept(text, constraint))
        return text

    return Leaf(constraint.what, read, _matching_schema(constraint))


def _kept(text: Text, constraint: Matching) -> Text | None:
    if constraint.instead is not None:
        return Text(constraint.instead, text.span)
    return text if constraint.is_name else None


def _matching_schema(constraint: Matching) -> JsonSchema:
    """An editor has guessed types already, so what could be a number may be one."""
    pattern = f"^({constraint.pattern})$"
    if constraint.numbers is not None:
        low, high = constraint.numbers
        number = {"type": "integer", "minimum": low, "maximum": high}
        return {"anyOf": [{"type": "string", "pattern": pattern}, number]}
    guesses = {"number": "4.5", "boolean": "true"}
    fit = [name for name, text in guesses.items() if re.fullmatch(constraint.pattern, text)]
    return {"type": ["string", *fit], "pattern": pattern}


ANY_SCALAR: Final = ["string", "number", "boolean"]
LEAVES: Final[Mapping[type, Leaf]] = {
    Text: Leaf("text", _text, {"type": ANY_SCALAR}),
    ScalarNode: Leaf("a value", _same, {"type": ANY_SCALAR}),
    Count: Leaf("a whole number", _count, {"type": "integer", "minimum": 0}),
    bool: Leaf("true or false", _flag, {"type": "boolean"}),
    Type: Leaf("a type", _type, {"type": "string", "pattern": type_pattern()}),
    Duration: _quantity("duration", quantities.duration, quantities.DURATION, "20s"),
    Rate: _quantity("rate", quantities.rate, quantities.RATE, "25/s"),
    Size: _quantity("size", quantities.size, quantities.SIZE, "64kB"),
    Ratio: _quantity("ratio", quantities.ratio, quantities.RATIO, "10%"),
}
