"""What took long to make, kept on disk by the content that it was made from.

Generated classes, and what the validator said of a document.

A file of the user's cache folder; `PORTWRIGHT_CACHE` names another folder, or `off`. It may be lost
or spoiled at any time: what cannot be read is made again, and what cannot be kept is not.
"""

from __future__ import annotations

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
_NAME: Final = "made-1.sqlite"
# Some 60 MB; the oldest go first.
_MOST: Final = 100_000
# SQLite takes no more values in one statement than 999 in old builds.
_AT_ONCE: Final = 500
# Another process may be writing.
_PATIENCE_SECONDS: Final = 2.0
_TABLE: Final = "CREATE TABLE IF NOT EXISTS made (key TEXT PRIMARY KEY, value BLOB NOT NULL)"
_OLDEST: Final = "DELETE FROM made WHERE rowid <= (SELECT max(rowid) - ? FROM made)"


class DiskStore:
    """The store in one file."""

    def __init__(self, path: Path, most: int = _MOST) -> None:
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
        return {key: value for key, value in found.items() if isinstance(value, bytes)}

    def put(self, values: Mapping[str, bytes]) -> None:
        """Keep these, in place of the oldest when there are too many."""
        if not values:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as connection, connection:
                connection.execute(_TABLE)
                connection.executemany("INSERT OR REPLACE INTO made VALUES (?, ?)", values.items())
                connection.execute(_OLDEST, (self._most,))
        except sqlite3.Error as error:
            # Of no use to anybody, and no database that another version may know.
            if error.sqlite_errorname == "SQLITE_NOTADB":
                remove_file(self._path)
        except OSError:
            return

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=_PATIENCE_SECONDS)


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
