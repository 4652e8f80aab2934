"""`vendor update`: from a vendor's new document to a change for review, or nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cli.project import DOCUMENT, SPEC, Project

CASES = """\
tests:
  cases:
    - {op: get_order, cassette: ok, wire: {id: o-1}}
"""
CASSETTE = """\
version: 1
metadata:
  provenance: {source: synthetic, why: a test, written_at: "2026-11-27"}
interactions:
- request:
    method: GET
    uri: https://api.shop.example/orders/o-1
    body: null
    headers: {Authorization: [Bearer REDACTED]}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Type: [application/json]}
    body: {string: '{"id": "o-1", "description": "Two books", "customer": {"name": "A"}}'}
"""
DIFFERENT = DOCUMENT.replace('version: "7"', 'version: "8"')
HARMLESS = DIFFERENT.replace("title: {type: string}", "title: {type: string}\n        a: {}")
GONE = DIFFERENT.replace(
    "        description: {type: string, title: What it is", "        text: {x-y: z"
)
NULLABLE = DIFFERENT.replace(
    "description: {type: string, title", "description: {type: string, nullable: true, title"
)
STRICTER = DIFFERENT.replace(
    "description: {type: string, title", "description: {type: integer, title"
)


@pytest.fixture
def pinned(empty: Project) -> Project:
    """The document is pinned, the package compiled, and one exchange recorded."""
    empty.write("pyproject.toml", "[tool.portwright]\n")
    empty.write("specs/shop/integration.yaml", SPEC.replace("yaml\n", "json\n", 1) + CASES)
    empty.write("whole.yaml", DOCUMENT)
    empty.write("cassettes/shop/get_order/ok.yaml", CASSETTE)
    assert empty.run("cassettes", "fmt", "--seal").exit_code == 0
    assert empty.run("vendor", "add", "shop", "--openapi", "whole.yaml").exit_code == 0
    assert empty.run("compile").exit_code == 0
    return empty


def update(project: Project, document: str, *arguments: str) -> tuple[int, str, str]:
    project.write("new.yaml", document)
    done = project.execute("vendor", "update", "shop", "--openapi", "new.yaml", *arguments)
    return done.returncode, done.stdout, done.stderr


def lock(project: Project) -> dict[str, str]:
    text = (project.folder / "specs/shop/source.lock").read_text(encoding="utf-8")
    found: dict[str, str] = yaml.safe_load(text)["documents"]["openapi.json"]
    return found


def test_without_accept_nothing_is_written(pinned: Project) -> None:
    pinned.write("new.yaml", NULLABLE)
    before = pinned.files()
    code, shown, _ = update(pinned, NULLABLE)
    assert code == 1
    assert "`Order.description` may be null" in shown
    assert pinned.files() == before


def test_what_breaks_nothing_is_told_so(pinned: Project) -> None:
    code, shown, errors = update(pinned, HARMLESS)
    assert (code, errors) == (0, "")
    assert "breaks" not in shown


def test_an_accepted_document_is_pinned_compiled_and_replayed(pinned: Project) -> None:
    code, shown, errors = update(pinned, NULLABLE, "--accept")
    assert (code, errors) == (0, "")
    assert lock(pinned)["version"] == "8"
    assert "description: str | None" in (pinned.package / "models.py").read_text(encoding="utf-8")
    assert shown.startswith("# shop: `7` → `8`\n")
    for part in ("may be null", "`specs/shop/openapi.json`", "`generated/shop`", " 0 failed"):
        assert part in shown
    assert pinned.run("compile", "--check").exit_code == 0


def test_recordings_that_fit_no_longer_are_told_with_their_command(pinned: Project) -> None:
    code, shown, _ = update(pinned, STRICTER, "--accept")
    assert code == 1
    assert "- `shop/get_order/ok[L3]`: decode: `" in shown
    assert "portwright record shop get_order/ok --refresh" in shown


def test_a_spec_that_does_not_fit_leaves_everything_as_it_was(pinned: Project) -> None:
    pinned.write("new.yaml", GONE)
    before = pinned.files()
    code, shown, errors = update(pinned, GONE, "--accept")
    assert code == 1
    assert "is gone from answers" in shown
    assert "has no field `description`" in errors and errors.endswith("nothing was written\n")
    assert pinned.files() == before


def test_a_folder_of_somebody_elses_stays(pinned: Project) -> None:
    (pinned.package / "manifest.json").unlink()
    before = pinned.files()
    pinned.write("new.yaml", NULLABLE)
    code, _, errors = update(pinned, NULLABLE, "--accept")
    assert code == 1 and "nothing was written" in errors
    assert {**pinned.files()} == {**before, "new.yaml": NULLABLE.encode()}


@pytest.mark.parametrize("text", ["", "openapi: 4.0.0\n", "[1, 2", "openapi: 3.0.0\npaths: 7\n"])
def test_what_is_no_document_leaves_everything_as_it_was(pinned: Project, text: str) -> None:
    pinned.write("new.yaml", text)
    before = pinned.files()
    code, _, errors = update(pinned, text, "--accept")
    assert code in (1, 3)
    assert "new.yaml" in errors
    assert pinned.files() == before


def test_a_version_that_is_markdown_stays_text(pinned: Project) -> None:
    odd = DOCUMENT.replace('version: "7"', 'version: "`8\\n# oh <b>"')
    code, shown, _ = update(pinned, odd, "--accept")
    assert code == 0
    assert shown.splitlines()[0] == r"# shop: `7` → `` `8\n# oh <b> ``"


def test_without_cassettes_nothing_is_replayed(pinned: Project) -> None:
    (pinned.folder / "cassettes/shop/get_order/ok.yaml").unlink()
    spec = pinned.spec.read_text(encoding="utf-8")
    pinned.write(Path("specs/shop/integration.yaml"), spec.replace(CASES, ""))
    code, shown, _ = update(pinned, HARMLESS, "--accept")
    assert code == 0
    assert "There are none of shop: nothing was replayed." in shown
