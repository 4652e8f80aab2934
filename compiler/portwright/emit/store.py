"""What took long to make, kept on disk by the content that it was made from.

Generated classes, and what the validator said of a document.

A file of the user's cache folder; `PORTWRIGHT_CACHE` names another folder, or `off`. It may be lost
or spoiled at any time: what cannot be read is made again, and what cannot be kept is not.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from portwright.emit.write import remove_file
from portwright.models.store import Store

VARIABLE: Final = "PORTWRIGHT_CACHE"
_OFF: Final = "off"
_NAME: Final = "made-2.sqlite"
# Above it the oldest go, until half of it is left.
_MOST_BYTES: Final = 256_000_000
_DIGEST: Final = hashlib.sha256().digest_size
# SQLite takes no more values in one statement than 999 in old builds.
_AT_ONCE: Final = 500
# Another process may be writing.
_PATIENCE_SECONDS: Final = 2.0
_TABLE: Final = "CREATE TABLE IF NOT EXISTS made (key TEXT PRIMARY KEY, value BLOB NOT NULL)"
_USED: Final = (
    "SELECT (page_count - freelist_count) * page_size"
    " FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
)
_OLDEST: Final = (
    "DELETE FROM made WHERE rowid <= (SELECT max(rowid) FROM"
    " (SELECT rowid, sum(length(value)) OVER (ORDER BY rowid DESC) AS total FROM made)"
    " WHERE total > ?)"
)


class DiskStore:
    """The store in one file."""

    def __init__(self, path: Path, most: int = _MOST_BYTES) -> None:
        self._path = path
        self._most = most

    def get(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """What is kept of these."""
        wanted = list(keys)
        found: dict[str, bytes] = {}
        if not self._path.is_file():
            return found
        try:
            with closing(self._connect()) as connection:
                for start in range(0, len(wanted), _AT_ONCE):
                    some = wanted[start : start + _AT_ONCE]
                    marks = ", ".join("?" * len(some))
                    query = f"SELECT key, value FROM made WHERE key IN ({marks})"
                    found.update(connection.execute(query, some))
        except (sqlite3.Error, OSError):
            return {}
        sound = {key: _sound(value) for key, value in found.items()}
        return {key: value for key, value in sound.items() if value is not None}

    def put(self, values: Mapping[str, bytes]) -> None:
        """Keep these, in place of the oldest when there are too many."""
        if not values:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as connection, connection:
                connection.execute(_TABLE)
                rows = ((key, _sealed(value)) for key, value in values.items())
                connection.executemany("INSERT OR REPLACE INTO made VALUES (?, ?)", rows)
                [used] = connection.execute(_USED).fetchone()
                if used > self._most:
                    connection.execute(_OLDEST, (self._most // 2,))
        except sqlite3.Error as error:
            # Of no use to anybody, and no database that another version may know.
            if error.sqlite_errorname == "SQLITE_NOTADB":
                remove_file(self._path)
        except OSError:
            return

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=_PATIENCE_SECONDS)


def _sealed(value: bytes) -> bytes:
    """With its digest: a database may be spoiled in the middle and be read all the same."""
    return hashlib.sha256(value).digest() + value


def _sound(kept: object) -> bytes | None:
    """What was sealed; None for anything else."""
    value = kept[_DIGEST:] if isinstance(kept, bytes) else b""
    return value if kept == _sealed(value) else None


def open_store() -> Store | None:
    """The user's store; None where there shall be none."""
    named = os.environ.get(VARIABLE, "")
    if named == _OFF:
        return None
    if named:
        return DiskStore(Path(named) / _NAME)
    # Imported here: most runs find their output current.
    from platformdirs import user_cache_path

    return DiskStore(user_cache_path("portwright", appauthor=False) / _NAME)
