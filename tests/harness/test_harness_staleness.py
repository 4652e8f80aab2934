"""A cassette is stale by what its answers meant then, and by its age; a clock is given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from msgspec.structs import replace

from portwright_harness.cassette import read_cassette
from portwright_harness.config import read_config
from portwright_harness.coverage.machine import as_junit
from portwright_harness.coverage.settings import Staleness
from portwright_harness.coverage.staleness import Stale, stale_by_age, stale_by_schema
from portwright_harness.coverage.survey import Survey, survey
from portwright_harness.coverage.text import text
from portwright_harness.vendor import load_vendor

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 6, 1, tzinfo=UTC)
CASSETTE = """version: 1
metadata:
  provenance:
    source: sandbox
{facts}
interactions:
- request: {{method: GET, uri: 'https://api.acme.example/v1/orders/o_1'}}
  response: {{status: {{code: 200, message: OK}}, body: {{string: '{{}}'}}}}
"""


def by_age(tmp_path: Path, facts: str, settings: Staleness) -> list[Stale]:
    path = tmp_path / "paid.yaml"
    path.write_text(CASSETTE.format(facts=f"    {facts}"), encoding="utf-8")
    return list(stale_by_age(read_cassette(path), settings, NOW))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("recorded_at: '2026-05-31T10:00:00Z'", []),
        ("recorded_at: '2026-05-02T00:00:00+00:00'", []),
        ("recorded_at: '2026-05-01T00:00:00Z'", ["recorded 31 days ago; max_age is 30"]),
        ("recorded_at: '2026-05-01T00:00:00'", ["recorded 31 days ago; max_age is 30"]),
        ("written_at: '2025-06-01'", ["recorded 365 days ago; max_age is 30"]),
        ("recorded_at: yesterday", ["nothing says how old it is"]),
        ("environment: test", ["nothing says how old it is"]),
    ],
)
def test_age(tmp_path: Path, facts: str, expected: list[str]) -> None:
    found = by_age(tmp_path, facts, Staleness(timedelta(days=30)))
    assert len(found) == len(expected)
    assert all(shown in stale.text for shown, stale in zip(expected, found, strict=True))


def test_age_is_as_grave_as_the_project_says(tmp_path: Path) -> None:
    old = "written_at: '2020-01-01'"
    grave = Staleness(timedelta(days=1), age="error")
    assert [s.severity for s in by_age(tmp_path, old, grave)] == ["error"]
    assert [s.severity for s in by_age(tmp_path, old, Staleness(timedelta(days=1)))] == ["warning"]
    assert by_age(tmp_path, old, Staleness()) == []


def shipped() -> Survey:
    return survey(read_config(ROOT), now=datetime(2027, 1, 1, tzinfo=UTC))


def test_our_own_cassettes_are_of_today() -> None:
    assert sum(len(one.stale) for one in shipped().vendors) == 0


def test_another_schema_makes_a_cassette_stale() -> None:
    vendor = load_vendor(read_config(ROOT), "stripe")
    cassette = read_cassette(vendor.cassette("create_refund", "ok"))
    entry = vendor.operation("create_refund")
    assert list(stale_by_schema(cassette, entry)) == []
    changed = {k: replace(answer, hash="0" * 16) for k, answer in entry.responses.items()}
    (stale,) = stale_by_schema(cassette, replace(entry, responses=changed))
    assert (stale.reason, stale.severity) == ("schema", "error")
    assert "its answer 200 is another now" in stale.text
    (gone,) = stale_by_schema(cassette, replace(entry, responses={}))
    assert "None now" in gone.text


def test_a_cassette_that_says_nothing_is_a_warning(tmp_path: Path) -> None:
    vendor = load_vendor(read_config(ROOT), "stripe")
    path = tmp_path / "paid.yaml"
    path.write_text(CASSETTE.format(facts=""), encoding="utf-8")
    (stale,) = stale_by_schema(read_cassette(path), vendor.operation("create_refund"))
    assert (stale.severity, stale.reason) == ("warning", "schema")


@pytest.mark.parametrize(("severity", "ok"), [("error", False), ("warning", True)])
def test_staleness_is_told_with_its_command(tmp_path: Path, severity: str, ok: bool) -> None:
    generated = tmp_path / "generated" / "stripe"
    generated.mkdir(parents=True)
    manifest = (ROOT / "generated/stripe/manifest.json").read_text(encoding="utf-8")
    hash_ = load_vendor(read_config(ROOT), "stripe").operation("get_refund").responses["200"].hash
    changed = manifest.replace(f'"hash": "{hash_}"', '"hash": "feedfacefeedface"')
    (generated / "manifest.json").write_text(changed, encoding="utf-8")
    (tmp_path / "cassettes").symlink_to(ROOT / "cassettes")
    table = f'[tool.portwright.staleness]\nschema = "{severity}"\n'
    (tmp_path / "pyproject.toml").write_text(table, encoding="utf-8")
    found = survey(read_config(tmp_path))
    assert found.ok is ok
    assert f"  {severity}: get_refund/ok is stale: the schema of its answer 200" in text(found)
    assert "    portwright record stripe get_refund/ok --environment test --refresh" in text(found)
    failures = Xml.fromstring(as_junit(found)).findall("testsuite/testcase/failure")
    assert bool(failures) is not ok
