"""The text of a module as its signatures; the only file that knows griffe."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeGuard

import griffe

from portwright.signatures.model import (
    Attribute,
    Class,
    Function,
    Item,
    Module,
    Parameter,
    ParameterKind,
)
from portwright.signatures.problem import BrokenModuleError
from portwright.source.files import SourceFile

_STYLES: Final[tuple[griffe.DocstringStyle, ...]] = ("google", "numpy", "sphinx")
_YIELD: Final = re.compile(r"[^#'\"]*\byield\b")
_DOTTED: Final = re.compile(r"[A-Za-z_][\w.]*")
_PARAMETER_KINDS: Final[dict[griffe.ParameterKind | None, ParameterKind]] = {
    griffe.ParameterKind.positional_only: "positional_only",
    griffe.ParameterKind.positional_or_keyword: "positional",
    griffe.ParameterKind.keyword_only: "keyword",
    griffe.ParameterKind.var_positional: "many",
    griffe.ParameterKind.var_keyword: "many",
}
# What hostile nesting makes of the parser, and odd code of griffe.
_TOO_DEEP = (RecursionError, MemoryError)
_ODD = (ValueError, KeyError, AttributeError, TypeError, IndexError, griffe.GriffeError)


def parse_module(name: str, file: SourceFile) -> Module:
    """Reads the text of a module; raises BrokenModuleError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape is for the team's own linter
            return _module(name, file)
    except SyntaxError as error:
        reason = f"{error.msg} (line {error.lineno or 1})"
        raise BrokenModuleError(name, f"{file.name}:{error.lineno or 1}", reason) from None
    except _TOO_DEEP:
        raise BrokenModuleError(name, file.name, "it is nested too deeply") from None
    except _ODD as error:
        raise BrokenModuleError(name, file.name, f"it cannot be read: {error}") from None


def raised(docstring: str) -> tuple[str, ...]:
    """The names under `Raises:` of a docstring, whichever of the three styles it is in."""
    found = (name for style in _STYLES for name in _raised(docstring, style))
    return tuple(dict.fromkeys(found))


def _raised(docstring: str, style: griffe.DocstringStyle) -> Iterator[str]:
    try:
        sections = griffe.Docstring(docstring).parse(style, warnings=False)
    except (*_TOO_DEEP, *_ODD):
        return
    for section in sections:
        if isinstance(section, griffe.DocstringSectionRaises):
            for item in section.value:
                yield from _DOTTED.findall(str(item.annotation or ""))


def _module(name: str, file: SourceFile) -> Module:
    visited = griffe.visit(
        name.rpartition(".")[2],
        Path(file.path.name),
        file.text,
        parent=_package(name),
        extensions=griffe.Extensions(),
    )
    found = {key: _item(member, file) for key, member in visited.members.items()}
    imported = {
        key: member.target_path for key, member in visited.members.items() if _is_import(member)
    }
    return Module(
        name,
        file.name,
        {key: item for key, item in found.items() if item is not None}
        | {item.name: item for item in _overloads(visited, file)},
        {key: path for key, path in imported.items() if "/" not in key},
        tuple(path for key, path in imported.items() if "/" in key),
    )


def _package(name: str) -> griffe.Module | None:
    """The packages above a module, which relative imports are read by."""
    parent = None
    for part in name.split(".")[:-1]:
        parent = griffe.Module(part, filepath=Path("__init__.py"), parent=parent)
    return parent


def _is_import(member: griffe.Object | griffe.Alias) -> TypeGuard[griffe.Alias]:
    return isinstance(member, griffe.Alias)


def _item(member: griffe.Object | griffe.Alias, file: SourceFile) -> Item | None:
    match member:
        case griffe.Class():
            return _class(member, file)
        case griffe.Function():
            return _function(member, file)
        case griffe.Attribute():
            return _attribute(member)
        case griffe.TypeAlias():
            return Attribute(member.name, member.lineno or 1, None, _text(member.value))
        case _:
            return None


def _class(found: griffe.Class, file: SourceFile) -> Class:
    items = [_item(member, file) for member in found.members.values()]
    return Class(
        found.name,
        found.lineno or 1,
        tuple(str(base) for base in found.bases),
        _decorators(found),
        tuple(item for item in items if isinstance(item, Attribute) and not _is_set(found, item)),
        (
            *(item for item in items if isinstance(item, Function)),
            *_overloads(found, file),
        ),
    )


def _overloads(found: griffe.Class | griffe.Module, file: SourceFile) -> Iterator[Function]:
    """Functions that are overloads alone, as in a stub: griffe does not count them as members."""
    for several in found.overloads.values():
        yield from (replace(_function(item, file), is_overloaded=True) for item in several[:1])


def _is_set(found: griffe.Class, item: Attribute) -> bool:
    """Whether an attribute has its value from `__init__`, and is none of the class."""
    labels = found.members[item.name].labels
    return "instance-attribute" in labels and "class-attribute" not in labels and bool(item.value)


def _function(found: griffe.Function, file: SourceFile) -> Function:
    return Function(
        found.name,
        found.lineno or 1,
        tuple(_parameter(item) for item in found.parameters),
        _text(found.returns),
        _decorators(found),
        found.docstring.value if found.docstring else "",
        "async" in found.labels,
        "async" in found.labels and _yields(found, file),
        bool(found.overloads),
    )


def _yields(found: griffe.Function, file: SourceFile) -> bool:
    """Whether a `yield` stands in the body, which griffe does not keep."""
    numbers = range(found.lineno or 1, (found.endlineno or 1) + 1)
    return any(_YIELD.match(file.line(number)) for number in numbers)


def _decorators(found: griffe.Class | griffe.Function) -> tuple[str, ...]:
    return tuple(str(item.value) for item in found.decorators)


def _parameter(found: griffe.Parameter) -> Parameter:
    kind = _PARAMETER_KINDS[found.kind]
    default = None if kind == "many" else _text(found.default)
    return Parameter(found.name, _text(found.annotation), kind, default)


def _attribute(found: griffe.Attribute) -> Attribute:
    annotation = _text(found.annotation)
    class_var = annotation is not None and found.labels == {"class-attribute"}
    return Attribute(
        found.name,
        found.lineno or 1,
        annotation,
        _text(found.value),
        class_var,
        "property" in found.labels,
    )


def _text(expression: griffe.Expr | str | None) -> str | None:
    return None if expression is None else str(expression)
