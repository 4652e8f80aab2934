"""`check --openapi`: a document alone is judged, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

import portwright.build.verdicts
from portwright.emit.store import VARIABLE
from tests.cli.project import DOCUMENT, Project, loads
from tests.cli.test_cli_compile_whole import LOSING

CHECK = ("check", "--openapi", "shop.yaml")


def test_a_sound_document_passes(empty: Project) -> None:
    empty.write("shop.yaml", DOCUMENT)
    result = empty.run(*CHECK)
    assert (result.exit_code, result.stderr.count("warning[")) == (0, 1)
    assert "warning[W0207]" in result.stderr
    assert result.stdout == "shop.yaml: 2 operations, 2 can be compiled; document valid\n"
    assert [path.name for path in empty.folder.iterdir()] == ["shop.yaml"]


def test_each_operation_that_would_be_lost_is_an_error(empty: Project) -> None:
    empty.write("shop.yaml", LOSING)
    result = empty.run(*CHECK, "--format", "json")
    codes = [item["code"] for item in loads(result)["diagnostics"]]
    assert result.exit_code == 1
    assert codes.count("E0221") == 2 and "W0105" in codes


def test_the_validator_is_asked_once(
    empty: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    empty.write("shop.yaml", LOSING)
    first = empty.run(*CHECK)
    with monkeypatch.context() as later:
        later.setattr(portwright.build.verdicts, "validate", lambda *_: pytest.fail("asked again"))
        assert empty.run(*CHECK).stderr == first.stderr
    empty.write("shop.yaml", DOCUMENT)
    assert empty.run(*CHECK).stdout.endswith("document valid\n")


def test_specs_and_a_document_do_not_go_together(empty: Project) -> None:
    empty.write("shop.yaml", DOCUMENT)
    result = empty.run("check", "specs/shop", "--openapi", "shop.yaml")
    assert result.exit_code == 2 and "give it or specs" in result.stderr
