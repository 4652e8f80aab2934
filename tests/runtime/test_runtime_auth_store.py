"""Tokens in files: whole or not at all, for their owner alone, one writer at a time."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from portwright_runtime import Secret
from portwright_runtime.auth.file_token_store import FileTokenStore
from portwright_runtime.auth.token_store import MemoryTokenStore, TokenStore
from portwright_runtime.auth.tokens import Tokens
from portwright_runtime.errors import TokenStoreFailed
from portwright_runtime.gates.process import PROCESS

HUSH = "rt_do_not_show"
TOKENS = Tokens(Secret("at_do_not_show"), 1_700_000_000.5, Secret(HUSH), "https://a.example")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> TokenStore:
    return MemoryTokenStore() if request.param == "memory" else FileTokenStore(tmp_path / "t.json")


def test_what_is_saved_is_loaded(store: TokenStore) -> None:
    assert store.load() is None
    for tokens in (TOKENS, Tokens(Secret("other"), 1.0), Tokens(Secret(""), 0.0, Secret(HUSH))):
        store.save(tokens)
        assert store.load() == tokens


def test_the_lock_is_one(store: TokenStore) -> None:
    assert store.try_lock() and not store.try_lock()
    store.unlock()
    assert store.try_lock()
    store.unlock()


def test_two_stores_of_one_file_share_tokens_and_lock(tmp_path: Path) -> None:
    first, second = FileTokenStore(tmp_path / "t"), FileTokenStore(str(tmp_path / "t"))
    first.save(TOKENS)
    assert second.load() == TOKENS
    assert first.try_lock() and not second.try_lock()
    second.unlock()
    assert not second.try_lock()
    first.unlock()
    assert second.try_lock()
    second.unlock()


@POSIX
def test_only_the_owner_reads(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = FileTokenStore(tmp_path / "t.json")
        store.save(TOKENS)
        assert store.try_lock()
        store.unlock()
    finally:
        os.umask(before)
    assert {p.name: oct(p.stat().st_mode & 0o777) for p in tmp_path.iterdir()} == {
        "t.json": "0o600",
        "t.json.lock": "0o600",
    }


@POSIX
def test_a_file_that_others_could_read_is_replaced_by_one_they_cannot(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    FileTokenStore(path).save(TOKENS)
    path.chmod(0o644)
    FileTokenStore(path).save(TOKENS)
    assert path.stat().st_mode & 0o777 == 0o600


@POSIX
def test_a_link_stays_and_shares_the_lock_of_its_file(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "t.json", tmp_path / "t.json"
    real.parent.mkdir()
    link.symlink_to(real)
    store, direct = FileTokenStore(link), FileTokenStore(real)
    store.save(TOKENS)
    assert link.is_symlink() and store.load() == direct.load() == TOKENS
    assert store.try_lock() and not direct.try_lock()
    store.unlock()


@pytest.mark.parametrize("step", ["fsync", "fdopen", "replace"])
def test_a_save_that_fails_leaves_what_was_there(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FileTokenStore(tmp_path / "t.json")
    store.save(TOKENS)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path if step == "replace" else os, step, full)
    with pytest.raises(TokenStoreFailed, match="No space left") as caught:
        store.save(Tokens(Secret("new"), 1.0))
    monkeypatch.undo()
    assert store.load() == TOKENS
    assert [path.name for path in tmp_path.iterdir()] == ["t.json"]
    assert caught.value.__context__ is None


BAD = [
    *(b"", b"{", b"null", b"\xff" + HUSH.encode()),
    b'{"version":2,"access_token":"x","expires_at":1}',
    b'{"version":1,"access_token":"rt_do_not_show\\n","expires_at":1}',
    b'{"version":1,"access_token":"rt_do_not_show","expires_at":"rt_do_not_show"}',
]


@pytest.mark.parametrize("content", BAD)
def test_a_file_that_holds_something_else_is_told_but_not_shown(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "t.json"
    path.write_bytes(content)
    with pytest.raises(TokenStoreFailed, match="something else than tokens") as caught:
        FileTokenStore(path).load()
    assert str(path) in str(caught.value) and HUSH not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    store = FileTokenStore(tmp_path / "none" / "t.json")
    assert store.load() is None
    for act in (store.try_lock, lambda: store.save(TOKENS)):
        with pytest.raises(TokenStoreFailed, match="none"):
            act()


def test_nothing_shows_a_token(tmp_path: Path) -> None:
    store = FileTokenStore(tmp_path / "t.json")
    store.save(TOKENS)
    assert "do_not_show" not in f"{store!r} {TOKENS!r} {store.load()!r} {vars(store)!r}"


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes everything think that it has come over a fork."""
    return lambda: monkeypatch.setattr(PROCESS, "generation", PROCESS.generation + 1)


def test_a_lock_that_a_lost_thread_had_is_free_after_a_fork(forked: Callable[[], None]) -> None:
    store = MemoryTokenStore()
    assert store.try_lock()
    forked()
    assert store.try_lock() and not store.try_lock()


def test_a_child_waits_for_its_parent_no_longer_than_needed(
    tmp_path: Path, forked: Callable[[], None]
) -> None:
    inherited = FileTokenStore(tmp_path / "t")
    assert inherited.try_lock()
    forked()
    # Nobody else has the file open, so that the parent is gone.
    assert inherited.try_lock()
    inherited.unlock()


def test_a_lock_of_the_parent_is_not_the_childs(tmp_path: Path, forked: Callable[[], None]) -> None:
    inherited, other = FileTokenStore(tmp_path / "t"), FileTokenStore(tmp_path / "t")
    assert inherited.try_lock()
    # The parent has the same open file.
    parents = os.dup(inherited._lock._handle or 0)
    forked()
    inherited.unlock()
    assert not other.try_lock() and not inherited.try_lock()
    os.close(parents)
    assert inherited.try_lock() and not other.try_lock()
    inherited.unlock()


HOLDER = """
    import sys
    from portwright_runtime.auth.file_token_store import FileTokenStore
    store = FileTokenStore(sys.argv[1])
    print(store.try_lock(), flush=True)
    sys.stdin.readline()
"""


def test_the_lock_of_a_process_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout and other.stdout.readline() == "True\n"
        store = FileTokenStore(path)
        assert not store.try_lock()
        other.kill()
        other.wait()
        assert store.try_lock()
        store.unlock()


# Adds one to a number in the store under its lock, so often; lost updates would show.
COUNTER = """
    import sys
    from portwright_runtime import Secret
    from portwright_runtime.auth.file_token_store import FileTokenStore
    from portwright_runtime.auth.tokens import Tokens
    store = FileTokenStore(sys.argv[1])
    for _ in range(40):
        while not store.try_lock():
            pass
        found = store.load()
        store.save(Tokens(Secret("x"), found.expires_at + 1 if found else 1.0))
        store.unlock()
"""


def test_two_processes_do_not_overwrite_each_other(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    command = [sys.executable, "-c", textwrap.dedent(COUNTER), str(path)]
    running = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    tokens = FileTokenStore(path).load()
    assert tokens and tokens.expires_at == 80.0
