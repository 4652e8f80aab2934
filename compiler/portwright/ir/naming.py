"""Names that are made from texts of a document, each by a rule that looks at nothing else.

A class is named after its place: a component schema after itself (`payment_intent` is
`PaymentIntent`), what stands inline after the way to it (`PaymentIntentShipping`), what stands
inline in an operation after the operation's name (`CreateRefundReason`). Component schemas that
are sent end in `Input`. What comes to one name is told apart by `told_apart`; docs/guide/names.md
is the rule as users read it.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final, TypeVar

from portwright.ir import reserved
from portwright.ir.told_apart import JOINT, Wish, digest, told_apart
from portwright.ir.words import is_snake, normal, spelled_out, words

# What stands between words and says nothing itself.
_JOINTS = re.compile(r"(?:[\s_./]|(?<!^)-)+")
_STRUCTURE = frozenset(
    ("properties", "items", "allOf", "anyOf", "oneOf", "schema", "schemas", "content", "components")
)
_COMPONENT = "#/components/schemas/"
# Tools take the square of the length of a name; nobody reads one of half this.
_LONGEST = 500
# How unlike a name anything is that is no component schema.
_INLINE = 3
Holder = TypeVar("Holder")


def pascal(text: str) -> str:
    """`payment_intent` -> `PaymentIntent`; what is no letter or digit separates words."""
    return normal("".join(word[0].upper() + word[1:] for word in words(text)))


@lru_cache(maxsize=1 << 15)
def snake(text: str) -> str:
    """`paymentIntent` -> `payment_intent`; already snake-case names stay as they are."""
    text = normal(text)
    if is_snake(text):
        return text
    return normal("_".join(word.lower() for word in words(text)))


def unlikeness(text: str, name: str) -> int:
    """How unlike a name is to the text it was made from: 0 spelled the same, 1 but for what a
    reserved name gets, 2 but for joints, 3 but for capitals, 4 if more was left out."""
    plain = snake(text)
    joined = _JOINTS.sub("_", text)
    tests = (text == name, text == plain, joined == plain, _letters(joined) == _letters(plain))
    return tests.index(True) if True in tests else len(tests)


def _letters(text: str) -> str:
    return text.replace("_", "").lower()


def identifier(wire: str) -> str:
    """A Python name for a field or an argument; never a keyword, never private."""
    name = snake(wire) or snake(spelled_out(wire)) or "field"
    if not name.isidentifier():
        name = f"n{name}"
    name = _cut(name, JOINT)
    # Words that are keywords in some places only (`type`, `match`) are good names, and which there
    # are depends on the interpreter.
    return f"{name}_" if keyword.iskeyword(name) else name


def _cut(name: str, joint: str) -> str:
    """A name of bounded length; names that differ in what is cut off alone are told apart."""
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}{joint}{digest(name)}"


def argument_name(wire: str) -> str:
    name = identifier(wire)
    return f"{name}_" if name in reserved.ARGUMENTS else name


def field_name(wire: str) -> str:
    """The name of a model's field."""
    name = identifier(wire)
    return f"{name}_" if name in reserved.FIELDS else name


def operation_name(text: str) -> str:
    """The method of an operation that nobody has named yet, from its id."""
    name = identifier(text)
    return f"{name}_" if is_reserved_operation(name) else name


def is_reserved_operation(name: str) -> bool:
    """Whether no method of a client can have this name: a keyword, or in use in its class."""
    taken = name in reserved.METHODS or name in reserved.CLIENT_ATTRIBUTES
    return taken or keyword.iskeyword(name)


def package_name(vendor: str) -> str:
    """The vendor's name, where it is one that a package can have: `shipstation_v2`."""
    return snake(vendor) or "vendor"


def is_reserved_vendor(vendor: str) -> bool:
    """Whether no package, or no client in it, can be named after this vendor."""
    prefix = pascal(vendor)
    package = package_name(vendor)
    if package == reserved.PORTS or keyword.iskeyword(package) or keyword.iskeyword(prefix):
        return True
    return any(name in reserved.CLIENT_CLASSES for name in reserved.client_classes(prefix))


def class_name(text: str) -> str:
    name = pascal(text) or "Schema"
    # Scripts without capitals would have classes that are called like modules.
    if not name.isidentifier() or not name[0].isupper():
        name = f"Schema{name}"
    name = _cut(name, "X")
    return f"{name}Model" if name in reserved.MODEL_CLASSES | reserved.BUILTINS else name


def place_name(pointer: str, roots: Mapping[str, str]) -> str:
    """The name for a schema's pointer: the longest known root's, then the way on from it."""
    if pointer.startswith(_COMPONENT):
        name, _, rest = pointer.removeprefix(_COMPONENT).partition("/")
        return class_name(pascal(unescape(name)) + "".join(_steps(rest)))
    prefix = max((root for root in roots if is_below(pointer, root)), key=len, default="#")
    return class_name(roots.get(prefix, "") + "".join(_steps(pointer[len(prefix) :])))


def component_name(pointer: str) -> str | None:
    """The name of a component schema at its root; None for any other place."""
    name = pointer.removeprefix(_COMPONENT)
    return unescape(name) if pointer.startswith(_COMPONENT) and "/" not in name else None


def unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def class_names(wanted: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Names for models given as (identity, pointer, wished name), each used once.

    A component schema comes before what stands inline, and of component schemas the one that is
    most like its name.
    """
    return told_apart(
        [
            Wish(identity, (name,), _unlike_class(pointer, name))
            for identity, pointer, name in wanted
        ],
        joint="X",
    )


def _unlike_class(pointer: str, name: str) -> int:
    component = component_name(pointer)
    if component is None:
        return _INLINE
    if component == name:
        return 0
    return 1 if _letters(_JOINTS.sub("", component)) == _letters(name) else 2


def is_below(pointer: str, root: str) -> bool:
    return pointer == root or pointer.startswith(f"{root}/")


def _steps(rest: str) -> Iterable[str]:
    """The telling tokens of a pointer's rest, as parts of a class name."""
    tokens = [token for token in re.split(r"[/#]", rest) if token]
    after_properties = False
    for index, token in enumerate(tokens):
        if after_properties:
            after_properties = False
            yield pascal(unescape(token))
        elif token == "properties" and index + 1 < len(tokens):
            after_properties = True
        elif token == "additionalProperties":
            yield "Value"
        elif token not in _STRUCTURE and not token.isdigit():
            yield pascal(unescape(token))


# What a generated expression calls a value that it asks for first.
_IS_VALUE: Final = re.compile(r"value_[0-9]+").fullmatch


def free(name: str, taken: Collection[str]) -> str:
    """The name with as many `_` behind it as make it free; `value_1` and the like never are."""
    while name in taken or _IS_VALUE(name):
        name += "_"
    return name


def apart(wished: Mapping[Holder, str], taken: Collection[str]) -> dict[Holder, str]:
    """A free name for each, no two alike. What can be called as it wishes is; of several that wish
    for one name, the first."""
    found: dict[Holder, str] = {}
    used = set(taken)
    for holder in sorted(wished, key=lambda item: free(wished[item], taken) != wished[item]):
        found[holder] = free(wished[holder], used)
        used.add(found[holder])
    return found
