"""Cassettes as text that people read: bodies as blocks, one order, headers by a list."""

from __future__ import annotations

import json
from typing import Any

import yaml

Document = dict[str, Any]


def cassette_text(document: Document) -> str:
    """The YAML text of a cassette."""
    return yaml.dump(
        document,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=100_000,  # A folded body or address is hard to read and to search.
    )


def json_block(body: str) -> str:
    """A JSON body over several lines, its keys in the vendor's order; other text as it is."""
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False) + "\n"
    except ValueError:
        return body


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
