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
from portwright.ir.told_apart import told_apart, with_digest

LONGEST: Final = 60
# A name that is cut gets a digest: a joint of two characters and six digits.
_CUT: Final = LONGEST - 8


def group_names(tags: Iterable[str]) -> dict[str, str]:
    """The group of each tag: `Payment Intents` is `payment_intents`.

    Tags that come to one name are told apart by a digest of the tag; what is spelled like the name
    keeps it. No name depends on another tag that does not come to the same name.
    """
    wishes = {tag: (_group(tag), unlikeness(tag, _group(tag))) for tag in tags}
    return told_apart(wishes, alike=str.casefold)


def _group(tag: str) -> str:
    name = snake(tag) or "group"
    if not name.isidentifier():
        name = f"n{name}"
    if len(name) > LONGEST:
        return with_digest(name[:_CUT].rstrip("_"), tag)
    return f"{name}_" if keyword.iskeyword(name) or name in reserved.GROUPS else name
