"""A cassette that is read here and that plain vcrpy cannot play is told, and mended by fmt."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from vcr.serialize import deserialize
from vcr.serializers import yamlserializer

from portwright_harness.cassette import read_cassette
from portwright_harness.config import Config
from portwright_harness.layout.project import lay_out
from portwright_harness.levels.finding import Finding
from tests.harness.project import Project

ASKED, ANSWERED = ("interactions", 0, "request"), ("interactions", 0, "response")
CASE = ("get_order", "paid")

GONE = object()
BROKEN: dict[str, tuple[tuple[str | int, ...], object]] = {
    "request.body` is not there": ((*ASKED, "body"), GONE),
    "request.method` must be text": ((*ASKED, "method"), True),
    "request.body` must be text": ((*ASKED, "body"), {"string": ""}),
    "request.headers` is not there": ((*ASKED, "headers"), GONE),
    "request.headers` must be a map": ((*ASKED, "headers"), None),
    "request.headers` must be a map of lists": ((*ASKED, "headers", "Authorization"), []),
    "request.headers` must be a map of lists of text": ((*ASKED, "headers", "X-One"), [12]),
    "request.body` must be text, or": ((*ASKED, "body"), 1.5),
    "response.headers` is not there": ((*ANSWERED, "headers"), GONE),
    "response.headers` must be a map of lists": ((*ANSWERED, "headers"), {"X-One": "text"}),
    "response.headers` must be a map of lists of text": (
        (*ANSWERED, "headers", "X-One"),
        [dt.date(2026, 1, 31)],
    ),
    "response.status.code` must be a number": ((*ANSWERED, "status", "code"), "200"),
    "response.status.message` is not there": ((*ANSWERED, "status", "message"), GONE),
    "response.status.message` must be text": ((*ANSWERED, "status", "message"), b"\xff"),
    "response.body` is not there": ((*ANSWERED, "body"), GONE),
    "response.body` must be a map": ((*ANSWERED, "body"), "{}"),
    "response.body.string` is not there": ((*ANSWERED, "body"), {"base64_string": "e30="}),
    "response.body.string` must be text": ((*ANSWERED, "body"), {"string": None}),
    "response.body.string` must be text or": ((*ANSWERED, "body"), {"string": 0}),
}


def damaged(path: Path, place: tuple[str | int, ...], value: object) -> None:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    holder: Any = document
    for step in place[:-1]:
        holder = holder[step]
    if value is GONE:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    path.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")


def told(found: Finding) -> list[str]:
    return [problem.text for problem in found.problems if problem.kind == "cassette"]


@pytest.mark.parametrize("said", BROKEN)
def test_what_vcrpy_cannot_play_is_a_finding_with_its_line_and_what_mends_it(
    project: Project, said: str
) -> None:
    path = project.path(*CASE)
    damaged(path, *BROKEN[said])
    [hygiene] = told(project.run(*CASE, "L0"))
    assert hygiene.startswith("acme/get_order/paid.yaml:") and said in hygiene
    assert "`portwright cassettes fmt acme/get_order/paid.yaml` mends it" in hygiene
    assert told(project.run(*CASE, "L1-vcr")) == [hygiene]


@pytest.mark.parametrize("said", BROKEN)
def test_fmt_mends_it(project: Project, said: str) -> None:
    path = project.path(*CASE)
    damaged(path, *BROKEN[said])
    config: Config = replace(project.vendor.config, root=project.cassettes.parent)
    [item] = lay_out(config, write=True, only=[path])
    assert item.changed and read_cassette(path).unplayable == ()
    assert not any("broke" in p.text for p in project.run(*CASE, "L1-vcr").problems)


@pytest.mark.parametrize(
    ("place", "value", "name"),
    [(("headers", "X-One"), ["é"], "headers"), (("status", "message"), "é", "status.message")],
)
def test_what_vcrpy_cannot_send_is_told_and_no_layout_mends_it(
    project: Project, place: tuple[str, str], value: object, name: str
) -> None:
    path = project.path(*CASE)
    damaged(path, (*ANSWERED, *place), value)
    [said] = told(project.run(*CASE, "L0"))
    assert said.endswith(f"`response.{name}` must be of signs of ASCII alone")
    assert told(project.run(*CASE, "L1-vcr")) == [said]


def vcrpy_reads(path: Path) -> bool:
    try:
        deserialize(path.read_text(encoding="utf-8"), yamlserializer)
    except TypeError:
        return False
    return True


@pytest.mark.parametrize("key", ["body", "headers"])
def test_vcrpy_still_needs_these_keys(project: Project, key: str) -> None:
    """Should it learn to do without, the finding can go."""
    path = project.path(*CASE)
    assert vcrpy_reads(path)
    damaged(path, (*ASKED, key), GONE)
    assert not vcrpy_reads(path)
