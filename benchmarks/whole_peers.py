"""What compiles a whole document into a client: how each is installed, run and counted."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environments import programs_with

Command = Callable[[Path, Path, Path], list[str]]
Count = Callable[[Path], int]

PACKAGE = "whole"


@dataclass(frozen=True, slots=True)
class Tool:
    """`command` takes the folder of its programs, the document and an empty folder, where it makes
    the package `PACKAGE`; `operations` counts the methods in that. `requirements` are the tool and
    what its output imports; without, both are in the environment of this process."""

    name: str
    requirements: tuple[str, ...]
    command: Command
    operations: Count

    def programs(self) -> Path:
        return programs_with(self.requirements)


def _portwright(programs: Path, document: Path, out: Path) -> list[str]:
    made = [str(programs / "portwright"), "compile", "--openapi", str(document)]
    return [*made, "--name", PACKAGE, "--out", str(out)]


def _openapi_client(programs: Path, document: Path, out: Path) -> list[str]:
    made = [str(programs / "openapi-python-client"), "generate", "--path", str(document)]
    return [*made, "--meta", "none", "--overwrite", "--output-path", str(out / PACKAGE)]


def _openapi_generator(programs: Path, document: Path, out: Path) -> list[str]:
    if shutil.which("java") is None:
        raise SystemExit("openapi-generator needs java")
    made = [str(programs / "openapi-generator-cli"), "generate", "--skip-validate-spec"]
    made += ["-g", "python", "-i", str(document), "-o", str(out)]
    return [*made, "--additional-properties", f"packageName={PACKAGE},generateSourceCodeOnly=true"]


def _found(pattern: str, glob: str) -> Count:
    wanted = re.compile(pattern, re.MULTILINE)

    def count(package: Path) -> int:
        texts = (path.read_text(encoding="utf-8") for path in package.glob(glob))
        return sum(len(wanted.findall(text)) for text in texts)

    return count


OURS = Tool("portwright", (), _portwright, _found(r"^    @operation\(", "**/*.py"))
OPENAPI_CLIENT = Tool(
    "openapi-python-client",
    ("openapi-python-client==0.29.1",),
    _openapi_client,
    _found(r"^def sync_detailed\(", "api/*/*.py"),
)
OPENAPI_GENERATOR = Tool(
    "openapi-generator",
    (
        "openapi-generator-cli==7.26.0",
        *("pydantic==2.14.3", "urllib3==2.7.0", "python-dateutil==2.9.0.post0"),
    ),
    _openapi_generator,
    _found(r"^    def \w+_with_http_info\(", "api/*.py"),
)
PEERS = (OPENAPI_CLIENT, OPENAPI_GENERATOR)
