"""The groups that the operations of a whole document fall into, one for each tag.

A group is a module of the package and an attribute of its client, so its name must be good as
both: on file systems too that know no capitals, or that keep some names for devices.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable
from typing import Final

from portwright.ir import reserved
from portwright.ir.naming import snake, unlikeness
from portwright.ir.told_apart import JOINT, Wish, digest, told_apart

LONGEST: Final = 60
_DIGEST: Final = len(JOINT) + len(digest(""))
# So short is what there is room for a digest behind.
_PLAIN: Final = LONGEST - _DIGEST


def group_names(tags: Iterable[str]) -> dict[str, str]:
    """The group of each tag: `Payment Intents` is `payment_intents`.

    Tags that come to one name are told apart by a digest of the tag; what is spelled like the name
    keeps it. No name depends on another tag that does not come to the same name.
    """
    return told_apart([_wish(tag) for tag in dict.fromkeys(tags)], alike=str.casefold)


def _wish(tag: str) -> Wish:
    name = _group(tag)
    return Wish(tag, (name,), unlikeness(tag, name))


def _group(tag: str) -> str:
    name = snake(tag) or "group"
    if not name.isidentifier():
        name = f"n{name}"
    if len(name) >= _PLAIN:
        # What is cut off would be missed where another tag begins alike.
        return f"{name[: _PLAIN - _DIGEST].rstrip('_')}{JOINT}{digest(tag)}"
    return f"{name}_" if keyword.iskeyword(name) or name in reserved.GROUPS else name
