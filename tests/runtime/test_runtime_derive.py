"""The synchronous drivers are derived from the asynchronous ones, and stay so."""

import shutil
from pathlib import Path

import pytest

from scripts import derive_sync


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("_async", "_sync"):
        shutil.copytree(derive_sync.RUNTIME / folder, tmp_path / folder)
    monkeypatch.setattr(derive_sync, "RUNTIME", tmp_path)
    return tmp_path


def test_the_drivers_are_in_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert derive_sync.main(["--check"]) == 0, capsys.readouterr().err


def test_an_edit_of_a_derived_file_is_told(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copied / "_sync" / "clock.py").write_text("", encoding="utf-8")
    (copied / "_sync" / "extra.py").write_text("", encoding="utf-8")
    assert derive_sync.main(["--check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "_sync/clock.py: not derived from _async/clock.py",
        "extra.py: has no source",
    ]


def test_deriving_puts_it_right(copied: Path) -> None:
    (copied / "_sync" / "clock.py").write_text("", encoding="utf-8")
    assert derive_sync.main([]) == 0
    assert derive_sync.main(["--check"]) == 0


def test_a_substitution_of_no_use_is_told(
    copied: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (*derive_sync.SUBSTITUTIONS, ("nowhere", "x"))
    monkeypatch.setattr(derive_sync, "SUBSTITUTIONS", rows)
    assert derive_sync.main(["--check"]) == 1
    assert capsys.readouterr().err == "unused substitution: nowhere\n"


def test_what_no_substitution_covers_is_told(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copied / "_async" / "extra.py").write_text("async with x:\n    pass\n", encoding="utf-8")
    assert derive_sync.main([]) == 1
    assert capsys.readouterr().err == "extra.py: `async` is left in the synchronous text\n"
