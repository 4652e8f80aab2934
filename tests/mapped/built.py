"""The cases of mappings, compiled once in a process: packages that can be imported and called."""

from __future__ import annotations

import contextlib
import importlib
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from portwright.build.front import front_all
from portwright.diagnostics.model import Diagnostics
from portwright.diagnostics.render import Surroundings, render
from portwright.emit.package import generate
from portwright.ir.integration import Integration
from portwright_runtime import Headers, WireRequest, WireResponse
from tests.runtime.doubles import AsyncTwin, AsyncWire, Clock, Wire

CASES = Path(__file__).parent / "cases"
FOLDERS = sorted(path.parent for path in CASES.glob("*/integration.yaml"))
ADAPTER_FILES = ("adapter.py", "domain_errors.py", "mappings.py", "requests.py")
VENDOR = "shop"


@dataclass(frozen=True)
class Built:
    """A case compiled: `said` is what the command line would print, `files` the adapter's."""

    name: str
    said: str
    files: dict[str, str]

    def module(self, name: str) -> ModuleType:
        """A module of the case's packages, such as `shop.models` or `ports.shop`."""
        if str(root()) not in sys.path:
            sys.path.append(str(root()))
        return importlib.import_module(f"{self.name}.{name}")

    @property
    def port(self) -> ModuleType:
        return self.module(f"ports.{VENDOR}")


@dataclass(frozen=True)
class Sent:
    """One request as the vendor got it."""

    wire: WireRequest

    @property
    def method(self) -> str:
        return self.wire.method

    @property
    def path(self) -> str:
        return urlsplit(self.wire.url).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.wire.url).query, keep_blank_values=True))

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl((self.wire.body or b"").decode(), keep_blank_values=True))

    @property
    def json(self) -> Any:
        return json.loads(self.wire.body or b"null")

    @property
    def headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.wire.headers}


@cache
def root() -> Path:
    """The folder that the packages of all cases are written to; gone when the process ends."""
    _KEPT.append(tempfile.TemporaryDirectory(prefix="mapped"))
    return Path(_KEPT[0].name).resolve() / "made"


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@cache
def built(name: str) -> Built:
    """Compile one case and write its packages, those of its ports among them, to `root()`."""
    folder = root().parent / "specs_of" / name
    shutil.copytree(CASES / name, folder, ignore=shutil.ignore_patterns("expected", "__pycache__"))
    sink = Diagnostics()
    with contextlib.chdir(folder):
        front = front_all([Path("integration.yaml")], sink)
        said = render("text", sink, Surroundings(files=_text))
    files: dict[str, str] = {}
    for item in () if sink.has_errors else front.items:
        made = generate(item).files
        _write(root() / name / item.package, made)
        if isinstance(item, Integration):
            files = {file: made[file] for file in ADAPTER_FILES if file in made}
    for package in folder.glob("*/__init__.py"):
        shutil.copytree(package.parent, root() / package.parent.name)
    return Built(name, said, files)


def _text(name: str) -> str | None:
    path = Path(name)
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _write(folder: Path, files: Any) -> None:
    folder.mkdir(parents=True)
    for package in (folder, folder.parent):
        (package / "__init__.py").touch()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


class Talk:
    """An adapter of a case in front of a vendor that answers by script; `sent` is what it got."""

    def __init__(self, case: str, *answers: Any) -> None:
        self.case = built(case)
        assert self.case.files, self.case.said
        self._wire = Wire(*(_response(answer) for answer in answers))
        self._wire.clock = Clock()
        shop = self.case.module(f"{VENDOR}.connection")
        self._connection = shop.ShopConnection.from_env("test", {})
        self._module = self.case.module(f"{VENDOR}.adapter")

    @property
    def sent(self) -> Sent:
        return Sent(self._wire.sent[-1])

    @property
    def count(self) -> int:
        return len(self._wire.sent)

    @property
    def sync(self) -> Any:
        """The synchronous adapter."""
        [(_, made)] = [
            item
            for item in vars(self._module).items()
            if item[0].startswith("SyncShop") and item[0] != "SyncShop" and _is_own(item[1])
        ]
        return made(self._connection, transport=self._wire, clock=self._wire.clock)

    @property
    def asynchronous(self) -> Any:
        """The asynchronous adapter, with the same vendor."""
        [(_, made)] = [
            item
            for item in vars(self._module).items()
            if item[0].startswith("Shop") and item[0] != "Shop" and _is_own(item[1])
        ]
        assert self._wire.clock is not None
        clock = AsyncTwin(self._wire.clock)
        return made(self._connection, transport=AsyncWire(self._wire), clock=clock)


def _is_own(value: Any) -> bool:
    return isinstance(value, type) and value.__module__.endswith(".adapter")


def _response(answer: Any) -> WireResponse:
    """A body alone is a success; else it is (status, body) or (status, body, headers)."""
    status, body, headers = 200, answer, {}
    if isinstance(answer, tuple):
        status, body, *rest = answer
        headers = rest[0] if rest else {}
    whole = {"content-type": "application/json", **headers}
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return WireResponse(status, Headers(tuple(whole.items())), data)


def answered(case: str, operation: str, answer: Any, **inputs: Any) -> Any:
    """What an operation makes of an answer."""
    return getattr(Talk(case, answer).sync, operation)(**inputs)


def asked(case: str, operation: str, answer: Any = None, /, **inputs: Any) -> Sent:
    """What an operation sends for inputs."""
    talk = Talk(case, (204, b"") if answer is None else answer)
    getattr(talk.sync, operation)(**inputs)
    return talk.sent
