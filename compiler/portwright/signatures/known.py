"""What names of the standard library and of the runtime stand for, by their absolute names."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Mapping
from typing import Final

from portwright.ir.port import PortKind

# Of these no file of the team's is looked for.
LIBRARIES: Final = frozenset({*sys.stdlib_module_names, "typing_extensions", "portwright_runtime"})
SCALARS: Final[Mapping[str, PortKind]] = {
    "builtins.str": "string",
    "builtins.int": "int",
    "builtins.bool": "bool",
    "builtins.bytes": "bytes",
    "decimal.Decimal": "decimal",
    "datetime.datetime": "instant",
    "datetime.date": "date",
    "datetime.timedelta": "duration",
    "portwright_runtime.Money": "money",
    "portwright_runtime.money.Money": "money",
}
UNSET: Final = frozenset({"portwright_runtime.UnsetType", "msgspec.UnsetType"})
NONE: Final = frozenset({"types.NoneType"})
LISTS: Final = frozenset(
    {
        *("builtins.list", "typing.List", "typing.Sequence", "typing.MutableSequence"),
        *("typing.Collection", "typing.Iterable"),
    }
)
# What a tuple or a Mapping is none of.
MUTABLE_LISTS: Final = frozenset({"builtins.list", "typing.List", "typing.MutableSequence"})
MUTABLE_MAPS: Final = frozenset({"builtins.dict", "typing.Dict", "typing.MutableMapping"})
TUPLES: Final = frozenset({"builtins.tuple", "typing.Tuple"})
MAPS: Final = frozenset({"builtins.dict", "typing.Dict", "typing.Mapping", "typing.MutableMapping"})
ASYNC_STREAMS: Final = frozenset(
    {"typing.AsyncIterator", "typing.AsyncIterable", "typing.AsyncGenerator"}
)
SYNC_STREAMS: Final = frozenset({"typing.Iterator", "typing.Iterable", "typing.Generator"})
# What may stand around a type, and says nothing of it.
WRAPPERS: Final = frozenset({"typing.Annotated", "typing.Final", "dataclasses.InitVar"})
OPTIONAL: Final = "typing.Optional"
UNION: Final = "typing.Union"
TYPE_ALIAS: Final = "typing.TypeAlias"
NEW_TYPE: Final = "typing.NewType"
CLASS_VAR: Final = "typing.ClassVar"
INIT_VAR: Final = "dataclasses.InitVar"
KEYWORDS_ONLY: Final = "dataclasses.KW_ONLY"

PROTOCOL: Final = "typing.Protocol"
DATACLASS: Final = "dataclasses.dataclass"
FIELD: Final = "dataclasses.field"
ENUMS: Final = frozenset({"enum.Enum", "enum.StrEnum"})
STR_ENUM: Final = "enum.StrEnum"
AUTO: Final = "enum.auto"
# Bases that bring a class no fields.
PLAIN_BASES: Final = frozenset({"builtins.object", "typing.Generic", "typing.Protocol", "abc.ABC"})
EXCEPTIONS: Final = frozenset(
    f"builtins.{name}"
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
)
# Decorators that leave a function's signature as it is written, or are told of otherwise.
HARMLESS: Final = frozenset(
    {
        *("abc.abstractmethod", "typing.final", "typing.override", "typing.overload"),
        *("typing.deprecated", "warnings.deprecated"),
    }
)
# Spellings of types that no scalar of a port is ever assigned from or to.
NEVER_SCALAR: Final = frozenset({"float", "complex", "set", "frozenset"})


def is_builtin(name: str) -> bool:
    return hasattr(builtins, name)


def plain(dotted: str) -> str:
    """One name for what several modules offer."""
    for module in ("typing_extensions.", "collections.abc."):
        if dotted.startswith(module):
            return f"typing.{dotted.removeprefix(module)}"
    return dotted
