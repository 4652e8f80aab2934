"""Tokens in a file that only its owner reads, replaced as a whole."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from portwright_runtime.auth.file_lock import FileLock
from portwright_runtime.auth.token_answer import is_token
from portwright_runtime.auth.tokens import Tokens
from portwright_runtime.errors import TokenStoreFailed
from portwright_runtime.secret import Secret

_VERSION: Final = 1


class _Content(msgspec.Struct):
    version: int
    access_token: str
    expires_at: float
    refresh_token: str | None = None
    base_url: str | None = None


class FileTokenStore:
    """Keeps tokens in the file at `path` (mode 0600), beside a lock file of the same name.

    Any number of threads and processes of one machine may use the same path. A symbolic link is
    followed when the store is made, and stays. The folder must exist, and be one that only the
    owner writes to. What goes wrong is a TokenStoreFailed.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        # Else the link would be replaced, and not have the lock of the file that it leads to.
        self._path = Path(os.path.realpath(path))
        self._lock = FileLock(self._path.with_name(f"{self._path.name}.lock"))

    def load(self) -> Tokens | None:
        """What was saved last, by whichever process."""
        reason: str | None = "it holds something else than tokens"
        try:
            return _decoded(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = error.strerror
        except (ValueError, RecursionError):
            pass
        # Raised out here, so that nothing that quotes the file hangs on it.
        raise self._failed("read", reason)

    def save(self, tokens: Tokens) -> None:
        """Write a new file, to the disk, and put it in place of the old one."""
        try:
            self._replace(tokens)
            return
        except OSError as error:
            reason = error.strerror
        raise self._failed("written", reason)

    def try_lock(self) -> bool:
        """Take the lock, if no thread or process has it."""
        try:
            return self._lock.try_lock()
        except OSError as error:
            reason = error.strerror
        raise self._failed("locked", reason)

    def unlock(self) -> None:
        """Let the lock go."""
        self._lock.unlock()

    def _replace(self, tokens: Tokens) -> None:
        # mkstemp opens with mode 0600 and a name that nobody else has.
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(_content(tokens)))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
        self._settle()

    def _settle(self) -> None:
        """Bring the new name to the disk too, where folders can be opened."""
        with suppress(OSError):
            folder = os.open(self._path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _failed(self, what: str, reason: str | None) -> TokenStoreFailed:
        return TokenStoreFailed(f"the token file {self._path} cannot be {what}: {reason}")

    def __repr__(self) -> str:
        return f"FileTokenStore({str(self._path)!r})"


def _content(tokens: Tokens) -> _Content:
    again = tokens.refresh_token
    return _Content(
        version=_VERSION,
        access_token=tokens.access_token.reveal(),
        expires_at=tokens.expires_at,
        refresh_token=again.reveal() if again else None,
        base_url=tokens.base_url,
    )


def _decoded(data: bytes) -> Tokens:
    content = msgspec.json.decode(data, type=_Content)
    access = content.access_token
    if content.version != _VERSION or not (access == "" or is_token(access)):
        raise ValueError("another version")
    again = content.refresh_token
    return Tokens(
        access_token=Secret(access),
        expires_at=content.expires_at,
        refresh_token=Secret(again) if again is not None and is_token(again) else None,
        base_url=content.base_url,
    )
