"""Files of foreign recordings, driven interaction by interaction."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from portwright_harness.foreign import drive
from portwright_harness.manifest import Review
from portwright_harness.recording import Interaction
from tests.harness.project import Project


def test_each_interaction_is_driven_or_says_why_not(project: Project) -> None:
    path = project.recording
    project.edit_recording("?limit=2&status=open\n", "?page=2\n")
    first, second = drive(project.vendor, path)
    assert (first.verdict, first.operation, first.line) == ("equal", "list_orders", 3)
    assert (second.verdict, second.operation) == ("not driven", None)
    assert second.details == ("GetOrders: unknown query parameter `page`",)


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
    ("old", "new", "reason"),
    [
        ("status=open\n", "state=open\n", "unknown query parameter `state`"),
        ("limit=2&status=open\n", "limit=two\n", "`limit` is not integer"),
        ("/v1/orders?limit=2&status=open", "/v2/orders", "unknown operation: GET /v2/orders"),
    ],
)
def test_what_is_no_call_of_ours_says_why(
    project: Project, old: str, new: str, reason: str
) -> None:
    project.edit_recording(old, new)
    refused = [item for item in drive(project.vendor, project.recording) if item.operation is None]
    assert refused and all(reason in item.details[0] for item in refused)


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
        ("&expand[0]=charge", "&expand[0]=charge&amount[]=3", "not driven"),
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
