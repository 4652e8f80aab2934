"""Whatever is done to a good cassette, the level that should catch it does, and nothing breaks.

A table of changes, done to cassettes of this repository and to real exchanges with Stripe.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from portwright_harness.path_match import match_path
from portwright_harness.schema import Schemas, enum_of, fits_kind, kinds
from tests.recordings.driving import vendor
from tests.recordings.good import Document, Findings, Good, committed, recorded, sealed, written

REAL = 10


class NotHereError(Exception):
    """A change that this cassette has no place for."""


@dataclass(frozen=True)
class Change:
    """What is done, the level that must catch it, and how its failure is called."""

    name: str
    change: Callable[[Document], Document | bytes]
    level: str
    kind: str
    said: str = ""


def _interactions(document: Document) -> list[Any]:
    found: list[Any] = document["interactions"]
    return found


def _missing(document: Document) -> Document:
    _interactions(document).pop()
    return document


def _extra(document: Document) -> Document:
    _interactions(document).append(copy.deepcopy(_interactions(document)[-1]))
    return document


def _reversed(document: Document) -> Document:
    _interactions(document).reverse()
    return document


def _request(change: Callable[[str], str]) -> Callable[[Document], Document]:
    """The first request's form, or its query where it sends none."""

    def changed(document: Document) -> Document:
        request = _interactions(document)[0]["request"]
        place = "body" if request["body"] else "uri"
        before = request[place]
        request[place] = change(before)
        assert request[place] != before
        return document

    return changed


def _other_value(text: str) -> str:
    """The last value: a number more, or a letter more."""
    return text[:-1] + str((int(text[-1]) + 1) % 10) if text[-1:].isdigit() else text + "x"


def _flipped(text: str) -> str:
    at = text.rindex("=") + 1
    return text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]


def _answer(change: Callable[[Any, Any], None]) -> Callable[[Document], Document]:
    """The first JSON answer, and its schema in the manifest."""

    def changed(document: Document) -> Document:
        interaction = _interactions(document)[0]
        body = json.loads(interaction["response"]["body"]["string"])
        change(body, _schema(interaction))
        interaction["response"]["body"]["string"] = json.dumps(body)
        return document

    return changed


def _schema(interaction: Any) -> Any:
    manifest = vendor("stripe").manifest
    request = interaction["request"]
    entry = match_path(manifest, request["method"], request["uri"])[0].entry
    declared = entry.response(interaction["response"]["status"]["code"])
    assert declared is not None
    return declared.schema


def _leaves(value: Any, schema: Any) -> Iterator[tuple[Any, str, Any]]:
    """Every selected leaf: what holds it, its key, its schema."""
    schemas = Schemas(vendor("stripe").manifest.schemas)
    for branch in (b for b in schemas.alternatives(schema) if fits_kind(value, b)):
        if isinstance(value, dict):
            for name, inner in branch.get("properties", {}).items():
                if name in value:
                    yield value, name, inner
                    yield from _leaves(value[name], inner)
        elif isinstance(value, list):
            for item in value:
                yield from _leaves(item, branch.get("items", {}))


def _put(body: Any, schema: Any, wanted: Callable[[Any], bool], value: object) -> None:
    schemas = Schemas(vendor("stripe").manifest.schemas)
    for holder, name, inner in _leaves(body, schema):
        branches = schemas.alternatives(inner)
        if all(wanted(branch) for branch in branches if kinds(branch) != {"null"}):
            if holder[name] is None:
                continue
            holder[name] = value
            return
    raise NotHereError


def _unknown_value(body: Any, schema: Any) -> None:
    _put(body, schema, lambda branch: enum_of(branch) is not None, "never_heard_of")


def _wrong_type(body: Any, schema: Any) -> None:
    _put(body, schema, lambda branch: kinds(branch) == {"integer"}, "12")


def _other_text(body: Any, _: Any) -> None:
    """What no schema and no snapshot is about."""
    body["object"] += "_of_another"


def _unknown_field(body: Any, _: Any) -> None:
    body["never_heard_of"] = 1


def _of_document(place: tuple[Any, ...], value: object) -> Callable[[Document], Document]:
    def changed(document: Document) -> Document:
        found: Any = document
        for step in place[:-1]:
            found = found[step]
        found[place[-1]] = value
        return document

    return changed


def _stale(document: Document) -> Document:
    schemas = document["metadata"]["provenance"]["schemas"]
    schemas[next(iter(schemas))] = "0" * 16
    return document


def _raw(old: bytes, new: bytes) -> Callable[[Document], bytes]:
    def changed(document: Document) -> bytes:
        data = written(document)
        assert old in data
        return data.replace(old, new, 1)

    return changed


def _cut_json(document: Document) -> Document:
    body = _interactions(document)[0]["response"]["body"]
    body["string"] = body["string"].strip()[:-1] + "|"
    return document


FIRST = ("interactions", 0)
SECRET = (*FIRST, "request", "headers", "Authorization")
CHANGES = [
    Change("a byte of the YAML", _raw(b"interactions:", b"interactions;"), "L0", "cassette"),
    Change("a byte that is no UTF-8", _raw(b"method", b"m\xffthod"), "L0", "cassette", "UTF-8"),
    Change("a byte of the request", _request(_flipped), "L1", "request", "request 1 of"),
    Change("a byte of the answer", _cut_json, "L2", "response", "$: should be JSON"),
    Change("a missing interaction", _missing, "L1", "extra", "has no interaction"),
    Change("an extra interaction", _extra, "L1", "unplayed", "was not played"),
    Change("another order", _reversed, "L1", "request", "request 1 of"),
    Change("another value in the request", _request(_other_value), "L1", "request", "  - "),
    Change(
        "an unknown field of the request",
        _request(lambda text: text + ("&" if "=" in text else "?") + "never_heard_of=1"),
        "L1",
        "request",
        "never_heard_of = 1",
    ),
    Change("an unknown enum value", _answer(_unknown_value), "L2", "response", "is none of"),
    Change("a wrong type", _answer(_wrong_type), "L2", "response", 'is string "12"'),
    Change("another value in the answer", _answer(_other_text), "L0", "digest", "fmt --seal "),
    Change("a stale hash", _stale, "L0", "stale", "was 0000000000000000"),
    Change(
        "a leaked secret",
        _of_document(SECRET, ["Bearer sk_live_4eC39HqLyjWDarjtT1zdp7dc"]),
        "L0",
        "redaction",
        "header `Authorization`",
    ),
]


@pytest.fixture(scope="module")
def three_pages(tmp_path_factory: pytest.TempPathFactory) -> Good:
    return committed(tmp_path_factory.mktemp("pages"), "list_payments", "three_pages")


@pytest.fixture(scope="module")
def payment(tmp_path_factory: pytest.TempPathFactory) -> Good:
    return committed(tmp_path_factory.mktemp("payment"), "create_payment", "ok")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> list[Good]:
    found = recorded(tmp_path_factory.mktemp("real"), REAL)
    if not found:
        pytest.skip("no recordings of Stripe beside this checkout")
    assert len(found) == REAL
    return found


def changed(good: Good, change: Change) -> Findings:
    made = change.change(copy.deepcopy(good.document))
    return good.run(made if isinstance(made, bytes) else written(made))


def assert_caught(found: Findings, change: Change, name: str) -> None:
    problems = found[change.level].problems
    assert change.kind in [problem.kind for problem in problems], f"{name}: {found}"
    assert change.said in "\n".join(problem.text for problem in problems)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_cassette_of_ours_that_is_changed_is_caught(three_pages: Good, change: Change) -> None:
    assert not any(f.problems for f in three_pages.run(three_pages.bytes()).values())
    assert_caught(changed(three_pages, change), change, three_pages.name)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_real_exchanges_that_are_changed_are_caught(real: list[Good], change: Change) -> None:
    applied = 0
    for good in real:
        try:
            found = changed(good, change)
        except NotHereError:
            continue
        applied += 1
        assert_caught(found, change, good.name)
    assert applied == REAL


def test_another_amount_in_the_answer_is_not_the_snapshot(payment: Good) -> None:
    def dearer(body: Any, _: Any) -> None:
        body["amount"] += 1

    made = _answer(dearer)(copy.deepcopy(payment.document))
    found = payment.run(sealed(made))
    failed = {level for level, finding in found.items() if finding.problems}
    assert failed == {"L3", "L4"}
    assert "-amount: !money '20.00 EUR'\n  +amount: !money '20.01 EUR'" in (
        found["L4"].problems[0].text
    )


@pytest.mark.parametrize("which", ["ours", "real"])
def test_an_unknown_field_of_an_answer_is_told_and_fails_nothing(
    which: str, payment: Good, request: pytest.FixtureRequest
) -> None:
    goods = [payment] if which == "ours" else request.getfixturevalue("real")
    for good in goods:
        made = _answer(_unknown_field)(copy.deepcopy(good.document))
        found = good.run(sealed(made))
        assert "$.never_heard_of" in found["L2"].undocumented
        assert any("$.never_heard_of" in note for note in found["L2"].notes)
        assert not any(finding.problems for finding in found.values())
