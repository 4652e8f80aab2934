"""What the records hold: values as written, each with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portwright.diagnostics.model import Diagnostics
from portwright.language.auth import ApiKeyAuth, NoAuth
from portwright.language.connection import UNREAD_CONNECTION
from portwright.language.errors import RaiseError, ThrottleUntil
from portwright.language.mappings import HookCall, MoneyOf
from portwright.language.not_compiled import FEATURES, warn_not_compiled
from portwright.language.operations import Keyed, NaturalKey, SafeRead
from portwright.language.quantities import Count
from portwright.language.read import read_deviations, read_port, read_source_lock, read_spec
from portwright.language.record import Table
from portwright.language.source_lock import HandWritten, NpmOrigin
from portwright.language.spec import UNREAD_FILES, UNREAD_VENDOR, Spec
from portwright.language.terms import Const, FromParam
from portwright.source.files import SourceFile, read_file
from portwright.source.nodes import MappingNode, ScalarNode
from portwright.source.span import Span, Text

CASES = Path(__file__).parent / "cases"

MINIMAL = """\
spec: 1
vendor: acme
openapi: openapi.json
connection: {auth: none}
operations: {}
"""


def spec_of(text: str, *said: str) -> Spec | None:
    """The spec that `text` spells; `said` are the codes that it must earn."""
    sink = Diagnostics()
    spec = read_spec(SourceFile(Path("spec.yaml"), "spec.yaml", text.encode("utf-8")), sink)
    assert [item.code for item in sink] == list(said)
    return spec


def good(name: str) -> Spec:
    sink = Diagnostics()
    spec = read_spec(read_file(CASES / name / "integration.yaml"), sink)
    assert not list(sink)
    assert spec is not None
    return spec


def test_optional_parts_of_a_minimal_spec_are_empty() -> None:
    spec = spec_of(MINIMAL)
    assert spec is not None
    assert isinstance(spec.connection.auth, NoAuth)
    assert (spec.port, spec.errors, spec.tests) == (None, None, None)
    assert spec.limits == ()
    assert len(spec.policies) == len(spec.mappings) == len(spec.connection.params) == 0
    assert spec.openapi.document == "openapi.json"
    assert spec.openapi.additions is None


def test_scalars_stay_what_they_are_written_as() -> None:
    spec = good("values_as_written")
    assert spec.vendor == "no"
    assert spec.openapi.document == "2024-06-20"
    headers = {
        name: value.const
        for name, value in spec.connection.headers.items()
        if isinstance(value, Const)
    }
    assert headers == {
        "Version": "2024-06-20",
        "Country": "NO",
        "Hour": "12:30",
        "Zip": "012",
        "Huge": "1e3",
        "Hex": "0x1F",
        "Empty": "",
    }
    operation = spec.operations["get"]
    assert operation.call == "0123"
    assert operation.send == ("no", "1.10")
    assert operation.read == ("null",)
    assert spec.tests is not None
    assert spec.tests.cases[0].faults == ("503", "5e2")


def test_stripe_as_records() -> None:
    spec = good("stripe")
    assert spec.openapi.additions == "additions.yaml"
    assert spec.connection.environments["live"].production is True
    assert spec.connection.environments["test"].production is False
    assert isinstance(spec.connection.headers["Stripe-Account"], FromParam)
    retry = spec.policies["default"].retry
    assert retry is not None and retry.base is not None and retry.budget is not None
    assert (retry.attempts, retry.base.seconds, retry.jitter) == (4, 0.5, "full")
    assert retry.budget.ratio is not None and retry.budget.ratio.value == 0.1
    refund = spec.operations["refund"]
    assert isinstance(refund.safety, Keyed)
    assert (refund.safety.header, refund.safety.from_) == ("Idempotency-Key", "$key")
    assert refund.safety.ttl.seconds == 86400
    assert isinstance(spec.operations["list_payments"].safety, SafeRead)
    assert isinstance(spec.mappings["payment"].fields["amount"], MoneyOf)
    assert isinstance(spec.mappings["payment"].fields["risk"], HookCall)
    assert spec.mappings["payment"].fields["id"] == "id"


def test_error_rules_as_records() -> None:
    stripe, salesforce = good("stripe").errors, good("salesforce").errors
    assert stripe is not None and salesforce is not None
    declined, rejected = stripe.rules[4], stripe.rules[5]
    assert declined.status == ("402",)
    assert rejected.status == ("400", "404")
    assert isinstance(declined.then, RaiseError)
    assert declined.then.raise_ == "Declined"
    assert dict(declined.then.fields) == {"code": "error.decline_code", "message": "error.message"}
    assert list(salesforce.rules[0].conditions) == ["body[*].errorCode"]
    assert isinstance(salesforce.rules[0].then, ThrottleUntil)
    assert salesforce.rules[0].then.until == "quota_reset"
    natural = good("salesforce").operations["create_order"].safety
    assert isinstance(natural, NaturalKey) and natural.path == "externalId"


def test_every_value_knows_its_place() -> None:
    text = MINIMAL.replace("operations: {}", "operations:\n  get: {call: GetThings, safety: read}")
    spec = spec_of(text)
    assert spec is not None
    name = next(iter(spec.operations))
    assert name.span == Span("spec.yaml", 6, 3, 6, 6)
    operation = spec.operations["get"]
    assert operation.call.span == Span("spec.yaml", 6, 15, 6, 24)
    assert operation.place.keys["safety"] == Span("spec.yaml", 6, 26, 6, 32)
    assert operation.place.values["safety"] == Span("spec.yaml", 6, 34, 6, 38)
    assert operation.safety is not None
    assert operation.safety.place.span == operation.place.values["safety"]
    assert spec.place.keys["vendor"].line == 2
    assert isinstance(spec.spec, Count) and spec.spec.span.column == 7


def test_raw_parts_keep_their_nodes() -> None:
    tests = good("salesforce").tests
    assert tests is not None
    first, second = tests.cases
    assert isinstance(first.with_, MappingNode)
    total = first.with_.get("order")
    assert isinstance(total, MappingNode)
    assert total.get("total") == ScalarNode("99.90", total.entries[1][1].span, quoted=True)
    assert isinstance(second.faults[0], MappingNode)
    assert second.faults[1] == "ok"


def test_one_mistake_does_not_hide_the_rest() -> None:
    text = MINIMAL.replace(
        "operations: {}",
        "policies: {slow: {deadline: 20}}\n"
        "operations:\n  broken: {policy: slow}\n  fine: {call: GetThings, send: [a b]}\n",
    )
    spec = spec_of(text, "E0009", "E0004", "E0005")
    assert spec is not None
    assert spec.policies["slow"].deadline is None
    assert list(spec.operations) == ["fine"]
    assert spec.operations.declares("broken")
    assert not spec.operations.declares("other")
    assert spec.operations["fine"].send == ("**",)


def test_a_misspelt_key_is_one_mistake() -> None:
    misspelt = "operations:\n  get: {cal: X, safety: {keyed: {heder: K, from: $key, ttl: 1h}}}"
    spec = spec_of(MINIMAL.replace("operations: {}", misspelt), "E0003", "E0003")
    assert spec is not None and len(spec.operations) == 0


def test_what_is_missing_at_the_root_is_stood_in_for() -> None:
    spec = spec_of("spec: 1\nvendor: acme\n", "E0004", "E0004", "E0004")
    assert spec is not None
    assert spec.openapi is UNREAD_FILES
    assert spec.connection is UNREAD_CONNECTION
    assert spec.operations.declares("any")


def test_an_empty_file_lacks_everything() -> None:
    spec = spec_of("", *["E0004"] * 5)
    assert spec is not None and spec.vendor is UNREAD_VENDOR


def test_broken_yaml_is_one_finding() -> None:
    assert spec_of("spec: [1", "E0002") is None


def test_a_list_may_stand_deep_where_nothing_is_expected() -> None:
    deep = "[" * 300 + "]" * 300
    text = MINIMAL.replace("operations: {}", f"operations: {{get: {{call: X, send: {deep}}}}}")
    assert spec_of(text, "E0005") is not None


@pytest.mark.parametrize(
    ("auth", "kind"),
    [
        ("{api_key: {header: X-Key, secret: k}}", ApiKeyAuth),
        ("{api_key: {query: key, secret: k}}", ApiKeyAuth),
        ("none", NoAuth),
    ],
)
def test_kinds_of_auth(auth: str, kind: type) -> None:
    spec = spec_of(MINIMAL.replace("none", auth))
    assert spec is not None and type(spec.connection.auth) is kind


def test_a_table_is_a_mapping_of_names_with_places() -> None:
    name = Text("b", Span("f", 3, 1, 3, 2))
    table = Table({name: 1})
    assert table["b"] == 1
    assert table.get("c") is None
    assert [key.span.line for key, _ in table.items()] == [3]
    assert dict(table) == {"b": 1}


def test_every_feature_that_is_not_compiled_can_be_met() -> None:
    sink = Diagnostics()
    for name in ("stripe", "salesforce"):
        warn_not_compiled(good(name), sink)
    met = [re.sub(r"\[\d+\]", ".*", item.message.split("`")[1]) for item in sink]
    for feature in FEATURES:
        form = feature.path.replace(".", r"\.").replace(r"\.*", r"\.[^.]+")
        assert any(re.fullmatch(form, path) for path in met), feature.path


def test_nothing_is_warned_of_a_minimal_spec() -> None:
    sink = Diagnostics()
    spec = spec_of(MINIMAL)
    assert spec is not None
    warn_not_compiled(spec, sink)
    assert not list(sink)


def test_port_deviations_and_lock_as_records() -> None:
    sink = Diagnostics()
    port = read_port(read_file(CASES / "payments_port/payments.port.yaml"), sink)
    found = read_deviations(read_file(CASES / "deviations/deviations.yaml"), sink)
    lock = read_source_lock(read_file(CASES / "source_lock/source.lock"), sink)
    assert not list(sink)
    assert port is not None and found is not None and lock is not None
    assert port.operations["refund"].key is True
    assert port.operations["refund"].raises == ("Rejected",)
    assert [item.extra is not None for item in found.deviations] == [False, False, True]
    assert found.deviations[0].missing is True
    assert found.deviations[0].expires == "2027-01-31"
    assert isinstance(lock.documents["openapi.json"].origin, NpmOrigin)
    assert isinstance(lock.documents["additions.yaml"].origin, HandWritten)
    assert lock.documents["additions.yaml"].validator is None
    assert lock.documents["mail.yaml"].version == "NO"
