"""The one rule by which things that wish for the same name are told apart.

What is most like the name gets it, if it is alone in that; the others go on to what they wish for
next. What then has no name gets its first wish with a digest of its own identity behind. So a name
depends on those that wish for it, and on nothing else: neither on any order, nor on the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_DIGITS: Final = 6
JOINT: Final = "_x"


@dataclass(frozen=True, slots=True)
class Wish:
    """The names that something would like, best first, and how unlike the first it is (0 is like
    it). `identity` is what the digest is made of: no two have the same."""

    identity: str
    names: tuple[str, ...]
    unlike: int = 0


def told_apart(
    wishes: Collection[Wish], *, joint: str = JOINT, alike: Callable[[str], str] = str
) -> dict[str, str]:
    """A name for each identity. `joint` stands between a name and a digest; names that `alike`
    makes equal are one name."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for level in range(max((len(wish.names) for wish in wishes), default=0)):
        asking = [w for w in wishes if w.identity not in found and level < len(w.names)]
        rivals = _rivals(asking, level, alike)
        for key in rivals.keys() - taken:
            found.update((w.identity, w.names[level]) for w in _nearest(rivals[key]))
        taken |= rivals.keys()
    for wish in sorted(wishes, key=lambda wish: wish.identity):
        if wish.identity not in found:
            found[wish.identity] = _with_digest(wish, joint, taken, alike)
            taken.add(alike(found[wish.identity]))
    return {wish.identity: found[wish.identity] for wish in wishes}


def digest(identity: str, digits: int = _DIGITS) -> str:
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def _rivals(
    asking: list[Wish], level: int, alike: Callable[[str], str]
) -> Mapping[str, list[Wish]]:
    found: dict[str, list[Wish]] = {}
    for wish in asking:
        found.setdefault(alike(wish.names[level]), []).append(wish)
    return found


def _nearest(rivals: list[Wish]) -> Iterator[Wish]:
    """The one that gets the name; none if several are as near."""
    least = min(wish.unlike for wish in rivals)
    nearest = [wish for wish in rivals if wish.unlike == least]
    if len(nearest) == 1:
        yield nearest[0]


def _with_digest(
    wish: Wish, joint: str, taken: Collection[str], alike: Callable[[str], str]
) -> str:
    """As many digits as make the name free: six, but for one name in millions."""
    for digits in range(_DIGITS, 65):
        text = digest(wish.identity, digits)
        # A name that is reserved ends in `_` already.
        name = f"{wish.names[0].rstrip('_')}{joint}{text.upper() if joint.isupper() else text}"
        if alike(name) not in taken:
            return name
    raise AssertionError(f"no name is left for {wish.identity}")
