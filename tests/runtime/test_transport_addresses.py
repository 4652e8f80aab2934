"""The addresses of a host: found in time, and tried in turn within one time to connect."""

import threading
import time
from typing import Any

import httpx2
import pytest

from portwright_runtime import WireRequest
from portwright_runtime.errors import ConnectFailed
from portwright_runtime.transport.addresses import addresses
from portwright_runtime.transport.cutoff import Cutoff, _Backend
from portwright_runtime.transport.sync_httpx2 import SyncHttpx2Transport

# Far more than anything here needs, and still an end.
LONG = 30.0


@pytest.mark.parametrize("host", ["a..b", ".", "a" * 64 + ".example"])
def test_what_is_no_name_of_a_host_is_said_to_be_none(host: str) -> None:
    transport = SyncHttpx2Transport()
    with pytest.raises(ConnectFailed, match="a label is empty or too long") as caught:
        transport.send(WireRequest("GET", f"http://{host}/", (), None, LONG, LONG, LONG))
    transport.close()
    assert not caught.value.sent


def test_where_no_thread_is_to_be_had_the_resolver_is_asked_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)
    assert "127.0.0.1" in addresses("localhost", 80, LONG)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_an_address_is_not_looked_up(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.delattr("socket.getaddrinfo")
    assert addresses(host, 80, LONG) == [host]


def test_the_addresses_of_a_host_share_one_connect_timeout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dead = [(0, 0, 0, "", (f"10.255.255.{n}", 9)) for n in range(1, 4)]
    monkeypatch.setattr(
        "portwright_runtime.transport.addresses.socket.getaddrinfo", lambda *a, **k: dead
    )
    times = iter([100.0, 100.0, 100.5, 101.5])
    monkeypatch.setattr("portwright_runtime.transport.cutoff.time", _Times(times))
    given: list[tuple[str, float]] = []

    class Inner:
        def connect_tcp(self, *, host: str, port: int, timeout: float, **_: object) -> None:
            given.append((host, timeout))
            raise ConnectionError(host)

    class Open(Cutoff):
        def clamp(self, timeout: float | None) -> float | None:
            return timeout

    with pytest.raises(ConnectionError, match=r"10\.255\.255\.3"):
        _Backend(Inner(), Open()).connect_tcp("shop.example", 443, timeout=2.0)
    assert [host for host, _ in given] == ["10.255.255.1", "10.255.255.2", "10.255.255.3"]
    assert [seconds for _, seconds in given] == pytest.approx([2.0 / 3, 0.75, 0.5])


@pytest.mark.parametrize(
    ("hosts", "timeout", "first"), [(2, 2.0, 1.0), (8, 2.0, 0.5), (2, 0.5, 0.5)]
)
def test_an_address_that_says_nothing_leaves_time_for_the_next(
    monkeypatch: pytest.MonkeyPatch, hosts: int, timeout: float, first: float
) -> None:
    found = [f"10.255.255.{n}" for n in range(hosts)]
    monkeypatch.setattr("portwright_runtime.transport.cutoff.addresses", lambda *_: found)
    now, given = [100.0], []
    monkeypatch.setattr("portwright_runtime.transport.cutoff.time.monotonic", lambda: now[0])

    class Inner:
        def connect_tcp(self, *, host: str, port: int, timeout: float, **_: object) -> str:
            given.append(timeout)
            now[0] += timeout
            if len(given) == 1:
                raise httpx2.ConnectTimeout("dead")
            return host

    backend = _Backend(Inner(), Cutoff())
    if first < timeout:
        backend.connect_tcp("shop.example", 443, timeout=timeout)
        assert len(given) == 2
    else:
        with pytest.raises(httpx2.ConnectTimeout, match="dead"):
            backend.connect_tcp("shop.example", 443, timeout=timeout)
    assert given[0] == first


class _Times:
    def __init__(self, times: Any) -> None:
        self._times = times

    def monotonic(self) -> float:
        return float(next(self._times, time.monotonic()))
