"""The only reader of disk: a path becomes bytes with a name, a hash and a text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from portwright.source.bounds import MAX_BYTES
from portwright.source.lines import LineTable
from portwright.source.problem import ProblemKind, SourceError
from portwright.source.span import Span

__all__ = ["ProblemKind", "SourceError", "SourceFile", "is_url", "read_file"]

_UTF8_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


@dataclass(frozen=True)
class SourceFile:
    """A file as read: `name` is how it is shown to people, `data` its bytes.

    Not slotted, so that the derived properties are computed once.
    """

    path: Path
    name: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def text(self) -> str:
        """The text without a byte order mark; raises SourceError when it is not UTF-8."""
        _refuse_other_encodings(self)
        try:
            return self.data.removeprefix(_UTF8_MARK).decode("utf-8")
        except UnicodeDecodeError as error:
            raise _not_utf8(self, error.start) from None

    def forget_text(self) -> None:
        """Free what was derived from the bytes, which is made again when somebody asks."""
        for name in ("text", "lines"):
            self.__dict__.pop(name, None)

    @cached_property
    def lines(self) -> LineTable:
        return LineTable(self.text)

    def line(self, number: int) -> str:
        """Line `number`, from 1; empty when there is no such line."""
        return self.lines.line(number)

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`."""
        line, column = self.lines.position(start)
        end_line, end_column = self.lines.position(end)
        return Span(self.name, line, column, end_line, end_column)


def read_file(path: Path, most: int | None = None) -> SourceFile:
    """Read a file; raises SourceError when it is missing, unreadable, too large (over `most`
    bytes, where it is given) or not UTF-8."""
    name, most = shown_name(path), MAX_BYTES if most is None else most
    try:
        with path.open("rb") as handle:
            # One byte over the limit tells "too large", whatever a device claims its size is.
            data = handle.read(most + 1)
    except FileNotFoundError:
        raise SourceError("missing", f"no such file: {name}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError("unreadable", f"cannot read {name}: {reason}") from None
    if len(data) > most:
        limit = most // (1024 * 1024)
        raise SourceError("too_large", f"{name} is larger than {limit} MB", Span(name))
    file = SourceFile(path, name, data)
    _ = file.text  # an encoding fault belongs to reading, not to the first user of the text
    return file


def is_url(name: str) -> bool:
    """Whether a name is none of a file: nothing is fetched."""
    return re.match(r"[A-Za-z][\w+.-]+://", name) is not None


def shown_name(path: Path) -> str:
    """Relative to the working directory if inside it, else as given; forward slashes."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (OSError, ValueError, RuntimeError):  # the last of links in a circle
        return path.as_posix()


def _refuse_other_encodings(file: SourceFile) -> None:
    for mark, encoding in _OTHER_MARKS.items():
        if file.data.startswith(mark):
            raise SourceError(
                "encoding",
                f"{file.name} is {encoding}, not UTF-8",
                Span(file.name),
                "save as UTF-8",
            )


def _not_utf8(file: SourceFile, offset: int) -> SourceError:
    head = file.data.removeprefix(_UTF8_MARK)
    line, column = LineTable(head[:offset].decode("utf-8")).position(offset)
    return SourceError(
        "encoding",
        f"{file.name} is not UTF-8",
        Span(file.name, line, column, line, column + 1),
        "save as UTF-8",
        f"byte 0x{head[offset]:02x}",
    )
