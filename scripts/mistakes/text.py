"""A spec as text with offsets: what stands at a place, and what comes of an edit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from portwright.source.nodes import MappingNode, Node
from portwright.source.span import Span
from scripts.mistakes.sites import Site

_ALIAS = re.compile(r"\s*:\s*(\*[^\s,\]}]+)")


@dataclass(frozen=True)
class SpecText:
    """Offsets count code points from 0."""

    text: str
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        object.__setattr__(self, "starts", starts)

    def range(self, span: Span) -> tuple[int, int]:
        start = self.starts[span.line - 1] + span.column - 1
        return start, self.starts[span.end_line - 1] + span.end_column - 1

    def of(self, span: Span) -> str:
        start, end = self.range(span)
        return self.text[start:end]

    def is_flow(self, node: Node) -> bool:
        return self.of(node.span)[:1] in ("{", "[")

    def value_range(self, site: Site) -> tuple[int, int]:
        """Where the value is written; of an alias, the alias."""
        if site.key is not None:
            end = self.range(site.key.span)[1]
            if (alias := _ALIAS.match(self.text, end)) is not None:
                return alias.span(1)
        return self.range(site.value.span)

    def is_alias(self, site: Site) -> bool:
        start, _ = self.value_range(site)
        return self.text[start : start + 1] == "*" or start != self.range(site.value.span)[0]

    def entry_range(self, site: Site) -> tuple[int, int]:
        """From the key, or the item, to the end of the value."""
        start, end = self.value_range(site)
        return (self.range(site.key.span)[0] if site.key is not None else start), end

    def part_ranges(self, site: Site) -> list[tuple[int, int]]:
        """All entries or items of the map or list that the site stands in."""
        if isinstance(site.parent, MappingNode):
            return [
                (self.range(key.span)[0], self._end(key.span, value))
                for key, value in site.parent.entries
            ]
        return [self.range(item.span) for item in site.parent.items]

    def _end(self, key: Span, value: Node) -> int:
        end = self.range(key)[1]
        alias = _ALIAS.match(self.text, end)
        return alias.end(1) if alias is not None else self.range(value.span)[1]
