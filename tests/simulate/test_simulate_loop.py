"""Virtual time: it passes only when nobody has anything to do, and always in the same order."""

from __future__ import annotations

import asyncio
import time

import pytest

from portwright.simulate.clock import EPOCH, VirtualClock
from portwright.simulate.virtual_loop import StuckError, VirtualLoop


def test_an_hour_passes_at_once() -> None:
    loop = VirtualLoop()
    began = time.monotonic()
    loop.run_until_complete(asyncio.sleep(3600.0))
    assert loop.time() == 3600.0
    assert time.monotonic() - began < 60.0


def test_timers_ring_at_their_own_time_and_in_the_order_asked_for() -> None:
    loop = VirtualLoop()
    rung: list[tuple[float, str]] = []

    async def wait(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        rung.append((loop.time(), name))

    async def whole() -> None:
        await asyncio.gather(wait("c", 0.3), wait("a", 0.1), wait("b", 0.1), wait("now", 0.0))

    loop.run_until_complete(whole())
    assert rung == [(0.0, "now"), (0.1, "a"), (0.1, "b"), (0.3, "c")]


def test_a_cancelled_timer_does_not_hold_time_up() -> None:
    loop = VirtualLoop()

    async def whole() -> None:
        loop.call_later(5.0, lambda: None).cancel()
        await asyncio.sleep(10.0)

    loop.run_until_complete(whole())
    assert loop.time() == 10.0


def test_what_is_due_in_a_jump_is_due_after_it() -> None:
    loop = VirtualLoop()
    woken: list[float] = []

    async def whole() -> None:
        loop.call_at(1.0, lambda: loop.jump(100.0))
        loop.call_at(50.0, lambda: woken.append(loop.time()))
        await asyncio.sleep(60.0)

    loop.run_until_complete(whole())
    assert woken == [101.0]


def test_who_waits_for_what_never_comes_is_told() -> None:
    loop = VirtualLoop()

    async def whole() -> None:
        await loop.create_future()

    with pytest.raises(StuckError):
        loop.run_until_complete(whole())


def test_an_error_in_a_callback_ends_the_run() -> None:
    loop = VirtualLoop()

    def fail() -> None:
        raise ZeroDivisionError("on purpose")

    async def whole() -> None:
        loop.call_later(1.0, fail)
        await asyncio.sleep(2.0)

    with pytest.raises(ZeroDivisionError, match="on purpose"):
        loop.run_until_complete(whole())


def test_a_task_can_be_cancelled_and_its_result_is_returned() -> None:
    loop = VirtualLoop()

    async def whole() -> str:
        task = asyncio.ensure_future(asyncio.sleep(1e9))
        loop.call_later(1.0, task.cancel)
        try:
            await task
        except asyncio.CancelledError:
            return f"cancelled at {loop.time()}"
        return "not cancelled"

    assert loop.run_until_complete(whole()) == "cancelled at 1.0"


def test_the_wall_clock_can_be_wrong_while_monotonic_time_goes_on() -> None:
    loop = VirtualLoop()
    clock = VirtualClock(loop)
    loop.run_until_complete(clock.sleep(5.0))
    clock.wall_jump = -3600.0
    assert clock.now() == 5.0
    assert clock.wall() == EPOCH + 5.0 - 3600.0


def test_a_bell_wakes_before_it_is_due() -> None:
    loop = VirtualLoop()
    bell = VirtualClock(loop).bell()
    loop.call_at(2.0, bell.ring)
    loop.run_until_complete(bell.wait(10.0))
    assert loop.time() == 2.0
