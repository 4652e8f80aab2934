"""`compile --openapi` again: what an earlier run found is told, and nothing is read, while all that
it read and wrote is as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import portwright.cli.whole_run
from tests.cli.project import DOCUMENT, Project

WHOLE = ("compile", "--openapi", "shop.yaml", "--name", "shop")
SPLIT = """\
openapi: 3.0.3
info: {title: Shop, version: "7"}
servers: [{url: "https://api.shop.example"}]
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        "200": {description: All., content: {application/json: {schema: {$ref: order.yaml}}}}
"""
ORDER = "{type: object, properties: {id: {type: string}}}\n"

Changed = Callable[[Project], object]


@pytest.fixture
def project(empty: Project) -> Project:
    empty.write("shop.yaml", DOCUMENT)
    return empty


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("PORTWRIGHT_CACHE", str(place))
    return place


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were read and compiled."""
    found: list[str] = []
    real = portwright.cli.whole_run.load_document

    def counted(path: Path, sink: object) -> object:
        found.append(path.name)
        return real(path, sink)  # type: ignore[arg-type]

    monkeypatch.setattr(portwright.cli.whole_run, "load_document", counted)
    return found


def test_nothing_is_read_again_and_the_same_is_told(project: Project, runs: list[str]) -> None:
    first, second = project.run(*WHOLE), project.run(*WHOLE)
    assert runs == ["shop.yaml"]
    assert second.stdout == first.stdout.replace("written", "unchanged")
    assert second.stderr == first.stderr != ""


def test_an_operation_that_is_lost_is_told_again(empty: Project, runs: list[str]) -> None:
    empty.write("shop.yaml", SPLIT + "    put: not an operation\n")
    first, second = empty.run(*WHOLE), empty.run(*WHOLE)
    assert len(runs) == 1
    assert first.exit_code == second.exit_code == 1
    assert "E0221" in first.stderr
    assert first.stderr == second.stderr


def test_a_report_is_written_again(project: Project, runs: list[str]) -> None:
    project.run(*WHOLE)
    asked = (*WHOLE, "--report", "report.json")
    project.run(*asked)
    assert len(runs) == 2  # nobody had asked for one
    written = (project.folder / "report.json").read_bytes()
    (project.folder / "report.json").unlink()
    project.run(*asked)
    assert len(runs) == 2
    assert (project.folder / "report.json").read_bytes() == written


def _more(project: Project) -> None:
    project.write("shop.yaml", DOCUMENT + "# a remark\n")


def _spoilt(project: Project) -> None:
    (project.package / "client.py").write_text("", encoding="utf-8")


def _removed(project: Project) -> None:
    (project.package / "client.py").unlink()


@pytest.mark.parametrize("change", [_more, _spoilt, _removed])
def test_what_changed_is_compiled(project: Project, runs: list[str], change: Changed) -> None:
    project.run(*WHOLE)
    change(project)
    assert project.run(*WHOLE).exit_code == 0
    assert len(runs) == 2
    assert (project.package / "client.py").read_text(encoding="utf-8") != ""


def test_another_compiler_compiles(
    project: Project, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project.run(*WHOLE)
    monkeypatch.setattr("portwright.build.whole_kept.program_stamp", lambda: "another")
    project.run(*WHOLE)
    assert len(runs) == 2


def test_other_operations_are_another_run(project: Project, runs: list[str]) -> None:
    project.run(*WHOLE)
    result = project.run(*WHOLE, "--operation", "getOrder")
    assert len(runs) == 2
    assert "1 operation" in result.stdout


@pytest.mark.parametrize("option", ["--force", "--check"])
def test_what_is_asked_for_is_done(project: Project, runs: list[str], option: str) -> None:
    project.run(*WHOLE)
    project.run(*WHOLE, option)
    assert len(runs) == 2


def test_a_file_that_the_document_refers_to_counts(empty: Project, runs: list[str]) -> None:
    empty.write("shop.yaml", SPLIT)
    empty.run(*WHOLE)
    assert "order.yaml" in empty.run(*WHOLE).stderr
    assert len(runs) == 1
    empty.write("order.yaml", ORDER)  # it was missing
    assert "order.yaml" not in empty.run(*WHOLE).stderr
    empty.run(*WHOLE)
    assert len(runs) == 2
    empty.write("order.yaml", ORDER.replace("id", "number"))
    empty.run(*WHOLE)
    assert len(runs) == 3
    assert any("number" in path.read_text(encoding="utf-8") for path in _models(empty))


def _models(project: Project) -> list[Path]:
    return sorted(project.package.rglob("models/*.py"))


def test_what_is_kept_may_be_spoilt(project: Project, cache: Path, runs: list[str]) -> None:
    project.run(*WHOLE)
    for path in cache.iterdir():
        path.write_bytes(json.dumps([]).encode())
    assert project.run(*WHOLE).stdout.startswith("generated/shop: unchanged (")
    assert len(runs) == 2
