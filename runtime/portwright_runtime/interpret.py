"""An answer on the wire to a typed value or a typed error."""

import contextlib
from collections.abc import Mapping
from typing import Any, Final, cast

from portwright_runtime.answer import Answer
from portwright_runtime.call import Response
from portwright_runtime.codec.json import UndecodableError, decode_json
from portwright_runtime.codec.media import is_json, media_matches
from portwright_runtime.errors import DecodeFailed, VendorError
from portwright_runtime.headers import Headers
from portwright_runtime.outcomes import pause_of
from portwright_runtime.plan import Reading
from portwright_runtime.policies.classify import Outcome, classify
from portwright_runtime.policies.retry_after import moment
from portwright_runtime.policies.rules import Verdict
from portwright_runtime.spec import OperationSpec, R
from portwright_runtime.transport.port import WireResponse

_REQUEST_IDS: Final = (
    "request-id",
    "x-request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-ms-request-id",
    "x-correlation-id",
)
_ERROR_CLASS: Final[Mapping[Outcome, str]] = {
    Outcome.SUCCESS: "unexpected",
    Outcome.THROTTLE: "throttled",
    Outcome.AUTH_FAILED: "auth_failed",
    Outcome.FORBIDDEN: "forbidden",
    Outcome.NOT_FOUND: "not_found",
    Outcome.CONFLICT: "conflict",
    Outcome.REJECTED: "rejected",
    Outcome.UNAVAILABLE: "unavailable",
    Outcome.REAUTH: "auth_failed",
}
_AS_SUCCESS: Final[Mapping[Outcome, Outcome]] = {
    Outcome.RETRY: Outcome.UNAVAILABLE,
    Outcome.BUG: Outcome.REJECTED,
}


def interpret(spec: OperationSpec[R], wire: WireResponse, wall: float) -> Response[R]:
    """The typed answer.

    Raises a VendorError of the class that the status calls for, UnexpectedAnswer for a success
    that is not declared, DecodeFailed for a body that is not what is declared. `wall` is the
    time of the answer (Unix).
    """
    outcome, declared = spec.plan.readings.get(wire.status) or _reading(spec, wire.status)
    verdict = _judged(spec, wire) if spec.classify else None
    if (verdict.outcome if verdict else outcome) is not Outcome.SUCCESS:
        raise _error(spec, wire, wall, verdict=verdict)
    if not declared:
        raise _error(spec, wire, wall, reason="undeclared status")
    answer = _of_media(declared, wire)
    if answer is None:
        raise _error(spec, wire, wall, reason="undeclared content type")
    return Response(
        status=wire.status,
        headers=wire.headers,
        request_id=request_id(wire.headers),
        value=cast(R, _value(spec, answer, wire)),
        body=wire.body,
    )


def _reading(spec: OperationSpec[R], status: int) -> Reading:
    """What a status means by default, and the answers declared for it; worked out once."""
    reading = classify(status), _declared(spec, status)
    # A status is three digits; what a server makes up beyond them is not kept.
    if 100 <= status < 1000:
        spec.plan.readings[status] = reading
    return reading


def _judged(spec: OperationSpec[R], wire: WireResponse) -> Verdict | None:
    rules = spec.classify
    if rules is None or (not rules.on_success and wire.status < 400):
        return None
    body = None
    if rules.needs_body and wire.body:
        with contextlib.suppress(UndecodableError):
            body = decode_json(wire.body, object)
    return rules.judge(wire.status, wire.headers, body)


def request_id(headers: Headers) -> str | None:
    """The vendor's name for the request, from the fields that vendors use for it."""
    return headers.first(_REQUEST_IDS)


def _declared(spec: OperationSpec[R], status: int) -> list[Answer]:
    """The answers for a status: exact before range before default."""
    for wanted in (str(status), f"{status // 100}XX", "default"):
        found = [answer for answer in spec.answers if answer.status.upper() == wanted.upper()]
        if found and not (wanted == "default" and status < 400 and _names_success(spec)):
            return found
    return []


def _names_success(spec: OperationSpec[R]) -> bool:
    # Beside a declared success, "default" describes the errors.
    return any(answer.status[0] in "23" for answer in spec.answers)


def _of_media(answers: list[Answer], wire: WireResponse) -> Answer | None:
    media = wire.headers.get("content-type")
    for answer in answers:
        if answer.type is None or not wire.body or media_matches(answer.media, media):
            return answer
    return None


def _value(spec: OperationSpec[R], answer: Answer, wire: WireResponse) -> object:
    try:
        return _decoded(answer, wire)
    except UndecodableError as bad:
        failed = DecodeFailed(
            spec.name,
            path=bad.path,
            reason=bad.reason,
            status=wire.status,
            headers=wire.headers,
            body=_text(wire),
            request_id=request_id(wire.headers),
        )
    raise failed


def _decoded(answer: Answer, wire: WireResponse) -> object:
    # Where nothing says what stands in a body, nothing says that there is one.
    if answer.type is None or (answer.type is Any and not wire.body):
        return None
    if answer.type is bytes:
        return wire.body
    if answer.type is str and not _is_json(answer, wire):
        return _text(wire)
    return decode_json(wire.body, answer.type)


def _is_json(answer: Answer, wire: WireResponse) -> bool:
    """Whether a text is one of JSON's, in quotes; of a range, the answer itself says."""
    media = wire.headers.get("content-type", "") if "*" in answer.media else answer.media
    return is_json(media)


def _text(wire: WireResponse) -> str:
    charset = wire.headers.get("content-type", "").lower().rpartition("charset=")[2].strip('"; ')
    try:
        return wire.body.decode(charset or "utf-8", errors="replace")
    except (LookupError, ValueError):
        # No such charset, or a codec like `undefined` that raises whatever it is asked to replace.
        return wire.body.decode(errors="replace")


def _error(
    spec: OperationSpec[R],
    wire: WireResponse,
    wall: float,
    reason: str | None = None,
    verdict: Verdict | None = None,
) -> VendorError:
    outcome = verdict.outcome if verdict else classify(wire.status)
    kind = cast(type[VendorError], getattr(spec.errors, _class_of(outcome, wire.status)))
    error = kind(
        spec.name,
        status=wire.status,
        headers=wire.headers,
        body=_text(wire),
        reason=reason,
        code=_code(spec, wire),
        request_id=request_id(wire.headers),
        error=_error_value(spec, wire),
    )
    error.verdict = verdict
    error.worth_repeating = spec.hint.says(wire.headers) if spec.hint else None
    error.retry_at = moment(wall, pause_of(error, wall))
    return error


def _class_of(outcome: Outcome, status: int) -> str:
    if outcome in _AS_SUCCESS:
        # By a rule: the status still says what it was, unless it says that all is well.
        by_status = classify(status)
        outcome = _AS_SUCCESS[outcome] if by_status is Outcome.SUCCESS else by_status
    return _ERROR_CLASS[outcome]


def _error_value(spec: OperationSpec[R], wire: WireResponse) -> object | None:
    """The declared error, typed; None if it is something else: the text is there all the same."""
    if wire.status < 400:
        return None
    answer = _of_media(_declared(spec, wire.status), wire)
    try:
        return _decoded(answer, wire) if answer else None
    except UndecodableError:
        return None


def _code(spec: OperationSpec[R], wire: WireResponse) -> str | None:
    if not spec.errors.code or not is_json(wire.headers.get("content-type", "")):
        return None
    try:
        found = decode_json(wire.body, object)
        for step in spec.errors.code:
            found = found[step]  # type: ignore[index]
    except (UndecodableError, LookupError, TypeError):
        return None
    return str(found) if isinstance(found, str | int) else None
