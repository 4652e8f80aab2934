"""What a generated package is worth: modules imported, decoders built, methods counted."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from portwright_runtime import AsyncClient, SyncClient
from portwright_runtime.codec.json import UndecodableError, decode_json
from portwright_runtime.definition import Definition

Method = Definition[Any, Any]
_MOST_NAMED = 5


@dataclass(slots=True)
class Probe:
    """`failed` says of the first modules, classes and answers that are broken, by name, why.

    `methods` counts operations: those methods of the clients that make a call.
    """

    modules: int = 0
    imported: int = 0
    decoders: int = 0
    built: int = 0
    methods: int = 0
    lines: int = 0
    failed: dict[str, str] = field(default_factory=dict)

    def fail(self, name: str, error: BaseException) -> None:
        if len(self.failed) < _MOST_NAMED:
            self.failed[name] = one_line(error)


def probe(folder: Path, package: str) -> dict[str, Any]:
    """Of the package in `folder`, which is put before all else on the path."""
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    found = Probe()
    modules = list(_imported(folder, package, found))
    own = dict(_own_values(modules))
    _build_models(own, package, found)
    _build_answers(own, found)
    return asdict(found)


def _imported(folder: Path, package: str, found: Probe) -> Iterator[ModuleType]:
    """Every file of it, imported by its own name: also what is otherwise imported when used."""
    for path in sorted((folder / package).rglob("*.py")):
        found.modules += 1
        name = ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        try:
            source = path.read_text(encoding="utf-8")
            found.lines += source.count("\n")
            compile(source, str(path), "exec")
            module = importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it is what is asked
            found.fail(name, error)
        else:
            found.imported += 1
            yield module


def _own_values(modules: Iterable[ModuleType]) -> Iterator[tuple[str, Any]]:
    """What stands in the modules, each once, by module and name."""
    seen: set[int] = set()
    for module in modules:
        for name, value in list(vars(module).items()):
            if not name.startswith("__") and id(value) not in seen:
                seen.add(id(value))
                yield f"{module.__name__}.{name}", value


def _build_models(own: Mapping[str, Any], package: str, found: Probe) -> None:
    for name, value in own.items():
        if _is_model(value) and value.__module__.startswith(f"{package}."):
            found.decoders += 1
            _try_decoder(name, value, found)


def _is_model(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, msgspec.Struct)


def _build_answers(own: Mapping[str, Any], found: Probe) -> None:
    """What the operation of each method may answer; a method counts that both clients have."""
    reached = {base: _reached(own, base, found) for base in (AsyncClient, SyncClient)}
    both = reached[AsyncClient].keys() & reached[SyncClient].keys()
    found.methods = len(both)
    for identity in both:
        name, method = reached[AsyncClient][identity]
        for answer in method.spec.answers:
            if answer.type is not None:
                found.decoders += 1
                _try_decoder(f"{name} -> {answer.status}", answer.type, found)


def _reached(own: Mapping[str, Any], base: type, found: Probe) -> dict[int, tuple[str, Method]]:
    """The methods that a user of a client comes to, on itself and on its groups."""
    clients = [value for value in own.values() if isinstance(value, type) and value is not base]
    return {
        id(method): (name, method)
        for client in clients
        if issubclass(client, base)
        for holder in _holders(client, found)
        for name, method in inspect.getmembers_static(holder)
        if isinstance(method, Definition)
    }


def _holders(client: type, found: Probe) -> Iterator[type]:
    """The client, and the classes of its groups, which it imports when they are asked for."""
    yield client
    bare: object = object.__new__(client)
    for name, value in vars(client).items():
        if isinstance(value, cached_property):
            try:
                yield type(value.func(bare))
            except Exception as error:  # noqa: BLE001 - whatever the generated import raises
                found.fail(f"{client.__name__}.{name}", error)


def _try_decoder(name: str, kind: object, found: Probe) -> None:
    """The runtime's own decoder: what is no JSON is refused by it, once it could be made."""
    try:
        decode_json(b"", kind)
    except UndecodableError:
        found.built += 1
    except Exception as error:  # noqa: BLE001 - whatever msgspec refuses the type with
        found.fail(name, error)


def one_line(error: BaseException) -> str:
    said = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {said[0]}"[:300]
