"""Both drivers: what a vendor's error rules and retry hints do to calls."""

import pytest

from portwright_runtime import (
    Headers,
    Idempotent,
    Outcome,
    RetryHint,
    Rules,
    Unsafe,
    Verdict,
)
from portwright_runtime.errors import (
    AuthFailed,
    Conflict,
    Unavailable,
    VendorError,
)
from tests.runtime.doubles import Rig, Wire, answer
from tests.runtime.pipeline import of, outcome


def ruled(**by: Verdict) -> Rules:
    def judge(status: int, headers: Headers, body: object) -> Verdict | None:
        code = body.get("code") if isinstance(body, dict) else None
        return by.get(f"s{status}_{code}") or by.get(f"s{status}")

    return Rules(judge=judge, needs_body=True)


class TestRules:
    def test_come_before_the_default(self, rig: Rig) -> None:
        wire = Wire(answer(409, '{"code":"lock"}'), answer(409, '{"code":"other"}'))
        rules = ruled(s409_lock=Verdict(Outcome.RETRY))
        error = outcome(rig, of(rig.client(wire), classify=rules))
        assert isinstance(error, VendorError) and len(wire.sent) == 2
        assert error.status == 409 and isinstance(error, Conflict)

    def test_find_faults_in_a_success(self, rig: Rig) -> None:
        wire = Wire(answer(200, '{"code":"busy"}'), answer())
        rules = ruled(s200_busy=Verdict(Outcome.RETRY))
        rig.call(of(rig.client(wire), classify=rules), amount=5)
        assert len(wire.sent) == 2

    @pytest.mark.parametrize("verdict", [Outcome.RETRY, Outcome.THROTTLE, Outcome.UNAVAILABLE])
    def test_never_override_safety(self, rig: Rig, verdict: Outcome) -> None:
        wire = Wire(answer(500, "{}"), answer())
        method = of(rig.client(wire), classify=ruled(s500=Verdict(verdict)), safety=Unsafe())
        assert isinstance(outcome(rig, method), VendorError) and len(wire.sent) == 1

    def test_a_bug_is_not_tried_again(self, rig: Rig) -> None:
        wire = Wire(answer(503, "{}"))
        error = outcome(rig, of(rig.client(wire), classify=ruled(s503=Verdict(Outcome.BUG))))
        assert isinstance(error, VendorError) and error.verdict == Verdict(Outcome.BUG)
        assert len(wire.sent) == 1

    def test_throttles_may_say_how_long(self, rig: Rig) -> None:
        wire = Wire(answer(503, "{}"), answer())
        rules = ruled(s503=Verdict(Outcome.THROTTLE, until=8.0))
        rig.call(of(rig.client(wire), classify=rules), amount=5)
        assert rig.clock.slept == [8.0]

    def test_reauth_is_an_auth_error(self, rig: Rig) -> None:
        wire = Wire(answer(400, "{}"))
        method = of(rig.client(wire), classify=ruled(s400=Verdict(Outcome.REAUTH)))
        assert isinstance(outcome(rig, method), AuthFailed) and len(wire.sent) == 1

    def test_do_not_read_a_body_that_no_rule_asks_for(self, rig: Rig) -> None:
        seen: list[object] = []
        rules = Rules(judge=lambda _s, _h, body: seen.append(body), on_success=False)
        wire = Wire(answer(), answer(404, '{"a":1}'))
        method = of(rig.client(wire), classify=rules)
        rig.call(method, amount=5)
        outcome(rig, method)
        assert seen == [None]


class TestHints:
    hint = RetryHint(header="Shop-Should-Retry", force="true", forbid="false")

    @pytest.mark.parametrize(
        ("status", "says", "sent"),
        [
            (409, "true", 3),
            (409, None, 1),
            (409, "TRUE?", 1),
            (503, "false", 1),
            (503, None, 3),
            (429, "false", 1),
        ],
    )
    def test_override_the_classification(
        self, rig: Rig, status: int, says: str | None, sent: int
    ) -> None:
        fields = {"shop_should_retry": says} if says else {}
        wire = Wire(script=lambda _: answer(status, "{}", **fields))
        method = of(rig.client(wire), hint=self.hint, safety=Idempotent())
        assert isinstance(outcome(rig, method), VendorError) and len(wire.sent) == sent

    def test_never_override_safety(self, rig: Rig) -> None:
        wire = Wire(answer(503, "{}", shop_should_retry="true"))
        method = of(rig.client(wire), hint=self.hint, safety=Unsafe())
        assert isinstance(outcome(rig, method), Unavailable) and len(wire.sent) == 1
