"""The tools that are compared: how each is installed, run and judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environments import programs_with
from benchmarks.whole_spec import VENDOR

Command = Callable[[Path, Path, Path], list[str]]
Count = Callable[[Path], int]

_OPENAPI_CLIENT = ("openapi-python-client==0.29.1",)
_MODEL_GENERATOR = ("datamodel-code-generator==0.89.0", "msgspec==0.22.0", "pydantic==2.14.3")


@dataclass(frozen=True, slots=True)
class Peer:
    """One tool with its settings.

    `command` takes the folder of its programs, its input and the folder for its output, where it
    makes `package`; `operations` counts the methods in it, None where a tool makes models only.
    Without `requirements` it runs in the environment of this process.
    """

    name: str
    requirements: tuple[str, ...]
    package: str
    command: Command
    operations: Count | None = None

    def programs(self) -> Path:
        """The folder of its programs; the environment is made when it is not there."""
        return programs_with(self.requirements)


def _portwright(programs: Path, spec: Path, out: Path) -> list[str]:
    return [str(programs / "portwright"), "compile", str(spec), "--out", str(out)]


def _portwright_operations(package: Path) -> int:
    return (package / "client.py").read_text(encoding="utf-8").count("    @operation(")


def _openapi_client(config: str | None) -> Command:
    def command(programs: Path, document: Path, out: Path) -> list[str]:
        out.mkdir()
        made = [str(programs / "openapi-python-client"), "generate", "--path", str(document)]
        made += ["--meta", "none", "--output-path", str(out / "stripe_client")]
        if config is None:
            return made
        (out / "config.yaml").write_text(config, encoding="utf-8")
        return [*made, "--config", str(out / "config.yaml")]

    return command


def _openapi_client_operations(package: Path) -> int:
    return sum(path.name != "__init__.py" for path in package.glob("api/*/*.py"))


def _model_generator(kind: str) -> Command:
    def command(programs: Path, document: Path, out: Path) -> list[str]:
        made = [str(programs / "datamodel-codegen"), "--input", str(document)]
        made += ["--input-file-type", "openapi", "--output-model-type", kind]
        return [*made, "--output", str(out / "stripe_models")]

    return command


OURS = "portwright"
PEERS = (
    Peer(OURS, (), VENDOR, _portwright, _portwright_operations),
    Peer(
        "openapi-python-client",
        _OPENAPI_CLIENT,
        "stripe_client",
        _openapi_client(None),
        _openapi_client_operations,
    ),
    # What the message of its failure on this document proposes.
    Peer(
        "openapi-python-client, literal_enums",
        _OPENAPI_CLIENT,
        "stripe_client",
        _openapi_client("literal_enums: true\n"),
        _openapi_client_operations,
    ),
    Peer(
        "datamodel-code-generator, msgspec",
        _MODEL_GENERATOR,
        "stripe_models",
        _model_generator("msgspec.Struct"),
    ),
    Peer(
        "datamodel-code-generator, pydantic",
        _MODEL_GENERATOR,
        "stripe_models",
        _model_generator("pydantic_v2.BaseModel"),
    ),
)
