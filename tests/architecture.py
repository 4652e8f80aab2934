"""The shape of the source tree: its packages, layers and dependencies, and how to read a module.

The laws over it are in `laws.py`; changing a row here changes the architecture.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {
    "portwright": ROOT / "compiler/portwright",
    "portwright_runtime": ROOT / "runtime/portwright_runtime",
    "portwright_harness": ROOT / "harness/portwright_harness",
    "portwright_templates": ROOT / "templates/portwright_templates",
}
OUTSIDE = "<outside>"  # where a relative import with too many dots leads
OURS = frozenset(PACKAGES) | {"generated"}

# What each layer of the compiler may import of the others; itself always, `cli` everything.
DIAGNOSTICS = ("diagnostics", "source")
FRONT_END = ("language", "openapi", "rules", *DIAGNOSTICS)
LAYERS: dict[str, tuple[str, ...]] = {
    "source": (),
    "diagnostics": ("source.span",),
    "rules": DIAGNOSTICS,
    "language": ("rules", *DIAGNOSTICS),
    "openapi": ("rules", *DIAGNOSTICS),
    "signatures": ("ir", "rules", *DIAGNOSTICS),
    "semantics": ("ir", "signatures", *FRONT_END),
    "ir": (),
    "lower": ("ir", "semantics", "signatures", *FRONT_END),
    "diff": ("ir", "semantics", *FRONT_END),
    "models": ("ir",),
    "emit": ("ir", "models"),
    "editor": ("ir", "semantics", *FRONT_END),
    "build": (
        *("diff", "editor", "emit", "models", "lower", "ir", "semantics", "signatures"),
        *FRONT_END,
    ),
    "simulate": ("build", "emit.package", "ir", "language", "rules", *DIAGNOSTICS),
}

# Every third-party dependency and who imports it: one package of the compiler, and beside it
# the runtime or the harness, which may not borrow from the compiler.
IMPORTERS: dict[str, tuple[str, ...]] = {
    "click": ("portwright.cli",),
    "rich": ("portwright.cli",),
    "platformdirs": ("portwright.emit",),
    "jinja2": ("portwright.emit",),
    "ruff": ("portwright.emit",),
    "datamodel_code_generator": ("portwright.models",),
    "yaml": ("portwright.source", "portwright_harness"),
    "griffe": ("portwright.signatures",),
    "matplotlib": ("portwright.simulate",),
    "openapi_spec_validator": ("portwright.openapi",),
    "jsonschema_path": ("portwright.openapi",),
    "msgspec": ("portwright_runtime", "portwright_harness"),
    "httpx2": ("portwright_runtime",),
    "jwt": ("portwright_runtime",),
    "opentelemetry": ("portwright_runtime",),
    "prometheus_client": ("portwright_runtime",),
    "pytest": ("portwright_harness",),
    "junitparser": ("portwright_harness",),
    "vcr": ("portwright_harness",),
    "h11": ("portwright_harness",),
}


@dataclass(frozen=True)
class Module:
    """A parsed source file: `name` is its dotted import name, `path` what a breach shows."""

    name: str
    path: str
    text: str

    @property
    def top(self) -> str:
        return self.name.split(".")[0]

    @property
    def layer(self) -> str:
        return [*self.name.split("."), ""][1]

    @property
    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(ast.parse(self.text, self.path))


def python_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def modules_of(folder: Path) -> list[Module]:
    """The modules of one package; its folder's name is the first part of theirs."""
    return [_read(path, path.relative_to(folder.parent)) for path in python_files(folder)]


def _read(path: Path, inside: Path) -> Module:
    name = ".".join(inside.with_suffix("").parts)
    shown = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()
    return Module(name, shown, path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Import:
    """`name` is absolute, and holds what is imported too; `relative` tells how it was written."""

    line: int
    name: str
    relative: bool = False

    @property
    def top(self) -> str:
        return self.name.split(".")[0]

    def is_in(self, package: str) -> bool:
        return f"{self.name}.".startswith(f"{package}.")


def imports(module: Module) -> Iterator[Import]:
    """Every import of the module, also those inside functions and by `import_module("…")`."""
    for node in module.nodes:
        if isinstance(node, ast.Import):
            yield from (Import(node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base, relative = _absolute(module, node), node.level > 0
            yield from (Import(node.lineno, f"{base}.{a.name}", relative) for a in node.names)
        elif isinstance(node, ast.Call) and callee(node) in ("import_module", "__import__"):
            yield from (Import(node.lineno, name) for name in _constants(node))


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    base = parts[: max(0, len(parts) - node.level)] or [OUTSIDE]
    return ".".join([*base, *([node.module] if node.module else [])])


def callee(node: ast.Call) -> str:
    """The last part of what is called: `write` of `sys.stdout.write(…)`."""
    return ast.unparse(node.func).rpartition(".")[2]


def _constants(node: ast.Call) -> Iterator[str]:
    for argument in node.args[:1]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value
