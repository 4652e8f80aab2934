"""What a sound log can be made to say: each function puts one thing wrong with it."""

from __future__ import annotations

from dataclasses import replace

from portwright.simulate.log import Entry, Log
from portwright.simulate.properties.evidence import OVER


def find(log: Log, kind: str, **wanted: object) -> int:
    """The first entry of a kind with these values."""
    return next(
        number
        for number, entry in enumerate(log)
        if entry.kind == kind and all(getattr(entry, k) == v for k, v in wanted.items())
    )


def change(log: Log, number: int, **values: object) -> None:
    log[number] = replace(log[number], **values)  # type: ignore[arg-type]


def unpaid_attempts(log: Log) -> None:
    first = find(log, "send")
    log[first:first] = [log[first]] * 30


def unpaid_decisions(log: Log) -> None:
    at = find(log, "end")
    log[at:at] = [Entry(log[at].at, "wait", n, "keyed", stage="retry") for n in range(1, 8)]


def one_attempt_too_many(log: Log) -> None:
    change(log, find(log, "send"), count=4)


def starts_in_one_window(log: Log) -> None:
    number = find(log, "send")
    for n in [n for n, entry in enumerate(log) if entry.kind == "send"][:21]:
        change(log, n, at=log[number].at)


def starts_over_the_burst(log: Log) -> None:
    sends = [n for n, entry in enumerate(log) if entry.kind == "send"][:9]
    for n in sends:
        change(log, n, at=log[sends[-1]].at)


def a_slot_given_out_twice(log: Log) -> None:
    log[:] = [entry for entry in log if entry.kind != "answer" or entry.at > 3.0]


def sent_through_an_open_breaker(log: Log) -> None:
    opened = find(log, "state", what="open")
    log.insert(opened + 1, replace(log[find(log, "send")], at=log[opened].at + 0.5))


def two_probes_at_once(log: Log) -> None:
    opened = find(log, "state", what="open")
    probe = next(n for n in range(opened, len(log)) if log[n].kind == "send")
    log.insert(probe + 1, replace(log[probe], call=log[probe].call + 1, count=1))


def a_slot_lost(log: Log) -> None:
    number = find(log, "inventory", stage="bulkhead")
    change(log, number, what=str(log[number].count - 1))


def a_slot_too_many(log: Log) -> None:
    number = find(log, "inventory", stage="bulkhead")
    change(log, number, what=str(log[number].count + 1))


def an_opening_untold(log: Log) -> None:
    del log[find(log, "state", what="open")]


def an_opening_made_up(log: Log) -> None:
    at = find(log, "end")
    log.insert(at, Entry(log[at].at, "state", log[at].call, "keyed", "open", stage="breaker"))


def refused_by_a_closed_breaker(log: Log) -> None:
    at = find(log, "end")
    log.insert(at, Entry(log[at].at, "refused", 9999, "keyed", stage="breaker"))


def waiting_for_an_open_breaker(log: Log) -> None:
    opened = find(log, "state", what="open")
    now = log[opened].at + 0.5
    log.insert(opened + 1, Entry(now, "wait", 9999, "keyed", seconds=1.0, stage="retry"))


def tried_again(log: Log) -> int:
    """A call that was sent twice."""
    return log[find(log, "send", count=2)].call


def a_failure_that_is_let_be(log: Log) -> None:
    call = tried_again(log)
    log[:] = [
        entry
        for entry in log
        if entry.call != call or not (entry.stage == "retry" or entry.count > 1)
    ]


def a_refusal_repeated(log: Log) -> None:
    change(log, find(log, "lost", call=tried_again(log)), kind="answer", count=404, what="")


def a_wait_too_long(log: Log) -> None:
    again = find(log, "send", count=2)
    change(log, again, at=log[again].at + 0.5)


def nobody_waits(log: Log) -> None:
    for number, entry in enumerate(log):
        if entry.kind == "send" and entry.count > 1:
            over = [one for one in log[:number] if one.call == entry.call and one.kind in OVER]
            change(log, number, at=over[-1].at)


def nobody_draws(log: Log) -> None:
    """Every second attempt comes after the whole of its backoff."""
    for number, entry in enumerate(log):
        if entry.kind == "send" and entry.count == 2:
            over = [one for one in log[:number] if one.call == entry.call and one.kind in OVER]
            change(log, number, at=over[-1].at + 0.05)


def too_soon(log: Log) -> None:
    asked = (("retry-after", "5"),)
    number = find(log, "lost", call=tried_again(log))
    change(log, number, kind="answer", count=429, what="", headers=asked)


def another_timeout(log: Log) -> None:
    change(log, find(log, "send"), seconds=9.0)


def an_attempt_without_end(log: Log) -> None:
    number = find(log, "answer")
    change(log, number, at=log[number].at + 3.0)


def in_line_for_long(log: Log) -> None:
    log[:0] = [
        Entry(0.5, "wait", 9999, "keyed", stage="limiter"),
        Entry(8.0, "end", 9999, "keyed", "LimitReached"),
    ]


def a_line_too_long(log: Log) -> None:
    log[:0] = [Entry(0.5, "wait", 9000 + n, "keyed", stage="limiter") for n in range(101)]


def over_the_quota(log: Log) -> None:
    first = find(log, "send")
    log[first:first] = [log[first]] * 2000


def under_the_quota(log: Log) -> None:
    at = find(log, "end")
    log.insert(at, Entry(log[at].at, "refused", 9999, "keyed", stage="quota"))


def another_key(log: Log) -> None:
    change(log, find(log, "send", count=2), key="key-other")


def no_key(log: Log) -> None:
    change(log, find(log, "send"), key="")


def the_key_of_another_call(log: Log) -> None:
    first, second = find(log, "send", call=1), find(log, "send", call=2)
    change(log, second, key=log[first].key)


def a_sleep_past_the_deadline(log: Log) -> None:
    change(log, find(log, "wait", stage="retry"), seconds=11.0)


def a_call_without_end(log: Log) -> None:
    del log[find(log, "end")]


def a_call_that_outlives_its_deadline(log: Log) -> None:
    number = find(log, "end")
    change(log, number, at=log[number].at + 10.0)


def overtaken(log: Log) -> None:
    """The last in line is sent before the first."""
    waiting = [n for n, entry in enumerate(log) if entry.kind == "wait" and entry.at == 2.0]
    first, last = log[waiting[0]].call, log[waiting[-1]].call
    sent_first, sent_last = find(log, "send", call=first), find(log, "send", call=last)
    log.insert(sent_first, log.pop(sent_last))


def walked_past_the_line(log: Log) -> None:
    """Somebody comes while others wait, and is sent at once."""
    waiting = next(n for n, e in enumerate(log) if e.kind == "wait" and e.stage == "limiter")
    log.insert(waiting + 1, Entry(log[waiting].at, "send", 9999, "keyed", key="key-x", count=1))


def applied_twice(log: Log) -> None:
    number = find(log, "applied")
    log.insert(number, log[number])


def a_success_that_never_was(log: Log) -> None:
    call = log[find(log, "end", what="ok")].call
    log[:] = [entry for entry in log if not (entry.kind == "applied" and entry.call == call)]


def a_refusal_of_what_was_done(log: Log) -> None:
    change(log, find(log, "end", what="ok"), what="BulkheadFull")


def unknown_of_what_is_known(log: Log) -> None:
    change(log, find(log, "end", what="ok"), what="OutcomeUnknown")


def known_of_what_is_unknown(log: Log) -> None:
    change(log, find(log, "end", what="OutcomeUnknown"), what="ConnectionLost")


def unknown_under_another_key(log: Log) -> None:
    change(log, find(log, "end", what="OutcomeUnknown"), key="key-other")
