"""Files of foreign recordings, driven interaction by interaction."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from portwright_harness.bind import Bound, bind_partly
from portwright_harness.departure import Departure
from portwright_harness.foreign import Reread, drive, package_at, rows_of
from portwright_harness.foreign.driven import LEVELS
from portwright_harness.manifest import Review
from portwright_harness.package import GeneratedPackage
from portwright_harness.recording import Interaction, RecordedRequest
from portwright_harness.schema import Schemas
from portwright_harness.typed_values import Reader
from tests.harness.project import Project

GROUPED = Path(__file__).parents[1] / "cases" / "whole_document"
PLANT = """\
version: 1
interactions:
- request:
    method: GET
    uri: https://garden.example/plants?limit=1
    headers: {}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Type: [application/json]}
    body: {string: '[{"name": "rose", "soil": "loam"}]'}
"""


def test_each_interaction_is_driven_or_says_why_not(project: Project) -> None:
    path = project.recording
    project.edit_recording("?limit=2&status=open\n", "?page=2\n")
    first, second = drive(project.vendor, path)
    assert (first.verdict, first.operation, first.line) == ("equal", "list_orders", 3)
    assert (second.verdict, second.operation) == ("failed", "list_orders")
    assert second.details == ("unknown query parameter `page`",)
    assert [second.levels[level].outcome for level in LEVELS] == ["deviates", "passed", "passed"]


def test_a_difference_fails_its_interaction_alone(project: Project) -> None:
    path = project.recording
    project.edit_recording("limit=2&created", "limit=02&created")
    first, second = drive(project.vendor, path)
    assert first.verdict == "failed" and "limit = 02" in first.details[0]
    assert second.verdict == "equal"


def test_arguments_that_the_method_refuses_fail(project: Project) -> None:
    arguments = project.vendor.manifest.operations["list_orders"].arguments
    loose = tuple(
        msgspec.structs.replace(a, schema={"type": "string"}) if a.name == "limit" else a
        for a in arguments
    )
    project.operation("list_orders", arguments=loose)
    first, _ = drive(project.vendor, project.recording)
    assert first.verdict == "failed"
    assert "argument `limit`: Expected `int`" in first.details[0]


@pytest.mark.parametrize(
    ("old", "new", "kind", "reason"),
    [
        ("status=open\n", "state=open\n", "undeclared parameter", "parameter `state`"),
        ("limit=2&status=open\n", "limit=two\n", "value of another type", "`limit` is not integer"),
        ("limit=2&status=open\n", "status=open&a=1&a=2\n", "undeclared parameter", "`a`"),
    ],
)
def test_what_the_method_cannot_say_is_named_and_the_rest_compared(
    project: Project, old: str, new: str, kind: str, reason: str
) -> None:
    project.edit_recording(old, new)
    driven = drive(project.vendor, project.recording)
    [failed] = [item for item in driven if item.verdict == "failed"]
    [found] = failed.levels["L1"].reasons
    assert found.kind == kind and reason in found.text


def test_the_rest_of_a_request_that_departs_is_compared(project: Project) -> None:
    project.edit_recording("limit=2&status=open\n", "limit=02&state=open\n")
    _, second = drive(project.vendor, project.recording)
    kinds = [reason.kind for reason in second.levels["L1"].reasons]
    assert kinds == ["undeclared parameter", "request differs"]


@pytest.mark.parametrize(
    ("old", "new", "kind", "reason"),
    [
        (
            "/v1/orders?limit=2&status=open\n",
            "/v2/orders\n",
            "unknown operation",
            "unknown operation: GET /v2/orders",
        ),
        (
            "method: GET\n    uri: https://api.acme.example/v1/orders?limit=2&status=open\n",
            "method: DELETE\n    uri: https://api.acme.example/v1/orders?limit=2&status=open\n",
            "other method",
            "unknown operation: DELETE /v1/orders, where the document has GET, POST",
        ),
    ],
)
def test_what_is_no_call_of_ours_says_why(
    project: Project, old: str, new: str, kind: str, reason: str
) -> None:
    project.edit_recording(old, new)
    [refused] = [d for d in drive(project.vendor, project.recording) if d.operation is None]
    assert refused.verdict == "not driven" and refused.details == (reason,)
    judged = [refused.levels[level] for level in LEVELS]
    assert {(one.outcome, one.reasons[0].kind) for one in judged} == {("not driven", kind)}


def test_a_body_that_the_operation_does_not_have_is_left_out(project: Project) -> None:
    text = project.recording.read_text(encoding="utf-8")
    body = "body: ''\n    headers: {}\n"
    assert body in text
    project.edit_recording(body, "body: '{}'\n    headers: {Content-Type: application/json}\n")
    _, second = drive(project.vendor, project.recording)
    assert [reason.kind for reason in second.levels["L1"].reasons] == ["undeclared body"]


def test_fields_that_do_not_fit_are_left_out_at_any_depth(project: Project) -> None:
    text = '{"items": [{"sku": "a", "quantity": 1}, {"sku": "b", "quantity": 2, "hue": 3}]}'
    request = RecordedRequest("POST", "https://api.acme.example/v1/orders", (), text.encode())
    found = bind_partly(project.vendor.manifest, request)
    assert isinstance(found, Bound)
    assert found.arguments == {"items": [{"sku": "a", "quantity": 1}, {"sku": "b", "quantity": 2}]}
    [departure] = found.departures
    assert departure.kind == "undeclared field" and "`items[1].hue`" in departure.text
    assert departure.at == (("body", ("items", 1, "hue")),)


def test_an_answer_is_decoded_although_the_call_lacks_what_it_needs(project: Project) -> None:
    project.edit("create_order", "ok", '"customer": null, "items"', '"customer": null, "itmes"')
    [driven] = drive(project.vendor, project.path("create_order", "ok"))
    kinds = {reason.kind for reason in driven.levels["L1"].reasons}
    assert kinds == {"undeclared field", "required, not sent"}
    assert driven.levels["L3"].outcome == "passed" and driven.filled


def test_what_whoever_reads_it_says_counts_as_a_departure(project: Project) -> None:
    said = Departure("put in", "the body is ours")
    driven = drive(project.vendor, project.recording, lambda item: Reread(item, (said,)))
    assert {item.verdict for item in driven} == {"failed"}
    assert rows_of("a", "b", driven)[0].cells == (
        *("a", "b", "L1", "0", "0", "2", "0"),
        "put in: 2",
    )


def test_what_there_is_nothing_to_hold_against_is_not_driven(project: Project) -> None:
    entry = project.vendor.manifest.operations["list_orders"]
    answers = dict(entry.responses)
    anything = msgspec.structs.replace(answers["200"], schema={"type": "object"})
    project.operation("list_orders", responses={**answers, "200": anything})
    for item in drive(project.vendor, project.recording):
        assert [item.levels[level].outcome for level in LEVELS] == ["passed"] + ["not driven"] * 2
        assert item.details == ("the document leaves the answer open",)


def test_operations_in_groups_are_called_on_their_group(tmp_path: Path) -> None:
    """As `compile --openapi` makes them."""
    shutil.copytree(GROUPED / "expected", tmp_path / "whole_plants" / "whole")
    recording = tmp_path / "plants.yaml"
    recording.write_text(PLANT, encoding="utf-8")
    [driven] = drive(package_at(tmp_path / "whole_plants" / "whole"), recording)
    assert (driven.operation, driven.verdict, driven.details) == ("get_plants", "equal", ())


def test_the_version_that_another_client_asked_for_is_asked_for_again(project: Project) -> None:
    """By an override for each header that the manifest names, not by what the code happens to."""
    manifest = project.vendor.manifest
    none = msgspec.structs.replace(manifest.connection, headers=())
    assert {item.verdict for item in drive(project.vendor, project.recording)} == {"equal"}
    project.manifest(connection=none)
    first, _ = drive(project.vendor, project.recording)
    assert first.verdict == "failed" and "acme-version" in first.details[0]


@pytest.mark.parametrize("header", ["Authorization", "Acme-Version", "Idempotency-Key"])
def test_what_another_client_did_not_send_is_not_asked_of_it(project: Project, header: str) -> None:
    project.edit("create_refund", "ok", f"{header}:", f"X-Other-{header}:")
    [driven] = drive(project.vendor, project.path("create_refund", "ok"))
    assert driven.verdict == "equal", driven.details


def test_a_body_without_content_type_is_read_as_the_operation_declares(project: Project) -> None:
    old = "Content-Type:\n      - application/x-www-form-urlencoded"
    project.edit("create_refund", "ok", old, "X-Other: []")
    [driven] = drive(project.vendor, project.path("create_refund", "ok"))
    assert driven.verdict == "equal", driven.details


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Bearer REDACTED", "Basic REDACTED", "authorization = Basic"),
        ("x-www-form-urlencoded", "x-www-form-urlencoded; charset=x", None),
        ("&expand[0]=charge", "&expand[0]=charge&amount[]=3", "failed"),
    ],
)
def test_but_what_it_did_send_is(project: Project, old: str, new: str, shown: str | None) -> None:
    project.edit("create_refund", "ok", old, new)
    [driven] = drive(project.vendor, project.path("create_refund", "ok"))
    told = f"{driven.verdict} {' '.join(driven.details)}"
    assert driven.verdict == "equal" if shown is None else shown in told


def test_a_deviation_is_told_apart(project: Project) -> None:
    schemas = project.vendor.manifest.schemas
    refund = schemas["Refund"]
    reason = {**refund["properties"]["reason"], "x-deviation": {"nullable": True, "at": ["#/r"]}}
    properties = {**refund["properties"], "reason": reason}
    project.manifest(
        schemas={**schemas, "Refund": {**refund, "properties": properties}},
        deviations=(Review("#/r", "nullable", "None was given.", "shop", "2099-01-31"),),
    )
    [driven] = drive(project.vendor, project.path("create_refund", "ok"))
    assert (driven.verdict, driven.details) == ("deviation", ("reason",))


def test_a_null_that_neither_document_nor_deviation_allows_fails(project: Project) -> None:
    """The model takes it for absence, so that nothing else tells of it."""
    schemas = project.vendor.manifest.schemas
    refund = schemas["Refund"]
    properties = {**refund["properties"], "reason": {"type": "string"}}
    project.manifest(schemas={**schemas, "Refund": {**refund, "properties": properties}})
    [driven] = drive(project.vendor, project.path("create_refund", "ok"))
    assert driven.verdict == "failed"
    assert "$.reason: should be string, is null" in driven.details[0]
    assert driven.details[-1] == "decode: `reason` is null against the document"


def test_a_recording_of_another_address_is_read_as_ours(project: Project) -> None:
    old, new = "https://api.acme.example/v1/", "https://older.example/api/"
    project.edit_recording(old, new)
    assert {item.verdict for item in drive(project.vendor, project.recording)} == {"not driven"}

    def moved(item: Interaction) -> Interaction:
        return replace(item, request=replace(item.request, url=item.request.url.replace(new, old)))

    driven = drive(project.vendor, project.recording, moved)
    assert [item.verdict for item in driven] == ["equal", "equal"]


@pytest.mark.parametrize(("recorded", "sent"), [("1", "1"), ("1.0", "1.0"), ("1.50", "1.5")])
def test_a_number_is_sent_as_a_caller_would_give_it(recorded: str, sent: str) -> None:
    """Not every vendor takes `limit=1.0` for a whole number."""
    entry = {"properties": {"limit": {"type": "number"}}}
    value = Reader(Schemas({}), text=True).read({"limit": recorded}, entry, "query")["limit"]
    given = GeneratedPackage(sys, Rated, Rated, Rated).typed_arguments("rate", {"limit": value})
    assert str(given["limit"]) == sent


class Rated:
    """A client with one operation, as far as arguments are concerned."""

    @staticmethod
    def build(*, limit: float) -> None:
        """What hints are read from."""

    rate = SimpleNamespace(build=build)
