"""A cassette is in its place whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from portwright_harness.write import unwritable, write_text


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "shop/get_order/ok.yaml"
    write_text(path, "é\n")
    assert path.read_bytes() == "é\n".encode()
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
@pytest.mark.parametrize("before", [None, "old"])
def test_what_fails_leaves_all_as_it_was(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: type[BaseException],
    before: str | None,
) -> None:
    path = tmp_path / "shop/get_order/ok.yaml"
    if before is not None:
        write_text(path, before)

    def fail(self: Path, target: Path) -> Path:
        raise error

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(error):
        write_text(path, "new")
    left = [found for found in tmp_path.rglob("*") if found.is_file()]
    assert [found.read_text("utf-8") for found in left] == ([before] if before else [])
    assert (tmp_path / "shop").exists() is (before is not None)


def test_what_cannot_be_written_shows_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert unwritable(tmp_path / "shop/get_order/ok.yaml") is None
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "file").write_text("", "utf-8")
    assert "is a folder" in str(unwritable(tmp_path / "folder.yaml"))
    assert "file is a file" in str(unwritable(tmp_path / "file/get_order/ok.yaml"))
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "may not be written to" in str(unwritable(tmp_path / "shop/get_order/ok.yaml"))
