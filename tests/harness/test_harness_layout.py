"""Cassettes are laid out for readers; what they say stays, and twice is once."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from portwright.cli.cassettes import command
from portwright_harness import document
from portwright_harness.cassette import read_cassette
from portwright_harness.config import read_config
from portwright_harness.json_text import json_block
from portwright_harness.layout.layout import laid_out
from portwright_harness.layout.project import lay_out
from portwright_harness.recording import CassetteError
from tests.harness.project import RECORDINGS, Project

ROOT = Path(__file__).resolve().parents[2]
UGLY = """interactions:
- response:
    body: {string: '{"b": 1.10, "a": [1e3, {}], "n": null, "z": "\\ud83d"}'}
    status: {message: Fine by me, code: 200}
    headers: {X-B: ['2'], Content-Length: ['5'], X-A: ['1', '0']}
  request: {uri: 'https://acme.example/v1', method: get, body: null, headers: {}}
version: 1
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "paid.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_layout_has_one_order_and_json_in_lines(tmp_path: Path) -> None:
    path = written(tmp_path, UGLY)
    assert (
        laid_out(path)[1]
        == """version: 1
interactions:
  - request:
      method: GET
      uri: https://acme.example/v1
      body: null
      headers: {}
    response:
      status:
        code: 200
        message: Fine by me
      headers:
        X-A:
          - '1'
          - '0'
        X-B:
          - '2'
      body:
        string: |
          {
            "b": 1.10,
            "a": [
              1e3,
              {}
            ],
            "n": null,
            "z": "\\ud83d"
          }
"""
    )


@pytest.mark.parametrize(
    "body",
    [
        '{string: \'{"a": 1, "a": 2}\'}',
        "{string: '{\"a\": NaN}'}",
        "{string: ' leading and trailing '}",
        '{string: "line\\r\\nline"}',
        '{string: "a\\u2028b\\u0085c"}',
        "{string: !!binary iVBORw0KGgo=}",
        "{string: !!binary AAECAwQF}",
        "{string: '12'}",
        "{string: 'null'}",
        "{string: ''}",
        '{string: "\\n\\n  indented\\n"}',
    ],
)
def test_a_body_stays_what_it_is(tmp_path: Path, body: str) -> None:
    start = UGLY.index("{string"), UGLY.index("\n    status")
    path = written(tmp_path, UGLY[: start[0]] + body + UGLY[start[1] :])
    before = read_cassette(path).interactions[0].response.body
    path.write_text(laid_out(path)[1], encoding="utf-8")
    assert read_cassette(path).interactions[0].response.body == before
    assert laid_out(path)[0] == laid_out(path)[1]


def test_what_is_compressed_is_decoded(project: Project) -> None:
    path = project.path("get_order", "paid")
    before, after = laid_out(path)
    assert "!!binary" in before and "!!binary" not in after and "Content-Encoding" not in after
    assert '            "id": ' in after


def test_twice_is_once_and_our_own_are_laid_out() -> None:
    found = list(lay_out(read_config(ROOT), write=False))
    assert len(found) > 100
    assert [item.path for item in found if item.changed or item.refused] == []


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_recordings_of_others_say_the_same_afterwards(tmp_path: Path) -> None:
    files = sorted(RECORDINGS.rglob("*.yaml"), key=lambda path: (path.stat().st_size, path))
    played = 0
    for source in files[:40]:
        try:
            read_cassette(source)
        except CassetteError:
            continue
        _, once = laid_out(source)
        assert laid_out(written(tmp_path, once))[1] == once
        assert len(yaml.safe_load(once)["interactions"]) == len(read_cassette(source).interactions)
        played += 1
    assert played > 20


def test_a_comment_is_not_lost(tmp_path: Path) -> None:
    with pytest.raises(CassetteError, match="a comment would be lost"):
        laid_out(written(tmp_path, "# why it is so\n" + UGLY))


def test_a_text_that_would_say_something_else_is_not_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "json_block", lambda text: text.replace("1.10", "1.11"))
    with pytest.raises(CassetteError, match="it would say something else"):
        laid_out(written(tmp_path, UGLY))


@pytest.mark.parametrize("text", ["12", '"a"', "", "{", "[" * 100_000, '{"a": 1, "a": 1}'])
def test_what_is_no_document_is_no_block(text: str) -> None:
    assert json_block(text) is None


def test_the_verb_writes_checks_and_tells_what_it_leaves(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project.cassettes.parent
    (root / "pyproject.toml").write_text("[tool.portwright]\n", encoding="utf-8")
    monkeypatch.chdir(root)
    checked = CliRunner().invoke(command, ["fmt", "--check"])
    assert checked.exit_code == 1
    assert "acme/get_order/paid.yaml: would change\n" in checked.stdout
    done = CliRunner().invoke(command, ["fmt"])
    assert (done.exit_code, done.stderr) == (0, "")
    again = CliRunner().invoke(command, ["fmt", "--check"])
    assert (again.exit_code, again.stdout) == (0, "7 cassettes, 0 to change\n")
    project.edit("get_order", "paid", "version: 1", "version: 2")
    refused = CliRunner().invoke(command, ["fmt"])
    assert refused.exit_code == 1
    assert "acme/get_order/paid.yaml:1: left alone: version '2' is not 1" in refused.stderr
    assert sorted(project.cassettes.rglob(".*")) == []


def test_a_laid_out_cassette_still_plays(project: Project) -> None:
    path = project.path("get_order", "paid")
    path.write_text(laid_out(path)[1], encoding="utf-8")
    for level in ("L0", "L1", "L1-vcr", "L3"):
        assert project.run("get_order", "paid", level).problems == ()
