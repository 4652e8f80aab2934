"""One generated package: made, compared with what is on disk, written when it differs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portwright.emit.manifest import NAME, TOOLS, manifest, serialise
from portwright.emit.write import remove_file, write_file
from portwright.ir.integration import Integration


@dataclass(frozen=True, slots=True)
class Generated:
    """The files of a package by name, the manifest among them."""

    files: Mapping[str, str]

    @property
    def lines(self) -> int:
        return sum(text.count("\n") for name, text in self.files.items() if name.endswith(".py"))


@dataclass(frozen=True, slots=True)
class Drift:
    """How a folder differs from what would be generated; `tools` explains some of it."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    extra: tuple[str, ...]
    tools: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.extra)


def generate(integration: Integration) -> Generated:
    """Everything from scratch; the same integration gives the same bytes."""
    # Imported here: a run that finds its output current needs none of them.
    from portwright.emit.format import format_sources
    from portwright.emit.render import render
    from portwright.models.generate import generate_models

    sources = format_sources(render(integration, generate_models(integration.models)))
    outputs = {name: _digest(text.encode()) for name, text in sorted(sources.items())}
    described = {**manifest(integration), "outputs": outputs}
    return Generated({**sources, NAME: serialise(described)})


def is_current(integration: Integration, on_disk: Mapping[str, bytes]) -> bool:
    """Whether a folder's files are what this integration compiles to, by manifest and hashes.

    Costs a fraction of generating; `compile --check` does not rely on it.
    """
    found = _manifest_of(on_disk)
    outputs = found.pop("outputs", None)
    if not isinstance(outputs, dict) or found != json.loads(serialise(manifest(integration))):
        return False
    return all(_digest(on_disk.get(name)) == digest for name, digest in outputs.items())


def write(generated: Generated, folder: Path, on_disk: Mapping[str, bytes]) -> int:
    """Write what changed, and remove what an earlier run made and this one does not.

    Answers how many files were touched.
    """
    files = {name: text.encode() for name, text in generated.files.items()}
    changed = {name: data for name, data in files.items() if on_disk.get(name) != data}
    before = _manifest_of(on_disk).get("outputs")
    listed = before if isinstance(before, dict) else {}
    stale = [name for name in listed if name not in files and name in on_disk]
    # The manifest goes last: a run that is cut short is seen as not current, and made again.
    for name in sorted(changed, key=lambda name: name == NAME):
        write_file(folder / name, changed[name])
    for name in stale:
        remove_file(folder / name)
    return len(changed) + len(stale)


def drift(generated: Generated, on_disk: Mapping[str, bytes]) -> Drift:
    """Compare byte by byte with what is on disk."""
    files = {name: text.encode() for name, text in generated.files.items()}
    ours = json.loads(files[NAME])["tools"]
    recorded = _manifest_of(on_disk).get("tools")
    theirs = recorded if isinstance(recorded, dict) else ours
    return Drift(
        missing=tuple(name for name in files if name not in on_disk),
        changed=tuple(name for name in files if on_disk.get(name, files[name]) != files[name]),
        extra=tuple(name for name in on_disk if name not in files),
        tools=tuple(
            f"{tool} {theirs.get(tool)} -> {ours[tool]}"
            for tool in TOOLS
            if theirs.get(tool) != ours[tool]
        ),
    )


def _manifest_of(on_disk: Mapping[str, bytes]) -> dict[str, Any]:
    """The manifest on disk; an empty one when there is none that can be read."""
    try:
        found = json.loads(on_disk.get(NAME, b""))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _digest(data: bytes | None) -> str | None:
    return hashlib.sha256(data).hexdigest() if data is not None else None
