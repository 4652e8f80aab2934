"""`compile --check`: what is on disk must be what the specs compile to."""

from __future__ import annotations

import pytest

from tests.cli.project import Project, loads


@pytest.fixture
def compiled(shop: Project) -> Project:
    assert shop.run("compile").exit_code == 0
    return shop


def drift(project: Project) -> str:
    """The finding of a run that must fail, and must write nothing."""
    before = project.files()
    result = project.run("compile", "--check", "--format", "json")
    assert project.files() == before
    assert result.exit_code == 1
    [finding] = loads(result)["diagnostics"]
    assert finding["code"] == "E0012"
    return f"{finding['message']} | {finding['help']}"


def test_what_is_current_is_unchanged(compiled: Project) -> None:
    before = compiled.files()
    result = compiled.run("compile", "--check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("generated/shop: unchanged (")
    assert compiled.files() == before


def test_an_edit_by_hand_is_found(compiled: Project) -> None:
    path = compiled.package / "client.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "generated/shop is not what its spec compiles to: client.py differs" in drift(compiled)


def test_an_edit_by_hand_is_found_even_with_the_manifest_made_to_fit(compiled: Project) -> None:
    path = compiled.package / "manifest.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"production": true', '"production": false'), encoding="utf-8")
    assert "manifest.json differs" in drift(compiled)


def test_a_changed_spec_is_found(compiled: Project) -> None:
    spec = compiled.spec.read_text(encoding="utf-8")
    compiled.write(compiled.spec, spec.replace("[id, description]", "[id, title]"))
    told = drift(compiled)
    assert "models.py differs" in told
    assert "run `portwright compile --force` and commit the result" in told


def test_a_missing_and_a_stray_file_are_found(compiled: Project) -> None:
    (compiled.package / "errors.py").unlink()
    compiled.write("generated/shop/mine.py", "")
    told = drift(compiled)
    assert "errors.py is missing" in told
    assert "mine.py is not generated" in told


def test_a_package_that_was_never_compiled_is_found(shop: Project) -> None:
    assert "is missing" in drift(shop)


def test_other_tools_are_named(compiled: Project) -> None:
    path = compiled.package / "manifest.json"
    text = path.read_text(encoding="utf-8")
    version = text.split('"ruff": "')[1].split('"')[0]
    path.write_text(text.replace(f'"ruff": "{version}"', '"ruff": "0.0.1"'), encoding="utf-8")
    assert f"(tools changed: ruff 0.0.1 -> {version})" in drift(compiled)


def test_an_error_comes_before_drift(compiled: Project) -> None:
    compiled.write(compiled.spec, "spec: 2\n")
    result = compiled.run("compile", "--check")
    assert result.exit_code == 1
    assert "E0010" in result.stderr
    assert "E0012" not in result.stderr
