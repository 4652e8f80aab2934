"""Hostile texts, and a document with one of them in every place that takes any text."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

_SLOT = re.compile(r"<(\w+)>")
_RUN = "__import__('pathlib').Path('{}').write_text('')"
CANARY = "executed"
"""A file that appears where one of the texts is run as code."""
_CODE = _RUN.format(CANARY)

TEXTS: dict[str, str] = {
    "quote": f"'+{_CODE}+'",
    "double_quote": f'"+{_CODE}+"',
    "triple_quotes": f'"""\n{_CODE}\n"""',
    "triple_single_quotes": f"'''\n{_CODE}\n'''",
    "quotes_at_the_end": 'text"',
    "backslash_and_quotes": f'\\"""\n{_CODE}\n#',
    "backslash_at_the_end": "text\\",
    "escapes": "\\N{BULLET}\\x41\\u0041\\101\\",
    "newline": f"text\n{_CODE}",
    "newline_after_comment": f"text # note\n{_CODE}",
    "indented_newline": f"text\n    {_CODE}\n",
    "carriage_return": f"text\r{_CODE}\r\n{_CODE}",
    "form_feed": f"text\f{_CODE}\v{_CODE}",
    "next_line": f"text\x85{_CODE}",
    "line_separator": f"text\u2028{_CODE}\u2029{_CODE}",
    "nul": f"te\x00xt\n{_CODE}",
    "terminal": "\x1b[2J\x1b]0;title\x07\x9b31m\x7f",
    "right_to_left": "\u202etxet\u202c\u2066a\u2069\u200f",
    "unassigned": "\ufffe\uffff\U0010ffff\ue000",
    "beyond_the_plane": "\U0001f600\U000e0041",
    "combining": "e\u0301\u0323" * 40,
    "letters_that_become_ascii": "ｃｌａｓｓ_ﬁ_ℌ_ª",
    "jinja": f"{{{{ {_CODE} }}}}",
    "jinja_statement": f"{{% set x = {_CODE} %}}{{% include 'client.py.jinja' %}}",
    "jinja_comment": "{# text",
    "braces": f"{{{_CODE}}}",
    "brace_open": "{",
    "brace_close": "}text{}",
    "percent": "%s%n%(x)s%",
    "hash": f"#{_CODE}",
    "call": _CODE,
    "annotation": f"str]; {_CODE}; x: Literal['a'",
    "argument": f"a: int = {_CODE}, b",
    "type_comment": "type: ignore",
    "noqa": "noqa fmt: off",
    "coding": "-*- coding: utf-7 -*-",
    "shell": f"$(touch {CANARY}) `touch {CANARY}`; touch {CANARY}",
    "github": f"text\n::set-output name=x::{_CODE}\n::error::text",
    "markup": "[bold]text[/] <script>alert(1)</script>",
    "yaml": f"text: &a [*a, !!python/object/apply:os.system ['touch {CANARY}']]",
    "yaml_document": "---\na: b\n...\n",
    "parent_folder": "../../../outside",
    "absolute": "/tmp/outside",
    "dots": "..",
    "dot": ".",
    "windows": "C:\\outside\\con.py",
    "tilde": "~root/~1x~0y",
    "pointer": "a/b~c%2fd%",
    "url": "https://example.com/a?b=c#d",
    "option": "--out=/tmp/outside",
    "empty": "",
    "space": " ",
    "punctuation": "!?<>*|",
    "digits": "0123",
    "keyword": "class",
    "soft_keyword": "match",
    "none": "None",
    "dunder": "__class__",
    "init": "__init__",
    "slots": "__slots__",
    "struct_config": "__struct_config__",
    "name_mangled": "__private",
    "self": "self",
    "models": "models",
    "struct": "Struct",
    "builtin": "str",
    "literal": "Literal",
    "type_alias": "TypeAlias",
    "options": "options",
    "module": "client",
    "runtime": "portwright_runtime",
    "future": "annotations",
    "raw": "raw",
    "inf": "inf",
    "long": "a" * 5_000,
    "long_words": "Word_" * 1_000,
    "long_line": "x y " * 20_000,
}


def slots() -> tuple[str, ...]:
    """The words of slots.yaml, in order."""
    return tuple(dict.fromkeys(_SLOT.findall(_text())))


def filled(fill: Callable[[str], str]) -> Any:
    """The document with `fill(word)` in the place of each word."""
    return _filled(yaml.safe_load(_text()), fill)


def document_of(text: str, *, numbered: bool = False) -> Any:
    """The document with one text in every place; `numbered` keeps places apart."""
    number = {word: str(index) if numbered else "" for index, word in enumerate(slots())}
    return filled(lambda word: text + number[word])


def shifted(shift: int) -> Any:
    """The document with another text in each place; over all shifts each place has each text."""
    texts = tuple(TEXTS.values())
    chosen = {word: texts[(index + shift) % len(texts)] for index, word in enumerate(slots())}
    return filled(lambda word: chosen[word])


def strings(document: Any) -> Iterator[str]:
    """All texts of a document, keys among them, in no order."""
    open_nodes = [document]
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, dict):
            yield from node
            open_nodes.extend(node.values())
        elif isinstance(node, list):
            open_nodes.extend(node)
        elif isinstance(node, str):
            yield node


@functools.cache
def _text() -> str:
    return (Path(__file__).parent / "slots.yaml").read_text("utf-8")


def _filled(node: Any, fill: Callable[[str], str]) -> Any:
    if isinstance(node, dict):
        return {
            _SLOT.sub(lambda found: fill(found[1]), str(key)): _of(str(key), value, fill)
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [_filled(item, fill) for item in node]
    return _SLOT.sub(lambda found: fill(found[1]), node) if isinstance(node, str) else node


def _of(key: str, value: Any, fill: Callable[[str], str]) -> Any:
    """References are pointers, so texts are escaped in them (RFC 6901, section 6)."""
    if isinstance(value, str) and (key == "$ref" or value.startswith("#/")):
        return _SLOT.sub(lambda found: _escaped(fill(found[1])), value)
    return _filled(value, fill)


def _escaped(text: str) -> str:
    return text.replace("~", "~0").replace("/", "~1").replace("%", "%25")
