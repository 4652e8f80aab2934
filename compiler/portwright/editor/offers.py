"""Pieces of JSON Schema: what an editor offers at a place, and what it flags there.

Offered are `examples`, which constrain nothing, or, with a word about each, the snippets of
yaml-language-server. An `enum` would list all of its words in its message; what is flagged is
said by a pattern, which constrains text alone: a name such as `404`, which an editor reads as
a number, passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from portwright.editor.paths import escaped

Json: TypeAlias = dict[str, object]

# What a snippet would take for a place to fill in.
_PLACES = re.compile(r"[$}\\]")


def offer(words: Iterable[str]) -> Json:
    """These words, or anything else."""
    found = list(dict.fromkeys(words))
    return {"examples": found} if found else {}


def offer_with(about: Mapping[str, str]) -> Json:
    """The same, with what is shown beside each."""
    found = [
        {"label": word, "body": _PLACES.sub(r"\\\g<0>", word), "description": text}
        for word, text in about.items()
    ]
    return {"defaultSnippets": found} if found else {}


def only(words: Iterable[str], message: str, end: str = "") -> Json:
    """A pattern of these words and no others; `end` is what may follow one."""
    names = "|".join(escaped(word) for word in sorted(words))
    return flagged(f"^({names}){end}$", message)


def where(key: str, word: str, then: Json) -> Json:
    """What holds where a key has this value. A `const` would do, but for an editor that takes a
    word for each of those that begin with it while it completes."""
    value: Json = {"type": "string", "pattern": f"^{escaped(word)}$"}
    return {"if": {"properties": {key: value}, "required": [key]}, "then": {"properties": then}}


def flagged(pattern: str, message: str) -> Json:
    return {"pattern": pattern, "patternErrorMessage": message}
