"""Texts of a document stay texts, wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.hostile import code
from tests.hostile.compiler import Compiler
from tests.hostile.documents import document, operation
from tests.hostile.judge import judged
from tests.hostile.texts import CANARY, TEXTS, document_of, filled, shifted, slots, strings

_WORST = (
    *("quote", "triple_quotes", "newline", "nul", "right_to_left", "beyond_the_plane", "combining"),
    *("jinja", "braces", "parent_folder", "long"),
)


@pytest.mark.parametrize("name", _WORST)
def test_in_every_place_at_once(name: str, compiler: Compiler, tmp_path: Path) -> None:
    judged(compiler, tmp_path, document_of(TEXTS[name]))


@pytest.mark.parametrize("shift", range(0, len(TEXTS), 6))
def test_texts_beside_one_another(shift: int, compiler: Compiler, tmp_path: Path) -> None:
    """scripts/fuzz_documents.py puts each text into each place."""
    judged(compiler, tmp_path, shifted(shift))


@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    # What is found names its texts; to shrink it would take minutes.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_texts(
    data: st.DataObject, compiler: Compiler, tmp_path_factory: pytest.TempPathFactory
) -> None:
    texts = st.one_of(
        st.sampled_from(sorted(set(TEXTS.values()), key=len)[:60]),
        st.text(st.characters(codec="utf-8"), max_size=12),
        st.text("\"'\\\n{}%#()_aA0 ", max_size=12),
    )
    chosen = {word: data.draw(texts, label=word) for word in slots()}
    judged(compiler, tmp_path_factory.mktemp("any"), filled(lambda word: chosen[word]))


def test_what_nothing_is_wrong_with_is_compiled_whole(compiler: Compiler, tmp_path: Path) -> None:
    outcome = judged(compiler, tmp_path, filled(str))
    assert outcome.status == 0
    held = "".join(outcome.files.values())
    absent = {word for word in slots() if word not in held}
    assert {"getId", "value", "inQuery", "keyName", "field"}.isdisjoint(absent)


def test_a_token_url_beyond_the_basic_plane(compiler: Compiler, tmp_path: Path) -> None:
    flow = {"tokenUrl": "https://auth.example.com/\U0001f600", "scopes": {}}
    scheme = {"type": "oauth2", "flows": {"clientCredentials": flow}}
    made = document(components={"securitySchemes": {"s": scheme}}, security=[{"s": []}])
    outcome = judged(compiler, tmp_path, made)
    assert "/\\U0001f600" in outcome.files["connection.py"]


def test_what_turns_a_text_is_in_no_docstring(compiler: Compiler, tmp_path: Path) -> None:
    outcome = judged(compiler, tmp_path, operation(operationId="a\u202eb\u2066c\u200fd\u00ade"))
    assert "(a b c d e)" in "".join(outcome.files.values())


@pytest.mark.parametrize("name", ["हिन्दी", "ที่อยู่", "a·b", "e\u0301\u0323", "İ", "ΐ"])
def test_names_of_every_script(name: str, compiler: Compiler, tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {name: {"type": "string"}}}
    outcome = judged(compiler, tmp_path, document(schema))
    assert outcome.status == 0


@pytest.mark.parametrize(
    "tag", ["con", "CON", "lpt1", "../../up", "/etc", "a\\b", "__init__", "a" * 300, "é" * 200]
)
def test_tags_become_files_inside(tag: str, compiler: Compiler, tmp_path: Path) -> None:
    made = operation(tags=[tag])
    made["paths"]["/b"] = {"get": {"tags": ["other"], "responses": {"200": {"description": "d"}}}}
    outcome = judged(compiler, tmp_path, made)
    assert {"operations/other.py"} < {name for name in outcome.files if "operations/" in name}


@pytest.mark.parametrize(
    "name", ["../up", "/tmp/up", "a.b", "a;b", "class", "__init__", "ports", "", "-x", "a\nb", "ａ"]
)
def test_names_of_packages_are_names(name: str, compiler: Compiler, tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_text("{}")
    outcome = compiler.compile(tmp_path, "openapi.json", name=name)
    assert outcome.status == 2
    assert outcome.stray == ()


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_other_formats_hold_no_line_of_the_document(
    form: str, compiler: Compiler, tmp_path: Path
) -> None:
    made = document_of(TEXTS["github"])
    outcome = judged(compiler, tmp_path, made, "--format", form)
    assert not any(line.startswith("::set-output") for line in outcome.printed.splitlines())


_CODE: dict[str, str] = {
    "statement": "import os\nos.system('x')\n",
    "call": "x = open('x')\n",
    "text": "x = 'unknown, words'\n",
    "braces": "x = f'{1}'\n",
    "loop": "for x in y: pass\n",
    "comment": "x = 1  # anything\n",
    "docstring": "def f():\n    '''" + "line\n" * 9 + "'''\n",
    "condition": "if x: pass\n",
    "dunder": "x.__class__\n",
    "direction": "x = '\u202ename'\n",
    "syntax": "x = '\n",
    "module": "import subprocess\n",
}


@pytest.mark.parametrize("name", _CODE)
def test_the_judge_notices(name: str) -> None:
    assert code.faults({"client.py": _CODE[name]}, frozenset(strings(["known"])))


def test_the_judge_knows_files() -> None:
    assert code.faults({"../client.py": ""}, frozenset())
    assert code.faults({"models/con.py": ""}, frozenset())
    assert not code.faults({"client.py": "x = 'the words'\n"}, frozenset({"the words"}))


def test_the_canary_sings(compiler: Compiler, tmp_path: Path) -> None:
    (tmp_path / "out/acme").mkdir(parents=True)
    (tmp_path / "out/acme/client.py").write_text(TEXTS["call"])
    outcome = compiler.compile(tmp_path, "none.json")
    assert compiler.imported(tmp_path, outcome) == ""
    assert (tmp_path / CANARY).exists()
