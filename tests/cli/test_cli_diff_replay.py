"""`diff --replay`: recordings as evidence beside findings."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.project import DOCUMENT, SPEC, Project

CASSETTE = """\
version: 1
metadata:
  provenance: {source: synthetic, why: a test, written_at: "2026-11-27"}
interactions:
- request:
    method: GET
    uri: https://api.shop.example/orders/o-1
    body: null
    headers: {Authorization: [Bearer REDACTED]}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Type: [application/json]}
    body: {string: '{"id": "o-1", "description": "Two books", "customer": {"name": "A"}}'}
"""
BEFORE = "description: {type: string, title"
NUMBER = DOCUMENT.replace(BEFORE, "description: {type: integer, title")
NULLABLE = DOCUMENT.replace(BEFORE, "description: {type: string, nullable: true, title")
ELSEWHERE = DOCUMENT.replace("/orders/{id}:", "/purchases/{id}:")


@pytest.fixture
def recorded(shop: Project) -> Project:
    shop.write("pyproject.toml", "[tool.portwright]\n")
    shop.write("cassettes/shop/get_order/ok.yaml", CASSETTE)
    return shop


def diff(project: Project, document: str) -> Any:
    project.write("new.yaml", document)
    done = project.execute("diff", "shop", "new.yaml", "--replay", "--format", "json")
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def test_an_answer_that_the_new_document_refuses_speaks_for_its_finding(
    recorded: Project,
) -> None:
    found = diff(recorded, NUMBER)
    assert found["replay"] == {"exchanges": 1, "failure": None}
    [finding] = found["findings"]
    assert finding["rule"] == "DIFF-response-type-widened"
    assert {item["level"] for item in finding["evidence"]} == {"L2", "L3"}
    assert {item["place"] for item in finding["evidence"]} == {"get_order/ok.yaml:5"}
    assert "description" in finding["evidence"][0]["text"]


def test_an_answer_that_still_fits_speaks_for_nothing(recorded: Project) -> None:
    [finding] = diff(recorded, NULLABLE)["findings"]
    assert finding["verdict"] == "breaks-parse" and finding["evidence"] == []


def test_a_call_that_nothing_takes_any_more_speaks_for_the_operation(recorded: Project) -> None:
    [finding] = diff(recorded, ELSEWHERE)["findings"]
    assert finding["rule"] == "DIFF-operation-moved"
    [evidence] = finding["evidence"]
    assert evidence["level"] == "L1" and "/orders/o-1" in evidence["text"]


def test_what_the_recordings_lacked_before_is_no_evidence(recorded: Project) -> None:
    strange = CASSETTE.replace('"id": "o-1"', '"id": 7')
    recorded.write("cassettes/shop/get_order/ok.yaml", strange)
    assert all(not item["evidence"] for item in diff(recorded, NULLABLE)["findings"])


def test_in_text_and_markdown(recorded: Project) -> None:
    recorded.write("new.yaml", NUMBER)
    shown = recorded.execute("diff", "shop", "new.yaml", "--replay").stdout
    assert "= recorded: get_order/ok.yaml:5, L2: " in shown
    assert "1 recorded exchange was replayed: 1 speaks for 1 finding" in shown
    page = recorded.execute("diff", "shop", "new.yaml", "--replay", "--format", "markdown").stdout
    assert "- recorded: `get_order/ok.yaml:5`, L2: " in page


def test_without_cassettes_it_says_so(shop: Project) -> None:
    shop.write("pyproject.toml", "[tool.portwright]\n")
    shop.write("new.yaml", NUMBER)
    done = shop.execute("diff", "shop", "new.yaml", "--replay")
    assert done.returncode == 1
    assert "nothing was replayed: no cassettes in " in done.stdout


def test_two_documents_have_no_recordings(shop: Project) -> None:
    result = shop.run(
        "diff", "--all", "specs/shop/openapi.yaml", "specs/shop/openapi.yaml", "--replay"
    )
    assert result.exit_code == 2 and "--replay needs a spec" in result.stderr


def test_nothing_is_left_behind(recorded: Project) -> None:
    recorded.write("new.yaml", NUMBER)
    before = recorded.files()
    diff(recorded, NUMBER)
    assert recorded.files() == before


def test_what_is_said_of_one_part_is_no_evidence_for_another(recorded: Project) -> None:
    spec = SPEC.replace("{call: getOrder", "{call: getOrder, send: [id, filter.a]")
    recorded.write("specs/shop/integration.yaml", spec)
    cassette = CASSETTE.replace("/orders/o-1", "/orders/o-1?filter=%7B%22a%22:%22x%22%7D")
    recorded.write("cassettes/shop/get_order/ok.yaml", cassette)
    new = DOCUMENT.replace("name: filter", "name: sieve").replace(
        '"404": {description: No such order.}', '"409": {description: No such order.}'
    )
    found = {item["rule"]: item["evidence"] for item in diff(recorded, new)["findings"]}
    assert {item["level"] for item in found.pop("DIFF-request-parameter-removed")} == {"L1"}
    assert not any(found.values())
