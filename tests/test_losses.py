"""What a document says and a package does not keep is counted, and what a reader may meet in a
report is documented."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from portwright.rules.openapi import unkept_words

CASE = Path(__file__).parent / "cases/whole_losses"


def report() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASE / "report.json").read_text(encoding="utf-8"))
    return found


def test_every_kind_is_met_and_documented() -> None:
    kinds = {item["kind"] for item in report()["losses"]}
    lists = unkept_words.RULE.doc.partition("**Example**")[0]
    heads = re.findall(r"(?:- |; |^  )((?:`[a-z_]+`(?:, )?)+):", lists, re.M)
    assert kinds == {name for head in heads for name in re.findall(r"\w+", head)}


def test_places_are_counted_once_and_in_use() -> None:
    for item in report()["losses"]:
        assert item["count"] == len(set(item["pointers"])) > 0
        assert not any("Unused" in pointer for pointer in item["pointers"])


def test_the_warning_counts_what_the_report_lists() -> None:
    found = report()
    [said] = [item["message"] for item in found["warnings"] if item["code"] == "W0128"]
    told = {kind: int(number) for number, kind in re.findall(r"(\d+) (\w+)", said)}
    listed: dict[str, int] = {}
    for item in found["losses"]:
        listed[item["kind"]] = listed.get(item["kind"], 0) + item["count"]
    assert told == listed
