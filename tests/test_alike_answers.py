"""Schemas that stand alike in several answers of an operation: one, in the slice too."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.project import Project

CASE = Path(__file__).parent / "cases/alike_answers"


def test_what_is_alike_in_the_document_is_alike_in_its_slice(tmp_path: Path) -> None:
    """The package of the slice has the models of the package of the document."""
    project = Project(tmp_path)
    folder = tmp_path / "specs/press"
    folder.mkdir(parents=True)
    for name in ("integration.yaml", "deviations.yaml"):
        shutil.copy(CASE / name, folder / name)
    spec = (folder / "integration.yaml").read_text(encoding="utf-8")
    project.write("specs/press/integration.yaml", spec.replace("openapi.yaml", "openapi.json"))
    shutil.copy(CASE / "openapi.yaml", tmp_path / "whole.yaml")
    added = project.run("vendor", "add", "press", "--openapi", "whole.yaml")
    assert added.exit_code == 0, added.output
    done = project.run("compile", "specs/press")
    assert done.exit_code == 0, done.output
    models = (tmp_path / "generated/press/models.py").read_text(encoding="utf-8")
    assert models == (CASE / "expected/models.py").read_text(encoding="utf-8")
    slice_ = json.loads((folder / "openapi.json").read_text(encoding="utf-8"))
    answers = slice_["paths"]["/pages/{id}"]["put"]["responses"]
    assert answers["200"] == answers["201"]
    assert answers["400"] == answers["default"] != answers["412"]
