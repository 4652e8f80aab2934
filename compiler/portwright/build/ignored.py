"""`.gitignore` of a project: a line more, where a folder that is made anew is not ignored yet."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from portwright.source.files import read_file
from portwright.source.problem import SourceError

NAME: Final = ".gitignore"
# What may stand around the name of a folder and still ignore it.
_AROUND: Final = (("/", "/"), ("", "/"), ("/", ""), ("", ""), ("**/", "/"), ("", "/*"), ("/", "/*"))


def with_line(path: Path, folder: str) -> bytes | None:
    """The file with a line for `folder` at its end; None where it has one, or cannot be read."""
    try:
        file = read_file(path)
    except SourceError as error:
        return f"{folder}/\n".encode() if error.kind == "missing" else None
    if {f"{before}{folder}{after}" for before, after in _AROUND} & {
        line.strip() for line in file.text.splitlines()
    }:
        return None
    end = "\r\n" if "\r\n" in file.text else "\n"
    gap = "" if file.text.endswith("\n") or not file.text else end
    return file.data + f"{gap}{folder}/{end}".encode()
