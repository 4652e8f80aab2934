"""A vendor's schema offers what there is, and flags nothing that the compiler takes."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from portwright.build.front import read_inputs
from portwright.build.port import Ports
from portwright.diagnostics.model import Diagnostics
from portwright.editor.answers import READS
from portwright.editor.fields import Fields
from portwright.editor.names import REFERENCES
from portwright.editor.paths import Paths, escaped, paths_below
from portwright.editor.port import INPUTS
from portwright.editor.vendor_schema import LIMIT, Known, vendor_schema
from portwright.ir.shapes import Direction
from portwright.language.mappings import Transform
from portwright.language.shape import keys_of
from portwright.openapi.effective import Schemas
from portwright.openapi.load import load_openapi
from portwright.openapi.view import Overrides
from portwright.semantics.paths import parse_paths
from portwright.semantics.selection import Selection
from portwright.semantics.use import Root
from portwright.source.documents import load_document
from portwright.source.files import SourceFile, read_file
from portwright.source.span import Span, Text

ROOT = Path(__file__).parents[2]
LANGUAGE = ROOT / "tests/language/cases"
SHIPPED = sorted(ROOT.glob("specs/*/integration.yaml"))
CASES = sorted(
    path
    for path in ROOT.glob("tests/cases/*/integration.yaml")
    if (path.parent / "expected").is_dir()
)
STRIPE = ROOT / "specs/stripe/integration.yaml"
WHOLE = ROOT / ".cache/package/api/stripe.com.json"
# What the spec of the language's cases reads, and the slice of the document lacks.
ADDITIONS = """\
components:
  schemas:
    payment_intent:
      properties:
        charges: {type: object, properties: {has_more: {type: boolean}}}
"""
INTENT = "#/components/schemas/payment_intent"


def label(path: Path) -> str:
    return path.parent.name


@cache
def known(spec: Path) -> Known:
    inputs = read_inputs(spec, Diagnostics(), Ports())
    assert inputs is not None and inputs.document is not None
    port = inputs.port.written if inputs.port is not None else None
    return Known(inputs.spec, inputs.document, Overrides(), port)


@cache
def schema(spec: Path) -> Any:
    return json.loads(vendor_schema(known(spec)))


def flagged(spec: Path, text: str) -> list[str]:
    """Where an editor shows something, as JSON paths; nested keywords name the same place."""
    data = load_document(SourceFile(spec, spec.name, text.encode())).data
    return sorted({error.json_path for error in Draft202012Validator(schema(spec)).iter_errors(data)})  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("spec", [*SHIPPED, *CASES], ids=label)
def test_nothing_is_flagged_in_a_spec_that_compiles(spec: Path) -> None:
    Draft202012Validator.check_schema(schema(spec))
    assert flagged(spec, spec.read_text(encoding="utf-8")) == []


def test_there_are_specs_to_try() -> None:
    assert SHIPPED
    assert len(CASES) > 20


MISTAKES = [
    ("call: PostRefunds", "call: PostRefund", "refund.call"),
    ("call: PostRefunds", "cal: PostRefunds", "refund"),
    ("- failure_reason\n", "- failure_reasons\n", "create_refund.read[6]"),
    (
        "send: [amount, charge, payment_intent",
        "send: [amount, charg, payment_intent",
        "create_refund.send[1]",
    ),
]


@pytest.mark.parametrize(("was", "becomes", "place"), MISTAKES)
def test_what_is_surely_wrong_is_flagged(was: str, becomes: str, place: str) -> None:
    text = STRIPE.read_text(encoding="utf-8")
    assert was in text
    found = flagged(STRIPE, text.replace(was, becomes, 1))
    assert f"$.operations.{place}" in found
    assert all(path.startswith("$.operations.") for path in found)


def test_names_of_the_spec_are_offered_and_never_flagged() -> None:
    """They may have been declared since the schema was written."""
    definitions = schema(STRIPE)["$defs"]
    assert definitions["Operation"]["properties"]["policy"]["examples"] == [
        "default",
        "money_write",
    ]
    assert definitions["BearerAuth"]["properties"]["secret"]["examples"] == ["api_key"]
    text = STRIPE.read_text(encoding="utf-8")
    assert flagged(STRIPE, text.replace("policy: money_write", "policy: brand_new")) == []


def copied(folder: Path, vendor: str, document: Path, port: Path) -> Path:
    """A spec of the language's cases, with a document and a port that it fits."""
    (folder / vendor).mkdir()
    (folder / "ports").mkdir()
    shutil.copy(LANGUAGE / vendor / "integration.yaml", folder / vendor)
    shutil.copy(document, folder / vendor / f"openapi{document.suffix}")
    shutil.copy(port, folder / "ports")
    (folder / vendor / "additions.yaml").write_text(ADDITIONS, encoding="utf-8")
    return folder / vendor / "integration.yaml"


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A spec with a port, mappings and webhooks."""
    port = LANGUAGE / "payments_port/payments.port.yaml"
    return copied(tmp_path_factory.mktemp("specs"), "stripe", STRIPE.parent / "openapi.json", port)


def test_expressions_over_answers_and_inputs_are_not_flagged(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/mapped", tmp_path, dirs_exist_ok=True)
    spec = tmp_path / "salesforce/integration.yaml"
    assert flagged(spec, spec.read_text(encoding="utf-8")) == []


def test_mappings_that_read_what_there_is_are_not_flagged(mapped: Path) -> None:
    assert flagged(mapped, mapped.read_text(encoding="utf-8")) == []


MAPPED_MISTAKES = [
    ("from: payment_intent", "from: payment_intents", ".mappings.payment.from"),
    ("{time: created,", "{time: creatd,", ".mappings.payment.fields.created_at.time"),
    (" payment_method: meth", " payment_metod: meth", ".operations.create_payment.request"),
    ("more: has_more", "more: has_mor", ".operations.list_payments.paginate.more"),
]  # fmt: skip


@pytest.mark.parametrize(("was", "becomes", "place"), MAPPED_MISTAKES)
def test_what_a_mapping_cannot_read_is_flagged(
    mapped: Path, was: str, becomes: str, place: str
) -> None:
    text = mapped.read_text(encoding="utf-8")
    assert was in text
    assert f"${place}" in flagged(mapped, text.replace(was, becomes, 1))


def test_a_type_of_the_port_with_the_name_of_a_schema_is_read_as_either(mapped: Path) -> None:
    """`charge` is a schema; mapped to one, it cannot be told from a type of the port."""
    text = mapped.read_text(encoding="utf-8").replace("from: payment_intent\n", "from: charge\n")
    spec = mapped.with_name("reversed.yaml")
    spec.write_text(text.replace("to: Payment\n", "to: payment_intent\n"), encoding="utf-8")
    assert flagged(spec, spec.read_text(encoding="utf-8")) == []


def test_a_port_is_offered(mapped: Path) -> None:
    made = schema(mapped)
    operations = made["$defs"]["Spec"]["properties"]["operations"]["properties"]
    assert "create_payment" in operations
    assert operations["refund"]["description"].startswith("refund(payment_id: id, amount: money")
    text = json.dumps(made)
    assert '"decline_code": {"description": "string | null"}' in text
    assert made["$defs"]["Event"]["properties"]["emit"]["examples"][0] == "PaymentSucceeded"


def test_a_vendors_words_are_offered_for_its_enums(mapped: Path) -> None:
    """As keys of a map that reads them, and as constants of a request."""
    clauses = [
        clause["then"]["properties"]["map"]["properties"]
        for part in schema(mapped)["$defs"].values()
        for clause in part.get("allOf", ())
        if clause.get("if", {}).get("properties", {}).get("enum", {}).get("pattern") == "^status$"
    ]
    assert any("requires_capture" in found for found in clauses)
    assert '"examples": ["duplicate", "fraudulent", "requested_by_customer"]' in json.dumps(schema(STRIPE))  # fmt: skip  # noqa: E501


def test_keys_that_hold_paths_are_keys_of_the_language() -> None:
    """The tables of the editor follow the language by name."""
    kinds = {kind for cls in get_args(Transform) for kind in {cls.kind}}
    assert {keys[0] for keys in READS} | set(INPUTS) <= kinds
    for cls, name in REFERENCES:
        assert name in {item.name for item in keys_of(cls)}


@cache
def fields() -> Fields:
    return Fields(Schemas(known(STRIPE).document), Direction.READ)


@cache
def intent() -> Paths:
    return paths_below(fields(), [(INTENT,)], 600)


def refused(path: str) -> bool:
    """Whether the compiler refuses a path of `read`."""
    text = Text(path, Span("x.yaml", 1, 1, 1, 2))
    selection = Selection(fields().schemas, Diagnostics())
    root = Root((INTENT,), Direction.READ, "x", "x")
    return selection.probe(root, parse_paths([text])).has_errors


def test_every_path_that_is_offered_compiles() -> None:
    offered = intent().offered
    assert "last_payment_error.decline_code" in offered
    assert "last_payment_error" not in offered, "an object is not read as such"
    assert [path for path in offered if refused(path)] == []
    assert all(re.fullmatch(intent().pattern, path) for path in offered)


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_what_is_flagged_does_not_compile(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(intent().offered)))
    other = data.draw(st.sampled_from(sorted(intent().offered)))
    cut = data.draw(st.integers(0, len(path)))
    changed = data.draw(
        st.sampled_from([path[:cut] + path[cut + 1 :], f"{path}.{other}", f"{path}x", other[cut:]])
    )
    wrong = re.fullmatch(intent().pattern, changed) is None
    proper = re.fullmatch(r"((?!\*\*?\.)[^\s.]+\.)*[^\s.]+", changed)
    assert not (wrong and proper) or refused(changed)


@pytest.mark.parametrize("text", ["a-b", "$x", "@odata.x", "a/b", "[0]", "a|b", "x#y", "é", "a b"])
def test_patterns_spell_names_for_both_languages(text: str) -> None:
    """With the flag `u`, JavaScript refuses a backslash before what needs none."""
    assert re.fullmatch(escaped(text), text)
    assert set(re.findall(r"\\(.)", escaped(text))) <= set(r"\^$.*+?()[]{}|/")


def test_a_large_document_has_fewer_paths_and_a_schema_within_the_limit() -> None:
    whole = vendor_schema(known(STRIPE))
    small = vendor_schema(known(STRIPE), len(whole) // 2)
    assert len(small) <= len(whole) // 2 < len(whole) <= LIMIT
    assert b"PostPaymentIntentsIntentCancel" in small


@pytest.mark.skipif(not WHOLE.exists(), reason="the whole document is not in .cache")
def test_the_whole_document_stays_within_the_limit() -> None:
    document = load_openapi(read_file(WHOLE), Diagnostics())
    assert document is not None
    made = vendor_schema(Known(known(STRIPE).spec, document, Overrides()))
    assert len(document.operations) > 400
    assert len(made) <= LIMIT
