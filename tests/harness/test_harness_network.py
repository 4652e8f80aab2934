"""While the network is blocked, nothing leaves, and every attempt is known."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from typing import Any

import pytest

from portwright_harness.levels import l1
from portwright_harness.network import NetworkError, blocked
from portwright_harness.scenario import scenario_of
from tests.harness.project import Project

ADDRESS = ("127.0.0.1", 9)


def tcp() -> None:
    with socket.socket() as one:
        one.connect(ADDRESS)


def tcp_code() -> None:
    with socket.socket() as one:
        one.connect_ex(ADDRESS)


def datagram() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as one:
        one.sendto(b"x", ADDRESS)


def message() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as one:
        one.sendmsg([b"x"], [], 0, ADDRESS)


def in_loop(way: Callable[[asyncio.AbstractEventLoop, socket.socket], Any]) -> None:
    async def leave() -> None:
        with socket.socket(type=socket.SOCK_DGRAM) as one:
            one.setblocking(False)
            await way(asyncio.get_running_loop(), one)

    asyncio.run(asyncio.wait_for(leave(), 5))


def stream() -> None:
    asyncio.run(asyncio.wait_for(asyncio.open_connection(*ADDRESS), 5))


ATTEMPTS: list[Callable[[], object]] = [
    tcp,
    tcp_code,
    datagram,
    stream,
    lambda: socket.create_connection(ADDRESS),
    lambda: socket.getaddrinfo("localhost", 80),
    lambda: socket.gethostbyname("localhost"),
    lambda: socket.gethostbyname_ex("localhost"),
    lambda: socket.gethostbyaddr("127.0.0.1"),
    lambda: socket.getnameinfo(ADDRESS, 0),
    message,
    lambda: in_loop(lambda loop, one: loop.sock_connect(one, ADDRESS)),
    lambda: in_loop(lambda loop, one: loop.sock_sendto(one, b"x", ADDRESS)),
    lambda: in_loop(lambda loop, _: loop.create_connection(asyncio.Protocol, *ADDRESS)),
    lambda: in_loop(
        lambda loop, _: loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=ADDRESS)
    ),
    lambda: in_loop(lambda loop, _: loop.getaddrinfo("localhost", 80)),
    lambda: in_loop(lambda loop, _: loop.getnameinfo(ADDRESS)),
]


@pytest.mark.parametrize("name", ["sock_connect", "create_connection"])
def test_loops_of_other_libraries_are_blocked_too(name: str) -> None:
    """A loop that never touches `socket.socket`, as the one of Windows."""

    class OtherLoop(asyncio.BaseEventLoop):
        pass

    async def out(self: object, *arguments: object) -> None: ...

    setattr(OtherLoop, name, out)
    with blocked() as attempts, pytest.raises(NetworkError):
        getattr(OtherLoop(), name)(None, ADDRESS)
    assert [ADDRESS[0] in problem.text for problem in attempts.problems()] == [True]
    assert vars(OtherLoop)[name] is out


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_an_attempt_is_refused_and_kept(attempt: Callable[[], object]) -> None:
    with blocked() as attempts, pytest.raises(NetworkError):
        attempt()
    assert attempts.problems()
    assert {problem.kind for problem in attempts.problems()} == {"network"}


def test_everything_is_restored() -> None:
    before = (socket.socket.connect, socket.getaddrinfo, dict(vars(socket.socket)))
    with blocked():
        assert socket.getaddrinfo is not before[1]
    assert (socket.socket.connect, socket.getaddrinfo, dict(vars(socket.socket))) == before


def test_an_event_loop_runs_while_blocked() -> None:
    with blocked() as attempts:
        asyncio.run(asyncio.sleep(0))
    assert not attempts.problems()


def test_a_client_that_uses_the_network_on_the_side_fails(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if it swallows the error: the attempt is what counts."""
    package = project.vendor.package()

    def leaking(self: object) -> object:
        with contextlib.suppress(OSError):
            tcp()
        return self

    monkeypatch.setattr(package.sync_client, "__enter__", leaking)
    path = project.path("create_refund", "ok")
    [case] = [
        c
        for c in project.vendor.manifest.cases
        if (c.op, c.cassette, c.faults) == ("create_refund", "ok", ())
    ]
    finding = l1.check(scenario_of(project.vendor, path, case))
    assert [problem.kind for problem in finding.problems] == ["network"]
    assert "127.0.0.1" in finding.problems[0].text
