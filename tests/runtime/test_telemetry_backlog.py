"""The log off the way of calls: in a thread of its own, bounded, and none of it lost unseen."""

import gc
import logging
import os
import subprocess
import sys
import threading
from contextvars import ContextVar, copy_context

import pytest

from portwright_runtime import Event
from portwright_runtime.telemetry.log import LogSink
from portwright_runtime.telemetry.writer import Writer


class Kept(logging.Handler):
    """Keeps what it is given, once it is let."""

    def __init__(self, *, at_once: bool = True) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []
        self.held = threading.Event()
        self.going = threading.Event()
        if at_once:
            self.going.set()

    def emit(self, record: logging.LogRecord) -> None:
        self.held.set()
        assert self.going.wait(30)
        self.records.append(record)


def logger_of(handler: logging.Handler, name: str = "tests.backlog") -> logging.Logger:
    logger = logging.Logger(name, logging.DEBUG)
    logger.addHandler(handler)
    return logger


def numbered(number: int) -> Event:
    return Event("finished", "op", 1, "success", 0.5, call=number)


def calls(records: list[logging.LogRecord]) -> list[int]:
    return [vars(record)["call"] for record in records if vars(record)["event"] == "finished"]


def test_a_slow_handler_delays_no_call_and_loses_nothing() -> None:
    handler = Kept(at_once=False)
    sink = LogSink(logger_of(handler))
    for number in range(100):
        sink(numbered(number))
    assert handler.held.wait(30) and handler.records == []
    handler.going.set()
    sink.close()
    assert calls(handler.records) == list(range(100)) and sink.dropped == 0
    assert {record.threadName for record in handler.records} == {threading.current_thread().name}


def test_what_finds_too_many_waiting_is_dropped_and_the_count_logged() -> None:
    handler = Kept(at_once=False)
    sink = LogSink(logger_of(handler), capacity=5)
    sink(numbered(0))
    assert handler.held.wait(30)
    for number in range(1, 20):
        sink(numbered(number))
    assert sink.dropped == 14
    handler.going.set()
    sink.close()
    assert calls(handler.records) == list(range(6))
    [notice] = [record for record in handler.records if vars(record)["event"] == "dropped"]
    assert notice.levelno == logging.WARNING
    assert notice.getMessage().startswith("14 events were not logged")
    assert {*vars(handler.records[0])} <= {*vars(notice)}


def test_of_long_overload_the_log_is_told_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    handler, now = Kept(), [100.0]
    monkeypatch.setattr("portwright_runtime.telemetry.writer.monotonic", lambda: now[0])
    record = logging.makeLogRecord({"levelno": 20, "event": "finished"})
    writer = Writer(
        logger_of(handler), lambda count: logging.makeLogRecord({"levelno": 30, "event": count})
    )
    for second in range(25):
        now[0] = 100.0 + second
        writer.drop()
        writer.handle((copy_context(), record))
    told = [vars(record)["event"] for record in handler.records]
    assert [count for count in told if count != "finished"] == [1, 10, 10]


def test_handlers_see_the_context_of_the_call() -> None:
    request: ContextVar[str] = ContextVar("request", default="none")
    handler = Kept()
    seen: list[str] = []
    handler.addFilter(lambda record: seen.append(request.get()) or True)  # type: ignore[func-returns-value]
    with LogSink(logger_of(handler)) as sink:
        for name in ("a", "b"):
            request.set(name)
            sink(numbered(1))
    assert seen == ["a", "b"]


def test_a_thread_is_begun_by_the_first_record_and_ended_by_close() -> None:
    before = threading.enumerate()
    sink = LogSink(logger_of(Kept()))
    assert not set(threading.enumerate()) - set(before)
    sink(numbered(1))
    [thread] = set(threading.enumerate()) - set(before)
    sink.close()
    sink.close()
    assert not thread.is_alive()


def test_once_closed_and_without_a_capacity_it_logs_in_the_thread_of_the_call() -> None:
    handler = Kept()
    direct = LogSink(logger_of(handler), capacity=0)
    direct(numbered(1))
    assert calls(handler.records) == [1]
    sink = LogSink(logger_of(handler))
    sink(numbered(2))
    sink.close()
    sink(numbered(3))
    assert calls(handler.records) == [1, 2, 3]


def test_where_no_thread_is_to_be_had_it_logs_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)
    handler = Kept()
    LogSink(logger_of(handler))(numbered(1))
    assert calls(handler.records) == [1]


def test_a_filter_that_raises_does_not_end_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)
    handler = Kept()
    logger = logger_of(handler)

    def refuse(record: logging.LogRecord) -> bool:
        if vars(record)["call"] == 1:
            raise ZeroDivisionError
        return True

    logger.addFilter(refuse)
    with LogSink(logger) as sink:
        for number in range(4):
            sink(numbered(number))
    assert calls(handler.records) == [0, 2, 3]


def test_closing_while_threads_tell_loses_nothing() -> None:
    for _ in range(20):
        handler = Kept()
        sink = LogSink(logger_of(handler))
        ready = threading.Barrier(5)

        def tell_some(first: int, sink: LogSink = sink, ready: threading.Barrier = ready) -> None:
            ready.wait(30)
            for number in range(first, first + 50):
                sink(numbered(number))

        threads = [threading.Thread(target=tell_some, args=(n * 50,)) for n in range(4)]
        for thread in threads:
            thread.start()
        ready.wait(30)
        sink.close()
        for thread in threads:
            thread.join(30)
        assert sorted(calls(handler.records)) == list(range(200))


class Calling(Kept):
    """Makes a call of its own of each record, as one that sends alerts does."""

    sink: LogSink

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        if len(self.records) < 100:
            self.sink(numbered(-1))


@pytest.mark.parametrize("capacity", [0, 100])
def test_what_a_handler_calls_is_dropped_and_counted(capacity: int) -> None:
    handler = Calling()
    handler.sink = sink = LogSink(logger_of(handler), capacity=capacity)
    sink(numbered(1))
    sink(numbered(2))
    sink.close()
    sink(numbered(3))
    assert calls(handler.records) == [1, 2, 3] and sink.dropped >= 3


def test_the_end_writes_what_waits_and_not_what_handlers_make_of_it() -> None:
    handler = Kept()
    writer = Writer(logger_of(handler), lambda _: logging.makeLogRecord({}))

    def tell(record: logging.LogRecord) -> bool:
        if len(handler.records) < 100:
            writer.records.put((copy_context(), record))
        return True

    handler.addFilter(tell)
    writer.start()
    writer.stop()
    writer.records.put((copy_context(), logging.makeLogRecord({"levelno": 20})))
    writer.put((copy_context(), logging.makeLogRecord({"levelno": 20})))
    assert len(handler.records) == 2


def test_a_handler_may_close_the_sink(capsys: pytest.CaptureFixture[str]) -> None:
    before = set(threading.enumerate())
    handler, sinks = Kept(at_once=False), list[LogSink]()

    def closing(record: logging.LogRecord) -> bool:
        assert handler.going.wait(30)
        sinks[0].close()
        return True

    handler.addFilter(closing)
    sinks.append(LogSink(logger_of(handler)))
    for number in range(3):
        sinks[0](numbered(number))
    for thread in set(threading.enumerate()) - before:
        handler.going.set()
        thread.join(30)
        assert not thread.is_alive()
    sinks[0](numbered(3))
    assert calls(handler.records) == [0, 1, 2, 3] and capsys.readouterr().err == ""


def test_the_thread_of_a_sink_that_nobody_has_ends_once_all_is_written() -> None:
    before, handler = set(threading.enumerate()), Kept(at_once=False)
    sink = LogSink(logger_of(handler))
    for number in range(3):
        sink(numbered(number))
    [thread] = set(threading.enumerate()) - before
    del sink
    gc.collect()
    handler.going.set()
    thread.join(30)
    assert not thread.is_alive() and calls(handler.records) == [0, 1, 2]


TOLD = """
import logging, os, sys
from portwright_runtime import Event
from portwright_runtime.telemetry.log import LOGGER, LogSink
logging.basicConfig(format="%(process)d %(call)d", level=logging.INFO, stream=sys.stdout)
sink = LogSink()
def tell(first):
    for number in range(first, first + 100):
        sink(Event("finished", "op", 1, "success", 0.5, call=number))
"""


def told(code: str) -> list[list[str]]:
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", TOLD + code]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert run.stderr == ""
    return [line.split() for line in run.stdout.splitlines()]


def test_the_end_of_the_interpreter_writes_what_waits() -> None:
    assert [int(call) for _, call in told("tell(0)")] == list(range(100))


def test_the_end_of_the_interpreter_writes_what_a_dropped_sink_left() -> None:
    assert [int(call) for _, call in told("tell(0)\ndel sink")] == list(range(100))


def test_the_end_of_the_interpreter_does_not_wait_for_ever() -> None:
    hanging = "logging.getLogger(LOGGER).addFilter(lambda _: threading.Event().wait())\n"
    short = "from portwright_runtime.telemetry import writer\nwriter.EXIT_WAIT = 0.1\n"
    assert told(f"import threading\n{short}{hanging}tell(0)") == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_the_child_of_a_fork_writes_what_is_its_own() -> None:
    code = "tell(0)\nif not os.fork():\n    tell(100)\n    sink.close()\n    os._exit(0)\n"
    lines = told(code + "os.wait()\ntell(200)")
    by: dict[str, list[int]] = {}
    for process, call in lines:
        by.setdefault(process, []).append(int(call))
    parent, child = sorted(by.values())
    assert parent == [*range(100), *range(200, 300)] and child == list(range(100, 200))
