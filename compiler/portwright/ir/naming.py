"""Names of generated classes and arguments, by one rule that looks at nothing unrelated.

A class is named after its place: a component schema after itself (`payment_intent` is
`PaymentIntent`), what stands inline after the way to it (`PaymentIntentShipping`), what stands
inline in an operation after the operation's name in the spec (`CreateRefundReason`). Component
schemas that are sent end in `Input`. Two places that come to one name are told apart by a digest
of their own pointers, so a name never depends on order.
"""

from __future__ import annotations

import hashlib
import keyword
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final, Protocol, TypeVar

from portwright.ir import reserved
from portwright.ir.words import is_snake, normal, words

# What stands between words and says nothing itself.
_JOINTS = re.compile(r"[\s_./-]+")
_STRUCTURE = frozenset(
    ("properties", "items", "allOf", "anyOf", "oneOf", "schema", "schemas", "content", "components")
)
_COMPONENT = "#/components/schemas/"
_PLACES = ("path", "query", "header", "cookie", "body")
Holder = TypeVar("Holder")


def pascal(text: str) -> str:
    """`payment_intent` -> `PaymentIntent`; what is no letter or digit separates words."""
    return normal("".join(word[0].upper() + word[1:] for word in words(text)))


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
    name = snake(wire) or "field"
    if not name.isidentifier():
        name = f"n{name}"
    # Words that are keywords in some places only (`type`, `match`) are good names, and which there
    # are depends on the interpreter.
    return f"{name}_" if keyword.iskeyword(name) else name


def argument_name(wire: str) -> str:
    name = identifier(wire)
    return f"{name}_" if name in reserved.ARGUMENTS else name


def likeness(wire: str) -> tuple[bool, bool, str]:
    """The rank in which wire names get field names: those spelled alike first."""
    return (field_name(wire) != wire, identifier(wire) != wire, wire)


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
    if not name.isidentifier():
        name = f"Schema{name}"
    return f"{name}Model" if name in reserved.MODEL_CLASSES | reserved.BUILTINS else name


def place_name(pointer: str, roots: Mapping[str, str]) -> str:
    """The name for a schema's pointer: the longest known root's, then the way on from it."""
    if pointer.startswith(_COMPONENT):
        name, _, rest = pointer.removeprefix(_COMPONENT).partition("/")
        return class_name(pascal(unescape(name)) + "".join(_steps(rest)))
    prefix = max((root for root in roots if _is_below(pointer, root)), key=len, default="#")
    return class_name(roots.get(prefix, "") + "".join(_steps(pointer[len(prefix) :])))


def component_name(pointer: str) -> str | None:
    """The name of a component schema at its root; None for any other place."""
    name = pointer.removeprefix(_COMPONENT)
    return unescape(name) if pointer.startswith(_COMPONENT) and "/" not in name else None


def unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def distinct(wanted: Mapping[str, str]) -> dict[str, str]:
    """Names for identities, each used once; what shares a name and is no component gets a
    digest of its own identity."""
    holders: dict[str, list[str]] = {}
    for identity, name in wanted.items():
        holders.setdefault(name, []).append(identity)
    result: dict[str, str] = {}
    for name, identities in holders.items():
        result.update(_resolved(name, identities))
    return result


def unique(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Python names for wire names given as (wire, wished) in order of rank: a later holder of
    a taken name gets a number."""
    taken: set[str] = set()
    result: dict[str, str] = {}
    for wire, wished in names:
        name, count = wished, 2
        while name in taken:
            name, count = f"{wished}_{count}", count + 1
        taken.add(name)
        result[wire] = name
    return result


class ParameterLike(Protocol):
    """What argument names are made from."""

    @property
    def name(self) -> str: ...

    @property
    def where(self) -> str: ...


def argument_names(
    parameters: Iterable[ParameterLike], fields: Iterable[str]
) -> dict[tuple[str, str], str]:
    """Names of a method's arguments by (place, wire name): path, query, header, then body.

    A name that is taken gets its place behind it: `id` of the path, then `id_body`. In one
    place, what is spelled like the name goes first.
    """
    wanted = [*((item.where, item.name) for item in parameters)]
    wanted += [("body", wire) for wire in sorted(fields)]
    wanted.sort(key=lambda item: (_PLACES.index(item[0]), argument_name(item[1]) != item[1]))
    taken: set[str] = set()
    result: dict[tuple[str, str], str] = {}
    for where, wire in wanted:
        name = argument_name(wire)
        if name in taken:
            name = f"{name}_{where}"
        while name in taken:
            name = f"{name}_"
        taken.add(name)
        result[(where, wire)] = name
    return result


def _resolved(name: str, identities: list[str]) -> dict[str, str]:
    if len(identities) == 1:
        return {identities[0]: name}
    roots = sorted(item for item in identities if _is_root(item))
    keeper = roots[0] if len(roots) == 1 else None
    return {item: name if item == keeper else name + _digest(item) for item in identities}


def _is_root(identity: str) -> bool:
    return component_name(identity[identity.find("#/") :]) is not None


def _digest(identity: str) -> str:
    return "X" + hashlib.sha256(identity.encode()).hexdigest()[:6].upper()


def _is_below(pointer: str, root: str) -> bool:
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
