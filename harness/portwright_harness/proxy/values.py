"""Values of a fault script, read from YAML's nodes; each mistake has the place of its node."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

import yaml

MAX_SECONDS: Final = 60.0
_DURATION: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)(ms|s)")
_WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,8}")
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}")
_UNSAFE: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_NULL: Final = "tag:yaml.org,2002:null"
_WORDS: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and where: line and column count from 1."""

    line: int
    column: int
    text: str


@dataclass(slots=True)
class Values:
    """Reads values and keeps every mistake; what is mistaken reads as None."""

    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, node: yaml.Node, text: str) -> None:
        """Keep a mistake."""
        mark = node.start_mark
        self.mistakes.append(Mistake(mark.line + 1, mark.column + 1, text))

    def entries(
        self, node: yaml.Node, what: str, known: Collection[str] | None
    ) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Keys, their nodes and the nodes of their values; `known` None takes any key."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, f"{what} must be a map")
            return
        seen: set[str] = set()
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            if name is None:
                self.wrong(key, "a key must be plain text")
            elif name in seen:
                self.wrong(key, f"`{name}` occurs twice")
            elif known is not None and name not in known:
                self.wrong(key, f"{what} has no key `{name}`; {_near(name, known)}")
            else:
                seen.add(name)
                yield name, key, value

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        """The nodes of a list."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.wrong(node, f"{what} must be a list")
        return []

    def text(self, node: yaml.Node, what: str) -> str | None:
        """A text of any characters; numbers are texts as well."""
        if isinstance(node, yaml.ScalarNode) and node.tag != _NULL:
            return str(node.value)
        self.wrong(node, f"{what} must be text")
        return None

    def word(self, node: yaml.Node, what: str, known: Collection[str]) -> str | None:
        """One of some words."""
        found = self.text(node, what)
        if found is None or found in known:
            return found
        self.wrong(node, f"{what} cannot be `{found}`; {_near(found, known)}")
        return None

    def whole(self, node: yaml.Node, what: str, least: int, most: int) -> int | None:
        """A whole number within bounds."""
        found = node.value if isinstance(node, yaml.ScalarNode) else ""
        if _WHOLE.fullmatch(found) and least <= int(found) <= most:
            return int(found)
        self.wrong(node, f"{what} must be a whole number from {least} to {most}")
        return None

    def truth(self, node: yaml.Node, what: str) -> bool | None:
        """`true` or `false`."""
        found = node.value if isinstance(node, yaml.ScalarNode) else ""
        if found not in _WORDS:
            self.wrong(node, f"{what} must be true or false")
        return _WORDS.get(found)

    def duration(self, node: yaml.Node, what: str) -> float | None:
        """`200ms` or `1.5s` as seconds, so short that no test hangs for it."""
        match = _DURATION.fullmatch(node.value) if isinstance(node, yaml.ScalarNode) else None
        if match is None:
            self.wrong(node, f"{what} must be a time, such as `200ms` or `1.5s`")
            return None
        found = float(match[1]) / (1000 if match[2] == "ms" else 1)
        if found > MAX_SECONDS:
            self.wrong(node, f"{what} must be at most {MAX_SECONDS:g}s")
            return None
        return found

    def headers(self, node: yaml.Node, what: str) -> dict[str, str | None]:
        """Texts by name, null for a header that goes."""
        found: dict[str, str | None] = {}
        for name, key, value in self.entries(node, what, None):
            if not _TOKEN.fullmatch(name):
                self.wrong(key, f"`{name}` is not the name of a header")
            elif isinstance(value, yaml.ScalarNode) and value.tag == _NULL:
                found[name] = None
            else:
                text = self.text(value, f"`{name}`")
                if text is not None and (_UNSAFE.search(text) or not text.isascii()):
                    self.wrong(value, f"`{name}` must be one line of ASCII")
                elif text is not None:
                    found[name] = text
        return found


Reader = Callable[[Values, yaml.Node, str], object]


def _near(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(known)}"
