"""Documents of YAML as text that people read: texts of several lines as blocks, nothing folded."""

from __future__ import annotations

from typing import Any

import yaml

_TEXT_TAG = "tag:yaml.org,2002:str"


def as_yaml(document: Any) -> str:
    """The text of a document, its keys in their order."""
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
    return dumper.represent_scalar(_TEXT_TAG, value, style=style)


_Dumper.add_representer(str, _text)
