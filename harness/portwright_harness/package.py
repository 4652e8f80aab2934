"""Import of a generated package, and what the harness needs of its classes."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

import msgspec

from portwright_harness.manifest import Manifest
from portwright_harness.port_inputs import InputError, typed

JsonObject = Mapping[str, Any]


class PackageError(Exception):
    """A generated package that cannot be imported, or that its manifest does not describe."""


class ArgumentError(Exception):
    """A value that the method's type hints refuse."""


@dataclass(frozen=True, slots=True)
class GeneratedPackage:
    """The classes of one generated package."""

    module: ModuleType
    async_client: type[Any]
    sync_client: type[Any]
    connection: type[Any]
    async_adapter: type[Any] | None = None
    sync_adapter: type[Any] | None = None

    def port_arguments(self, operation: str, values: JsonObject) -> dict[str, object]:
        """JSON values converted by the hints of the adapter's method; raises ArgumentError."""
        method = getattr(self.async_adapter, operation, None)
        if method is None:
            raise PackageError(f"{self.module.__name__} has no adapter with {operation}")
        hints = get_type_hints(method)
        parameters = list(inspect.signature(method).parameters.values())[1:]
        for item in parameters:
            if item.default is item.empty and item.name not in values:
                raise ArgumentError(f"the inputs lack `{item.name}` of the port's {operation}")
        unknown = sorted(values.keys() - {item.name for item in parameters})
        if unknown:
            raise ArgumentError(f"the port's {operation} has no input `{unknown[0]}`")
        try:
            return {name: typed(value, hints[name], name) for name, value in values.items()}
        except InputError as error:
            raise ArgumentError(f"input {error}") from None

    def typed_arguments(
        self, operation: str, values: JsonObject, group: str = ""
    ) -> dict[str, object]:
        """JSON values converted by the public method's own type hints; raises ArgumentError."""
        hints = _hints(self._holder(group), operation)
        return {name: _convert(name, value, hints) for name, value in values.items()}

    def _holder(self, group: str) -> type[Any]:
        """The class of a group of operations, or of the client where there is none.

        The client imports the group's module when it makes the group, so it is made.
        """
        if not group:
            return self.async_client
        made = vars(self.async_client).get(group)
        if not isinstance(made, cached_property):
            raise PackageError(f"{self.async_client.__name__} has no group {group}")
        return type(made.func(self.async_client))


def method_of(client: Any, group: str, operation: str) -> Callable[..., Any]:
    """A public method of a client or adapter."""
    holder = getattr(client, group) if group else client
    method: Callable[..., Any] = getattr(holder, operation)
    return method


def import_package(root: Path, generated: Path, manifest: Manifest) -> GeneratedPackage:
    """Import the package of a manifest from the folder of generated code; raises PackageError."""
    name = f"{_package_of(root, generated)}.{manifest.package}"
    try:
        module = importlib.import_module(name)
    except Exception as error:
        raise PackageError(f"{name} cannot be imported: {type(error).__name__}: {error}") from error
    expected = (generated / manifest.package).resolve()
    places = [Path(place).resolve() for place in getattr(module, "__path__", [])]
    if expected not in places:
        raise PackageError(f"{name} was imported from somewhere else than the generated folder")
    return GeneratedPackage(
        module,
        _class(module, manifest.client.async_),
        _class(module, manifest.client.sync),
        _class(module, manifest.connection.class_),
        *_adapters(module, manifest),
    )


def _adapters(module: ModuleType, manifest: Manifest) -> tuple[type[Any], ...]:
    names = manifest.adapter
    return (_class(module, names.async_), _class(module, names.sync)) if names else ()


def _package_of(root: Path, generated: Path) -> str:
    """The dotted name of the folder, by the nearest entry of sys.path above it."""
    folder = generated.resolve()
    entries = {Path(entry or ".").resolve() for entry in sys.path}
    above = next((parent for parent in folder.parents if parent in entries), None)
    if above is None:
        above = root.resolve()
        sys.path.insert(0, str(above))
    parts = folder.relative_to(above).parts
    if not all(part.isidentifier() for part in parts):
        raise PackageError(f"the generated folder {'/'.join(parts)} is not the name of a package")
    return ".".join(parts)


def _class(module: ModuleType, name: str) -> type[Any]:
    found = getattr(module, name, None)
    if not isinstance(found, type):
        raise PackageError(f"{module.__name__} has no class {name}, which its manifest names")
    return found


def _hints(holder: type[Any], operation: str) -> dict[str, Any]:
    method = getattr(holder, operation, None)
    build = getattr(method, "build", None)
    if build is None:
        raise PackageError(f"{holder.__name__} has no operation {operation}")
    hints = get_type_hints(build, include_extras=True)
    return {name: hint for name, hint in hints.items() if name not in ("return", "options")}


def _convert(name: str, value: object, hints: dict[str, Any]) -> object:
    if name not in hints:
        known = ", ".join(sorted(hints)) or "none"
        raise ArgumentError(f"no argument `{name}`; there are: {known}")
    hint = _set(hints[name])
    if hint is float and type(value) is int:
        return value  # An integer may be given for a float, and is sent without a point.
    try:
        return msgspec.convert(value, hint)
    except (msgspec.ValidationError, TypeError) as error:
        # A file of a form, say, is written as a text by whoever does not know.
        bytes_ = ": a case writes bytes in base64" if "base64" in str(error) else ""
        raise ArgumentError(f"argument `{name}`: {error}{bytes_}") from None


def _set(hint: Any) -> Any:
    """The hint without UNSET: an argument that a case gives is set."""
    rest = tuple(part for part in get_args(hint) if part is not msgspec.UnsetType)
    if len(rest) == len(get_args(hint)):
        return hint
    union = rest[0]
    for part in rest[1:]:
        union = union | part
    return union
