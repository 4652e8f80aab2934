"""The committed slice is of the document that the server serves."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from scripts.kinto_live.server import Server, version
from tests.architecture import ROOT
from tests.cli.project import Project

ORIGIN = f"pypi:kinto@{version()}:/v1/__api__"


def test_pinned_again_nothing_is_different(kinto: Server, tmp_path: Path) -> None:
    project = Project(tmp_path)
    for name in ("kinto", "ports"):
        shutil.copytree(ROOT / "specs" / name, tmp_path / "specs" / name)
    (tmp_path / "specs/kinto/openapi.json").unlink()
    (tmp_path / "served.json").write_bytes(kinto.document())
    done = project.run("vendor", "add", "kinto", "--openapi", "served.json", "--origin", ORIGIN)
    assert done.exit_code == 0, done.output
    for name in ("openapi.json", "source.lock"):
        assert _facts(tmp_path / "specs/kinto" / name) == _facts(ROOT / "specs/kinto" / name)


def _facts(path: Path) -> object:
    """What a file says, but for the day on which it was written."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return text
    [entry] = yaml.safe_load(text)["documents"].values()
    return {**entry, "added": ""}
