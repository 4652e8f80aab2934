"""A slice that is pinned suffices for the comparison: all that is used of a document beside its
schemas is kept, and what the slice left out is not new."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from portwright.build.diff import Diff, diff_spec
from portwright.cli.verbs import portwright
from portwright.diagnostics.model import Diagnostics
from portwright.diff.compare import comparison
from tests.diff.made_documents import document, families, json_answer, reading

SPEC = """\
spec: 1
vendor: parcels
openapi: openapi.json

connection:
  secrets: [api_key, hook_key]
  environments:
    live: {base_url: "https://api.parcels.example"}
  auth: {api_key: {header: X-Key, secret: api_key}}

errors:
  code: code
  retry_hint: {header: X-Retry, forbid: "no"}

operations:
  get_parcel:
    call: getParcel
    send: [id, expand]
    read: [id, state]

webhooks:
  deliveries:
    path: /hooks/parcels
    verify:
      hmac: {algo: sha256, secret: hook_key, encoding: hex}
      header: {name: X-Signature}
      signed: [raw_body]
    dedupe: {key: id, keep: 1d}
    type: type
    events:
      parcel.sent: {emit: ParcelSent}
"""
ADDRESS = {"type": "object", "properties": {"city": {"type": "string"}}}
PARCEL = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string"}, "state": {"enum": ["sent"]}, "address": ADDRESS},
}


def _whole() -> dict[str, Any]:
    got = reading("getParcel", PARCEL, "id")
    got["parameters"].append({"name": "expand", "in": "query", "schema": {"type": "string"}})
    got["responses"]["200"]["headers"] = {
        name: {"description": "A header.", "schema": {"type": "string"}}
        for name in ("X-Retry", "Retry-After", "X-Unread")
    }
    got["responses"]["404"] = json_answer({"type": "object", "properties": {"code": {}}})
    hook = {"post": {"responses": {"200": {"description": ""}}}}
    key = {"type": "apiKey", "in": "header", "name": "X-Key"}
    return document(
        {"/parcels/{id}": {"get": got}, "/labels": {"get": reading("listLabels", PARCEL)}},
        components={"securitySchemes": {"key": key}},
        security=[{"key": []}],
        webhooks={"parcel.sent": hook, "parcel.lost": hook},
    )


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A spec with the slice that `vendor add` makes."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "specs/parcels"
    folder.mkdir(parents=True)
    path = folder / "integration.yaml"
    path.write_text(SPEC, encoding="utf-8")
    (tmp_path / "whole.yaml").write_text(yaml.safe_dump(_whole()), encoding="utf-8")
    result = CliRunner().invoke(portwright, ["vendor", "add", "parcels", "--openapi", "whole.yaml"])
    assert result.exit_code == 0, result.output
    return path


def _diff(spec: Path, new: dict[str, Any]) -> Diff:
    path = spec.parent / "new.yaml"
    path.write_text(yaml.safe_dump(new), encoding="utf-8")
    sink = Diagnostics()
    diff = diff_spec(spec, path, sink)
    assert diff is not None, [item.message for item in sink]
    assert diff.subject.is_slice
    return diff


def test_the_document_that_a_slice_was_cut_from_is_the_same(spec: Path) -> None:
    diff = _diff(spec, _whole())
    assert families(diff) == []
    assert dict(comparison(diff.subject, diff.new).additions) == {}


def _without_header(new: dict[str, Any], name: str) -> None:
    del new["paths"]["/parcels/{id}"]["get"]["responses"]["200"]["headers"][name]


def test_what_is_read_of_answers_is_missed(spec: Path) -> None:
    new = _whole()
    for name in ("X-Retry", "Retry-After", "X-Unread"):
        _without_header(new, name)
    diff = _diff(spec, new)
    assert families(diff) == ["response-header-removed"] * 2
    assert {item.change.before for item in diff.findings} == {"X-Retry", "Retry-After"}


def test_an_event_that_is_taken_is_missed(spec: Path) -> None:
    new = _whole()
    new["webhooks"] = {}
    diff = _diff(spec, new)
    assert [item.change.before for item in diff.findings] == ["parcel.sent"]
    (use,) = diff.findings[0].uses
    assert use.span is not None
    assert SPEC.splitlines()[use.span.line - 1].strip().startswith("parcel.sent:")


@pytest.mark.parametrize("flag", ["deprecated", "x-sunset"])
def test_the_end_of_an_operation_is_news_once(spec: Path, flag: str) -> None:
    """What the pinned document said already is not said again."""
    old = _whole()
    value: Any = True if flag == "deprecated" else "2027-06-30"
    old["paths"]["/parcels/{id}"]["get"][flag] = value
    assert len(families(_diff(spec, old))) == 1
    Path("whole.yaml").write_text(yaml.safe_dump(old), encoding="utf-8")
    result = CliRunner().invoke(portwright, ["vendor", "add", "parcels", "--openapi", "whole.yaml"])
    assert result.exit_code == 0, result.output
    assert families(_diff(spec, old)) == []


def test_a_parameter_that_was_deprecated_before_is_no_news(spec: Path) -> None:
    old = _whole()
    old["paths"]["/parcels/{id}"]["get"]["parameters"][1]["deprecated"] = True
    assert families(_diff(spec, old)) == ["request-parameter-deprecated"]
    Path("whole.yaml").write_text(yaml.safe_dump(old), encoding="utf-8")
    CliRunner().invoke(portwright, ["vendor", "add", "parcels", "--openapi", "whole.yaml"])
    assert families(_diff(spec, deepcopy(old))) == []


def test_security_and_servers_are_kept(spec: Path) -> None:
    new = _whole()
    new["components"]["securitySchemes"]["key"]["name"] = "X-Token"
    new["servers"] = [{"url": "https://parcels.test"}]
    found = _diff(spec, new)
    assert sorted(families(found)) == ["security-scheme-changed", "server-moved"]
