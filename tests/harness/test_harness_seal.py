"""A cassette carries a digest of what it says: changes are told, and meant ones are sealed."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from portwright.cli.cassettes import command
from portwright_harness.cassette import read_cassette
from portwright_harness.layout.layout import laid_out
from portwright_harness.recording import CassetteError
from portwright_harness.seal import carried, digest_of, resealed
from tests.harness.project import SAMPLE, Project, edit, kinds, text

HOLDS = ("create_refund", "ok")


def l0(project: Project) -> tuple[list[str], str]:
    finding = project.run(*HOLDS, "L0")
    return kinds(finding), text(finding)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("message: OK", "message: 0K"),
        ("source: synthetic", "source: live"),
        ("amount=500", "amount=501"),
        ("- application/json", "- application/jsom"),
    ],
)
def test_what_was_changed_is_told_with_the_command_that_means_it(
    project: Project, old: str, new: str
) -> None:
    assert l0(project) == ([], "")
    edit(project.path(*HOLDS), old, new)
    found, said = l0(project)
    assert found == ["digest"]
    assert "says something else than when it got its digest" in said
    assert "`portwright cassettes fmt --seal acme/create_refund/ok.yaml`" in said


def test_a_cassette_without_a_digest_is_told(project: Project) -> None:
    path = project.path(*HOLDS)
    path.write_text(re.sub("    digest: .*\n", "", path.read_text("utf-8")), encoding="utf-8")
    found, said = l0(project)
    assert found == ["digest"] and "carries no digest" in said


def test_a_layout_is_no_change(project: Project) -> None:
    path = project.path(*HOLDS)
    before = path.read_text("utf-8")
    after = laid_out(path)[1]
    assert after != before
    path.write_text(after, encoding="utf-8")
    assert l0(project) == ([], "")


def test_a_digest_is_of_all_but_itself(project: Project) -> None:
    cassette = read_cassette(project.path(*HOLDS))
    assert resealed(cassette) == cassette
    assert carried(cassette) == digest_of(cassette) == digest_of(resealed(cassette))


def test_what_says_nothing_of_itself_cannot_be_sealed(project: Project) -> None:
    path = project.path(*HOLDS)
    body = path.read_text("utf-8")
    path.write_text(body[: body.index("metadata:")], encoding="utf-8")
    with pytest.raises(CassetteError, match=r"no `metadata\.provenance`"):
        laid_out(path, seal=True)


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as a project of its own, with two cassettes that were changed by hand."""
    folder = tmp_path / "sample"
    shutil.copytree(SAMPLE, folder)
    for operation in ("create_refund", "create_order"):
        path = folder / "cassettes" / "acme" / operation / "ok.yaml"
        edit(path, "application/json", "application/hal+json")
    monkeypatch.chdir(folder)
    return folder


def is_sealed(path: Path) -> bool:
    cassette = read_cassette(path)
    return carried(cassette) == digest_of(cassette)


def test_the_command_seals_what_it_is_given_and_nothing_else(sample: Path) -> None:
    orders, refunds = (
        sample / "cassettes/acme" / f"create_{x}/ok.yaml" for x in ("order", "refund")
    )
    CliRunner().invoke(command, ["fmt"])
    assert not is_sealed(orders) and not is_sealed(refunds), "a layout means nothing"
    given = shlex.split("fmt --seal cassettes/acme/create_refund/ok.yaml")
    checked = CliRunner().invoke(command, [*given, "--check"])
    assert checked.exit_code == 1 and not is_sealed(refunds)
    done = CliRunner().invoke(command, given)
    assert done.exit_code == 0, done.output
    assert done.output == "acme/create_refund/ok.yaml: laid out and sealed\n1 cassette, 1 changed\n"
    assert is_sealed(refunds) and not is_sealed(orders)
    assert CliRunner().invoke(command, [*given, "--check"]).exit_code == 0
    CliRunner().invoke(command, ["fmt", "--seal", "cassettes/acme/create_order"])
    assert is_sealed(orders)


def test_a_file_that_is_no_cassette_is_refused(sample: Path) -> None:
    refused = CliRunner().invoke(command, ["fmt", "--seal", "pyproject.toml"])
    assert refused.exit_code == 2 and "is no cassette of this project" in refused.output
