"""`webhooks:` checked: what is signed, how a repeated delivery is known, what events carry."""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import Port, bare
from portwright.ir.port import spelled as spelled_type
from portwright.language.quantities import spelled
from portwright.language.spec import Spec
from portwright.language.webhooks import Event, Webhook
from portwright.rules.binding import unknown_case_webhook
from portwright.rules.secrets import undeclared_secret
from portwright.rules.webhooks import (
    event_mismatch,
    forgotten_delivery,
    no_dedupe,
    refusing_ack,
    replayable_delivery,
    unsigned_body,
)
from portwright.source.span import Text


def check_webhooks(spec: Spec, port: Port | None, sink: Diagnostics) -> None:
    """Report what is wrong with the webhooks of a spec, and with the cases that deliver to them;
    `port` is that of the spec, None where it could not be read."""
    for name, webhook in spec.webhooks.items():
        _check_signature(webhook, sink)
        _check_secret(webhook, spec.connection.secrets, sink)
        _check_dedupe(name, webhook, sink)
        _check_ack(webhook, sink)
        for event in webhook.events.values():
            _check_event(event, spec, port, sink)
    for case in spec.tests.cases if spec.tests is not None else ():
        if case.webhook is not None and not spec.webhooks.declares(case.webhook):
            sink.add(unknown_case_webhook.report(case.webhook, spec.webhooks))


def _check_signature(webhook: Webhook, sink: Diagnostics) -> None:
    verify = webhook.verify
    parts = _parts(webhook)
    if verify.body is None and unsigned_body.RAW_BODY not in parts:
        sink.add(unsigned_body.report(verify.place.keys.get("signed"), parts))
    elif verify.body is not None and unsigned_body.RAW_BODY in parts:
        sink.add(unsigned_body.report_covered(verify.body.span))


def _check_secret(webhook: Webhook, declared: Iterable[str], sink: Diagnostics) -> None:
    hmac = webhook.verify.hmac
    if hmac is not None and hmac.secret not in declared:
        sink.add(undeclared_secret.report(hmac.secret, declared))


def _check_dedupe(name: Text, webhook: Webhook, sink: Diagnostics) -> None:
    """A signature without the body is good once; any other for as long as `tolerance` says."""
    dedupe, verify, parts = webhook.dedupe, webhook.verify, _parts(webhook)
    tried = "dedupe" in webhook.place.keys
    if verify.body is not None and dedupe is None and not tried:
        sink.add(replayable_delivery.report(verify.body.span, "no `dedupe`", parts))
    elif verify.body is not None and dedupe is not None and _last(dedupe.key) not in parts:
        sink.add(replayable_delivery.report(dedupe.key.span, "is not signed", parts))
    elif dedupe is None and not tried:
        sink.add(no_dedupe.report(name.span, name))
    if dedupe is None or dedupe.keep is None or verify.tolerance is None:
        return
    good_for = 2 * verify.tolerance.seconds
    if dedupe.keep.seconds < good_for:
        keep = dedupe.keep
        sink.add(forgotten_delivery.report(keep.span, keep.text, spelled(good_for)))


def _check_ack(webhook: Webhook, sink: Diagnostics) -> None:
    status = webhook.ack.status if webhook.ack is not None else None
    if status is not None and not 200 <= status <= 299:
        sink.add(refusing_ack.report(status.span, int(status)))


def _check_event(event: Event, spec: Spec, port: Port | None, sink: Diagnostics) -> None:
    if event.use is not None and not spec.mappings.declares(event.use):
        sink.add(event_mismatch.report_mapping(event.use, spec.mappings))
    if port is None or not isinstance(spec.port, Text):  # the team's own Python has no events
        return
    events = {item.name: spelled_type(bare(item.carries)) for item in port.events}
    carried = events.get(event.emit)
    if carried is None:
        sink.add(event_mismatch.report_event(event.emit, port.name, events))
    mapping = spec.mappings.get(event.use) if event.use is not None else None
    if carried is None or mapping is None or event.use is None:
        return
    if mapping.to != carried:
        fitting = [name for name, other in spec.mappings.items() if other.to == carried]
        sink.add(event_mismatch.report(event.use, event.emit, carried, mapping.to, fitting))


def _parts(webhook: Webhook) -> list[Text]:
    """The signed parts that are no constants."""
    return [part for part in webhook.verify.signed if isinstance(part, Text)]


def _last(path: str) -> str:
    return path.rpartition(".")[2]
