"""Bytes that are no document, YAML that is more than data, and files that are none of the API's."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.hostile.compiler import Compiler
from tests.hostile.documents import OBJECT, document
from tests.hostile.judge import judged, judged_text
from tests.hostile.texts import TEXTS

_JSON = json.dumps(document())
_SCHEMA = json.dumps(OBJECT)
_HEAD = """\
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: d
          content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}
components:
  schemas:
"""


def yaml(schemas: str, before: str = "") -> bytes:
    lines = "".join(f"    {line}\n" for line in schemas.splitlines())
    return (before + _HEAD + lines).encode("utf-8", "surrogatepass")


def laughs(link: str, count: int) -> str:
    """Each of these is made of several of the one before it."""
    first = "S0: &s0 {type: object, properties: {x: {type: string}}}\n"
    return first + "".join(
        f"S{i}: &s{i} {link.replace('*', f'*s{i - 1}')}\n" for i in range(1, count)
    )


REFUSED: dict[str, tuple[str, bytes]] = {
    "utf-16": ("a.json", _JSON.encode("utf-16")),
    "utf-32": ("a.json", _JSON.encode("utf-32")),
    "utf-16 without a mark": ("a.yaml", _JSON.encode("utf-16-le")),
    "two marks": ("a.json", b"\xef\xbb\xbf" * 2 + _JSON.encode()),
    "bad utf-8": ("a.json", _JSON.encode().replace(b'"t"', b'"\xff"')),
    "overlong": ("a.json", _JSON.encode().replace(b'"t"', b'"\xc0\xaf"')),
    "a surrogate as utf-8": ("a.yaml", b"a: \xed\xa0\x80\n"),
    "half a pair": ("a.json", _JSON.replace('"t"', '"\\ud800"').encode()),
    "half a pair in yaml": ("a.yaml", yaml('A: {title: "\\ud800"}')),
    "nul": ("a.json", _JSON.encode() + b"\0"),
    "nul in yaml": ("a.yaml", yaml("A: {title: \0}")),
    "nothing": ("a.json", b""),
    "null": ("a.yaml", b"null"),
    "cut": ("a.json", _JSON.encode()[:150]),
    "not a number": ("a.json", _JSON.replace('"t"', "NaN").encode()),
    "infinity": ("a.json", _JSON.replace('"t"', "-Infinity").encode()),
    "exponent": ("a.json", _JSON.replace('"t"', "1e999").encode()),
    "digits": ("a.json", _JSON.replace('"t"', "1" * 5000).encode()),
    "digits in yaml": ("a.yaml", yaml(f"A: {{maximum: {'1' * 5000}}}")),
    "hexadecimal": ("a.yaml", yaml(f"A: {{maximum: 0x{'f' * 5000}, type: 0x{'f' * 5000}}}")),
    "octal": ("a.yaml", yaml(f"A: {{type: 0o{'7' * 6000}}}")),
    "infinity in yaml": ("a.yaml", yaml("A: {maximum: .inf}")),
    "object of python": ("a.yaml", yaml("A: !!python/object/apply:os.system ['touch executed']")),
    "name of python": ("a.yaml", yaml("A: {x-a: !!python/name:os.system }")),
    "binary": ("a.yaml", yaml("A: {x-a: !!binary aGk=}")),
    "local tag": ("a.yaml", yaml("A: {x-a: !local x}")),
    "two documents": ("a.yaml", yaml("A: {}") + b"---\na: b\n"),
    "alias of itself": ("a.yaml", yaml("A: &a {properties: {p: *a}}")),
    "merge of itself": ("a.yaml", yaml("A: &a {<<: *a}")),
    "merge of a number": ("a.yaml", yaml("A: {<<: 1}")),
    "laughs": (
        "a.yaml",
        yaml(
            "A: *s8\n",
            "x-0: &s0 a\n"
            + "".join(f"x-{i}: &s{i} [{', '.join([f'*s{i - 1}'] * 10)}]\n" for i in range(1, 9)),
        ),
    ),
    "laughing schemas": (
        "a.yaml",
        yaml(laughs("{type: object, properties: {a: *, b: *}}", 17) + "A: *s16"),
    ),
    "laughing merges": ("a.yaml", yaml(laughs("{<<: [*, *], k: *}", 30) + "A: *s29")),
    "deep flow": ("a.yaml", yaml("A: " + "[" * 10**5)),
    "deep blocks": ("a.yaml", yaml("A: {x-a: " + "{a: " * 600 + "}" * 600 + "}")),
    "deep dashes": ("a.yaml", yaml("A:\n  x-a: " + "- " * 10**4 + "a")),
    "a key of a list": ("a.yaml", yaml("A:\n  ? [a, b]\n  : c")),
    "tabs": ("a.yaml", yaml("\tA: {}")),
}

READ: dict[str, tuple[str, bytes]] = {
    "a mark": ("a.json", b"\xef\xbb\xbf" + _JSON.encode()),
    "json keys twice": ("a.json", _JSON.replace('"info"', '"info": {}, "info"').encode()),
    "yaml keys twice": ("a.yaml", yaml("A: {type: object}\nA: {}")),
    "many keys twice": ("a.json", _JSON.replace('"x": {', '"x": {},' * 10**4 + '"x": {').encode()),
    "anchors": ("a.yaml", yaml("B: &b {type: string}\nA: {type: object, properties: {a: *b}}")),
    "merges": ("a.yaml", yaml("B: &b {type: object}\nA: {<<: *b, properties: {a: {<<: *b}}}")),
    "words": ("a.yaml", yaml("A: {enum: [yes, no, on, off, ~, 2001-01-01, 190:20:30, 017, 1_0]}")),
    "keys": ("a.yaml", yaml("A: {type: object, properties: {1: {}, yes: {}, null: {}, 1.5: {}}}")),
    "a date": ("a.yaml", yaml("A: {type: string, default: 2001-12-14t21:59:43.10-05:00}")),
    "numbers": (
        "a.json",
        _JSON.replace(_SCHEMA, f'{{"enum": [{"9" * 4000}, -0, 1e308]}}').encode(),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_place(name: str, compiler: Compiler, tmp_path: Path) -> None:
    file, data = REFUSED[name]
    outcome = judged_text(compiler, tmp_path, file, data)
    assert outcome.status == 1
    assert not outcome.files
    assert f"--> {file}" in outcome.printed


@pytest.mark.parametrize("name", READ)
def test_read(name: str, compiler: Compiler, tmp_path: Path) -> None:
    outcome = judged_text(compiler, tmp_path, *READ[name])
    assert outcome.status == 0


@pytest.mark.parametrize(
    "target",
    [
        *("/dev/zero", "../../../../../../dev/zero", "/etc/passwd", "..%2f..%2f..%2fetc%2fpasswd"),
        *(
            "file:///etc/passwd",
            "http://127.0.0.1:1/x",
            "//host/x",
            "~/x",
            "a\0b",
            "%ff",
            "x" * 999,
        ),
        *("zero", "fifo", "out.json", "twice.json", "etc/passwd", "sub", "loop.json", "bytes.json"),
        *("C:\\x", "\\\\host\\x", "outside.json", "x" * 999),
    ],
)
def test_references_to_no_part_of_the_document(
    target: str, compiler: Compiler, tmp_path: Path
) -> None:
    (tmp_path / "outside.json").write_text('{"type": "integer"}')
    folder = tmp_path / "inside"
    folder.mkdir()
    (folder / "zero").symlink_to("/dev/zero")
    (folder / "etc").symlink_to("/etc")
    (folder / "out.json").symlink_to("../outside.json")
    (folder / "twice.json").symlink_to("out.json")
    (folder / "loop.json").symlink_to("loop.json")
    (folder / "sub").mkdir()
    (folder / "bytes.json").write_bytes(b"\xff\xfe\0")
    os.mkfifo(folder / "fifo")
    outcome = judged(compiler, folder, document({"$ref": target}))
    assert "W0103" in outcome.codes
    assert "root:" not in outcome.printed + "".join(outcome.files.values())


def test_files_in_a_circle(compiler: Compiler, tmp_path: Path) -> None:
    for index in range(40):
        schema = {"type": "object", "properties": {"p": {"$ref": f"f{(index + 1) % 40}.json"}}}
        (tmp_path / f"f{index}.json").write_text(json.dumps(schema))
    assert judged(compiler, tmp_path, document({"$ref": "f0.json"})).status == 0


def test_names_of_files_stay_in_their_comment(compiler: Compiler, tmp_path: Path) -> None:
    name = f"a\n{TEXTS['call']}.json"
    (tmp_path / name).write_text(json.dumps(OBJECT))
    assert judged(compiler, tmp_path, document({"$ref": name})).status == 0


def test_a_document_that_is_a_link_to_itself(compiler: Compiler, tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("a.json")
    outcome = compiler.compile(tmp_path, "a.json")
    assert (outcome.status, outcome.fault) == (1, "")
