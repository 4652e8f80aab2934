"""While the network is blocked, nothing leaves, and every attempt is known."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable

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
]


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
