"""A generated package, imported from its folder, as the target of a simulation."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module, invalidate_caches
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import Any

from portwright.simulate.sample import NoSampleError, Sampler
from portwright.simulate.target import Subject, Target
from portwright.source.folder import read_package
from portwright_runtime.answer import Answer
from portwright_runtime.call import Request
from portwright_runtime.codec.json import UndecodableError, decode_json
from portwright_runtime.codec.media import is_json
from portwright_runtime.codec.written import cookies
from portwright_runtime.spec import OperationSpec

_HOME = "_portwright_simulated"
_PARTS = {
    **{"path": "path", "query": "query", "body": "body"},
    **{"header": "headers", "cookie": "cookies"},
}


class PackageError(Exception):
    """A generated package that cannot be simulated."""


def load_target(folder: Path) -> Target:
    """The target that the manifest of a generated package describes; raises PackageError."""
    manifest = json.loads(read_package(folder)["manifest.json"])
    module = _import(folder)
    client = getattr(module, manifest["client"]["async"])
    making = _Making(client, manifest["operations"], Sampler(manifest["schemas"]))
    return Target(
        vendor=manifest["vendor"],
        subjects=_Subjects(making),
        limits=tuple(client.limits),
        environments=tuple(manifest["connection"]["environments"]),
    )


def _import(folder: Path) -> ModuleType:
    """Below a package of our own, so that it does not matter from where the compiler is run; its
    neighbours, the ports, are found beside it."""
    # The importer remembers relative folders, and not from where they were asked for.
    folder = folder.absolute()
    if not (folder / "__init__.py").is_file():
        raise PackageError(f"{folder.as_posix()} is no package")
    for known in [one for one in sys.modules if one == _HOME or one.startswith(f"{_HOME}.")]:
        del sys.modules[known]
    home = ModuleType(_HOME)
    home.__path__ = [str(folder.parent)]
    sys.modules[_HOME] = home
    invalidate_caches()
    try:
        return import_module(f"{_HOME}.{folder.name}")
    except Exception as error:
        raise PackageError(_broken(folder, error)) from error


def _broken(folder: Path, error: Exception) -> str:
    """Where in the package it broke, and what to do."""
    steps = extract_tb(error.__traceback__)
    own = [step for step in steps if Path(step.filename).is_relative_to(folder)]
    where = f"{own[-1].filename}:{own[-1].lineno}" if own else folder.as_posix()
    return (
        f"the package cannot be imported: {where}: {type(error).__name__}: {error} "
        "(what the spec refers to has to be importable from here)"
    )


@dataclass(frozen=True, slots=True)
class _Making:
    client: type[Any]
    operations: Mapping[str, Any]
    sampler: Sampler

    def subject(self, name: str) -> Subject:
        spec: OperationSpec[Any] = getattr(self.client, name).spec
        try:
            request = self._request(spec, self.operations[name]["arguments"])
            answer, body = self._answer(spec, self.operations[name]["responses"])
        except NoSampleError as error:
            raise PackageError(f"nothing to send or answer for `{name}`: {error}") from None
        return Subject(spec, request, answer, body)

    def _request(self, spec: OperationSpec[Any], arguments: list[Any]) -> Request:
        parts: dict[str, dict[str, object]] = {part: {} for part in _PARTS.values()}
        for one in arguments:
            if one["required"]:
                parts[_PARTS[one["in"]]][one["wire"]] = self.sampler.value(one["schema"])
        parts["headers"]["Cookie"] = cookies(parts.pop("cookies"))
        if spec.body in ("json", "form", "multipart"):
            return Request(**parts)  # type: ignore[arg-type]
        del parts["body"]
        return Request(**parts, body="x" if spec.body == "text" else b"")  # type: ignore[arg-type]

    def _answer(
        self, spec: OperationSpec[Any], responses: Mapping[str, Any]
    ) -> tuple[Answer, bytes]:
        """The first declared success, and the smallest body that its type reads."""
        successes = [one for one in spec.answers if one.status[0] in "23"]
        for answer in successes or [one for one in spec.answers if one.status == "default"]:
            if answer.type is None or not is_json(answer.media):
                return answer, b"" if answer.type is None else b"x"
            schema = (responses.get(answer.status) or {}).get("schema")
            body = json.dumps(self.sampler.value(schema)).encode()
            try:
                decode_json(body, answer.type)
            except UndecodableError as error:
                raise NoSampleError(f"{error.path}: {error.reason}") from None
            return answer, body
        raise NoSampleError("no answer is declared a success")


class _Subjects(Mapping[str, Subject]):
    """Makes each subject when it is asked for: a scenario names a few of many operations."""

    def __init__(self, making: _Making) -> None:
        self._making = making
        self._made: dict[str, Subject] = {}

    def __getitem__(self, name: str) -> Subject:
        if name not in self._making.operations:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = self._making.subject(name)
        return self._made[name]

    def __iter__(self) -> Any:
        return iter(self._making.operations)

    def __len__(self) -> int:
        return len(self._making.operations)
