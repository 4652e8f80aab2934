"""What the connection adds to every call is compared by the names that the spec gave it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from portwright_harness.connection import UnknownEnvironmentError, connect, environment_of
from portwright_harness.manifest import ConnectionEntry, CredentialNames, Environment
from portwright_runtime import Secret
from portwright_runtime.auth.none import NoAuth
from tests.harness.project import Project, kinds, text

LEVELS = ["L1", "L1-vcr"]


def declare(project: Project, **changes: Any) -> None:
    connection = project.vendor.manifest.connection
    project.manifest(connection=msgspec.structs.replace(connection, **changes))


@pytest.mark.parametrize("level", LEVELS)
def test_a_header_that_the_connection_lost_is_missed(
    project: Project, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    lost = property(lambda self: {"Acme-Account": self.account})
    monkeypatch.setattr(project.vendor.package().connection, "headers", lost)
    finding = project.run("create_refund", "ok", level)
    assert kinds(finding) == ["request"]
    assert "- header     acme-version = 2025-03-01" in text(finding)


@pytest.mark.parametrize("level", LEVELS)
def test_a_header_that_the_spec_does_not_have_is_seen(
    project: Project, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    added = property(lambda self: {"Acme-Version": "2025-03-01", "X-Debug": "1"})
    monkeypatch.setattr(project.vendor.package().connection, "headers", added)
    assert "+ header     x-debug = 1" in text(project.run("create_refund", "ok", level))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("names", "old", "new", "shown"),
    [
        (CredentialNames(headers=("X-Acme",)), "Authorization:", "X-Acme:", "x-acme"),
        (CredentialNames(query=("sig",)), "/v1/refunds", "/v1/refunds?sig=REDACTED", "query.sig"),
    ],
)
def test_a_credential_that_the_connection_lost_is_missed(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    level: str,
    names: CredentialNames,
    old: str,
    new: str,
    shown: str,
) -> None:
    monkeypatch.setattr(project.vendor.package().connection, "auth", property(lambda _: NoAuth()))
    declare(project, credentials=names)
    project.edit("create_refund", "ok", old, new)
    assert f"- credential {shown} = (present)" in text(project.run("create_refund", "ok", level))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("declared", [True, False])
def test_a_secret_header_is_compared_by_presence(
    project: Project, monkeypatch: pytest.MonkeyPatch, level: str, declared: bool
) -> None:
    secret = property(lambda _: {"Acme-Version": "2025-03-01", "X-Partner": Secret("s")})
    monkeypatch.setattr(project.vendor.package().connection, "headers", secret)
    if declared:
        declare(project, credentials=CredentialNames(headers=("X-Partner",)))
    assert "+ credential x-partner = (present)" in text(project.run("create_refund", "ok", level))
    project.edit("create_refund", "ok", "User-Agent:\n      - recorder/1", "X-Partner: REDACTED")
    assert text(project.run("create_refund", "ok", level)) == ""


@pytest.mark.parametrize("level", LEVELS)
def test_the_environment_is_the_one_of_the_recording(project: Project, level: str) -> None:
    """Its URL says less: two environments may share one, until one of them moves."""
    project.edit(
        "create_refund", "ok", "source: synthetic", "source: synthetic\n    environment: test"
    )
    finding = project.run("create_refund", "ok", level)
    assert kinds(finding) == ["request"]
    assert "+ url = https://test.acme.example/api/v1/refunds" in text(finding)


@pytest.mark.parametrize("level", [*LEVELS, "L3"])
def test_an_environment_that_the_spec_does_not_have_fails(project: Project, level: str) -> None:
    project.edit(
        "create_refund", "ok", "source: synthetic", "source: synthetic\n    environment: qa"
    )
    finding = project.run("create_refund", "ok", level)
    assert kinds(finding) == ["cassette"]
    assert text(finding) == "recorded in the environment `qa`; the spec declares live, test"


@pytest.mark.parametrize(
    ("url", "recorded_in", "chosen"),
    [
        ("https://a.example/v1/x", None, "live"),
        ("https://a.example/v1/x", "test", "test"),
        ("https://a.example/v1/api/x", None, "api"),
        ("https://elsewhere.example/", None, "live"),
        ("https://elsewhere.example/", "api", "api"),
    ],
)
def test_without_a_word_of_the_recording_its_url_decides(
    url: str, recorded_in: str | None, chosen: str
) -> None:
    urls = {"live": "https://a.example/v1", "test": "https://a.example/v1"}
    urls["api"] = "https://a.example/v1/api/"
    entry = ConnectionEntry("C", environments={k: Environment(v) for k, v in urls.items()})
    assert environment_of(entry, url, recorded_in) == chosen


def test_without_environments_there_is_none_to_choose(project: Project) -> None:
    assert environment_of(ConnectionEntry("C"), "https://a.example", "test") is None
    with pytest.raises(UnknownEnvironmentError):
        manifest = project.vendor.manifest
        connect(manifest, project.vendor.package().connection, "https://a.example", "qa")
