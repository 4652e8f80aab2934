"""What the spec's error rules make of an answer is what is recorded and verified."""

from __future__ import annotations

import pytest

from portwright_harness.recorder.problem import RecordingFailedError
from tests.cli.project import Project
from tests.recorder.shop import BEARER, DOCUMENT, SPEC, TOKEN, Shop, compiled
from tests.recorder.vendor import Answer, Vendor

RULES = """\
    - {status: 404, body.why: moved, then: conflict}
    - {status: 404, body.why: none yet, then: success}
    - {status: 200, body.description: no such order, then: not_found}
"""
CASES = """\
    - {op: get_order, cassette: moved, wire: {id: o-1}, raises: Conflict}
    - {op: get_order, cassette: none_yet, wire: {id: o-1}}
    - {op: get_order, cassette: behind_success, wire: {id: o-1}, raises: NotFound}
"""
MOVED = Answer(b'{"why": "moved"}', 404)
NONE_YET = Answer(b'{"why": "none yet"}', 404)
BEHIND_SUCCESS = Answer(b'{"description": "no such order"}')
PLAIN = Answer(b'{"why": "gone"}', 404)


@pytest.fixture
def ruled(tmp_path, vendor: Vendor, shop: Shop) -> Shop:  # type: ignore[no-untyped-def]
    spec = SPEC.replace("AUTH", BEARER).replace("SECRETS", "token")
    spec = spec.replace("  rules:\n", f"  rules:\n{RULES}").rstrip("\n") + "\n" + CASES
    environ = {"SHOP_TOKEN": TOKEN}
    return compiled(Project(tmp_path / "ruled"), vendor, spec, DOCUMENT, environ)


@pytest.mark.parametrize(
    ("case", "answer"),
    [
        ("get_order/moved", MOVED),
        ("get_order/none_yet", NONE_YET),
        ("get_order/behind_success", BEHIND_SUCCESS),
    ],
)
def test_an_answer_that_a_rule_reclassifies_is_recorded_and_verified(
    ruled: Shop, case: str, answer: Answer
) -> None:
    ruled.vendor.answers = [answer]
    ruled.record(case)
    assert ruled.problems() == []


@pytest.mark.parametrize(
    ("case", "answer", "said"),
    [
        ("get_order/moved", PLAIN, "raised ShopNotFound"),
        ("get_order/missing", MOVED, "raised ShopConflict"),
        ("get_order/ok", BEHIND_SUCCESS, "raised ShopNotFound"),
        ("get_order/none_yet", PLAIN, "raised ShopNotFound"),
    ],
)
def test_what_another_rule_says_is_not_what_the_case_says(
    ruled: Shop, case: str, answer: Answer, said: str
) -> None:
    ruled.vendor.answers = [answer]
    with pytest.raises(RecordingFailedError, match=said):
        ruled.record(case)
    assert ruled.cassettes() == []
