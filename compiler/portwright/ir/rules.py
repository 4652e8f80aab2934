"""Error rules of a spec, bound: what an answer must be like, and what it then means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Test: TypeAlias = Literal["equals", "present", "absent"]
Meaning: TypeAlias = Literal[
    "retry",
    "throttle",
    "reauth",
    "auth_failed",
    "forbidden",
    "not_found",
    "conflict",
    "rejected",
    "bug",
    "success",
]


@dataclass(frozen=True, slots=True)
class StatusRange:
    """From `first` to `last`, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class HeaderTest:
    """`values` are texts, one of which the header must have; empty unless `test` is equals."""

    name: str
    test: Test
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyTest:
    """`path` leads through the decoded JSON body; `*` is any element of a
    list, a number the one there.

    Scalars compare as they are written in JSON: `true`, `5010`, a string without its quotes.
    """

    path: tuple[str | int, ...]
    test: Test
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ErrorRule:
    """All conditions must hold; no statuses means any. `until` says when to go on after a
    throttle: seconds, or what the vendor tells. `raises` is the adapter's name of an error."""

    statuses: tuple[StatusRange, ...]
    headers: tuple[HeaderTest, ...]
    body: tuple[BodyTest, ...]
    meaning: Meaning
    until: float | Literal["retry_after", "quota_reset"] | None = None
    raises: str | None = None


@dataclass(frozen=True, slots=True)
class RetryHint:
    """A header by which the vendor asks for a retry or forbids one; safety stays above it."""

    header: str
    force: str | None
    forbid: str | None
