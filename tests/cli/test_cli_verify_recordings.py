"""`portwright verify --recordings`: another client's recordings through a generated package."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.project import Project

SAMPLE = Path(__file__).parents[1] / "harness" / "sample"
ADDRESS = "https://api.acme.example"


@pytest.fixture
def acme(empty: Project) -> Project:
    """A generated package, and recordings in a folder of their own."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(SAMPLE, empty.folder, ignore=ignored, dirs_exist_ok=True)
    return empty


def edit(acme: Project, old: str, new: str) -> None:
    path = acme.folder / "recordings" / "list_orders.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def verify(acme: Project, *more: str) -> tuple[int, str]:
    package = ("--package", "sample_generated/acme")
    done = acme.execute("verify", "--recordings", "recordings", *package, *more)
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def test_recordings_that_are_sent_and_read_alike_pass(acme: Project) -> None:
    code, said = verify(acme)
    assert code == 0, said
    rows = [line.split("|")[3:8] for line in said.splitlines()[2:]]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["L1", "2", "0", "0", "0"],
        ["L2", "2", "0", "0", "0"],
        ["L3", "2", "0", "0", "0"],
    ]


def test_what_deviates_fails_and_is_shown_with_its_place(acme: Project) -> None:
    edit(acme, "?limit=2&status=open\n", "?limit=2&state=open\n")
    code, said = verify(acme)
    assert code == 1
    assert "    L1 deviates: unknown query parameter `state`" in said
    assert "failed list_orders.yaml:" in said and "undeclared parameter: 1" in said


def test_what_is_of_no_operation_is_counted_and_shown_when_asked(acme: Project) -> None:
    edit(acme, "/v1/orders?limit=2&status=open", "/v2/orders")
    code, said = verify(acme)
    assert code == 0 and "unknown operation: 1" in said and "/v2/orders" not in said
    assert "unknown operation: GET /v2/orders" in verify(acme, "-v")[1]


def test_recordings_of_no_operation_at_all_fail(acme: Project) -> None:
    edit(acme, "/v1/orders", "/v2/orders")
    code, said = verify(acme)
    assert code == 1 and "unknown operation: 2" in said


def test_a_file_that_cannot_be_read_fails(acme: Project) -> None:
    (acme.folder / "recordings" / "other.yaml").write_text("version: 2\ninteractions: []\n")
    code, said = verify(acme)
    assert code == 1 and "unread recordings/other.yaml:1: version '2' is not 1" in said


def test_the_address_of_the_recordings_may_be_another(acme: Project) -> None:
    edit(acme, ADDRESS, "https://sandbox.example/api")
    assert verify(acme)[0] == 1
    assert verify(acme, "--recorded-at", "https://sandbox.example/api")[0] == 0


def test_an_address_that_only_the_caller_knows_is_not_replaced(acme: Project) -> None:
    path = acme.folder / "sample_generated/acme/manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for environment in manifest["connection"]["environments"].values():
        environment["base_url"] = "{server}/v1"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    more = ("--package", "sample_generated/acme", "--recorded-at", "https://sandbox.example")
    done = acme.execute("verify", "--recordings", "recordings", *more)
    assert done.returncode == 2
    assert "acme has no address of its own: it takes the recorded one" in done.stderr


def test_machines_read_json_and_junit(acme: Project) -> None:
    edit(acme, "?limit=2&status=open\n", "?limit=2&state=open\n")
    document = json.loads(verify(acme, "--format", "json")[1])
    assert document["ok"] is False
    assert [level["deviates"] for level in document["levels"]] == [1, 0, 0]
    assert [item["verdict"] for item in document["interactions"]] == ["equal", "failed"]
    suite = ElementTree.fromstring(verify(acme, "--format", "junit")[1])
    cases = list(suite.iter("testcase"))
    assert len(cases) == 6 and len(list(suite.iter("failure"))) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--recordings recordings", "--recordings needs --package"),
        ("--package sample_generated/acme", "--package and --recorded-at go with --recordings"),
        ("--recordings recordings --level L1 --package .", "goes with neither --vendor, --level"),
        ("--recordings recordings --package .", "manifest.json cannot be read"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(acme: Project, arguments: str, said: str) -> None:
    result = acme.run("verify", *arguments.split())
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split()) and result.stdout == ""
