"""A cassette as text that people read: bodies as blocks, one order, nothing folded."""

from __future__ import annotations

from typing import Any

import yaml


def cassette_text(interactions: list[dict[str, Any]], provenance: dict[str, Any]) -> str:
    """The YAML text of a cassette of vcrpy, version 1."""
    document = {
        "version": 1,
        "metadata": {"provenance": provenance},
        "interactions": interactions,
    }
    return yaml.dump(
        document,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=100_000,  # A folded body or address is hard to read and to search.
    )


class _Dumper(yaml.SafeDumper):
    """Shows text of several lines as a block, and sets lists in."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)
