"""The one rule by which things that wish for the same name are told apart.

What is most like the name keeps it, if it is alone in that; each of the others gets a digest of
its own identity behind the name. So a name depends on those that wish for it, and on nothing else:
neither on any order, nor on how many others there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

_DIGITS: Final = 6


def told_apart(
    wishes: Mapping[str, tuple[str, int]],
    *,
    joint: str = "_x",
    alike: Callable[[str], str] = str,
) -> dict[str, str]:
    """A name for each identity, given what it wishes for and how unlike that it is (0 is like it).

    `joint` stands between a name and a digest. Names that `alike` makes equal are one name.
    """
    rivals: dict[str, list[str]] = {}
    for identity, (name, _) in wishes.items():
        rivals.setdefault(alike(name), []).append(identity)
    found = {
        rival: wishes[rival][0] for group in rivals.values() for rival in _keeper(group, wishes)
    }
    taken = set(rivals)
    for identity in sorted(wishes.keys() - found.keys()):
        name = with_digest(wishes[identity][0], identity, joint, taken, alike)
        taken.add(alike(name))
        found[identity] = name
    return {identity: found[identity] for identity in wishes}


def with_digest(
    name: str,
    identity: str,
    joint: str = "_x",
    taken: Iterable[str] = (),
    alike: Callable[[str], str] = str,
) -> str:
    """`name_x4f09ac`: as many digits of the identity's digest as make the name free."""
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
    if joint.isupper():
        digest = digest.upper()
    used = frozenset(taken)
    tried = (f"{name}{joint}{digest[:count]}" for count in range(_DIGITS, len(digest) + 1))
    return next(item for item in tried if alike(item) not in used)


def _keeper(rivals: list[str], wishes: Mapping[str, tuple[str, int]]) -> Iterator[str]:
    """The one that keeps the name that all of these wish for; none if the nearest are several."""
    least = min(wishes[rival][1] for rival in rivals)
    nearest = [rival for rival in rivals if wishes[rival][1] == least]
    if len(nearest) == 1:
        yield nearest[0]
