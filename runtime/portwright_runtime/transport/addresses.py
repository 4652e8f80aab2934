"""The addresses of a host, in a time that has an end."""

import socket
import threading
from ipaddress import ip_address

import httpx2


def addresses(host: str, port: int, seconds: float | None) -> list[str]:
    """The addresses of a host, in the order to try them; an address is its own.

    Raises ConnectError when it has none, ConnectTimeout when the time is over first.
    """
    if _is_address(host):
        return [host]
    search = _Search(host, port)
    search.run(seconds)
    if search.failed:
        raise httpx2.ConnectError(search.failed)
    if not search.found:
        raise httpx2.ConnectTimeout("no address of the host in time")
    return search.found


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


class _Search:
    """One question to the resolver. That has no timeout, so it is asked in a thread, which ends
    when the resolver does.
    """

    def __init__(self, host: str, port: int) -> None:
        self.found: list[str] = []
        self.failed = ""
        self._host = host
        self._port = port

    def run(self, seconds: float | None) -> None:
        """Ask, and wait so long at most; for as long as it takes, where no thread is to be had."""
        asking = threading.Thread(target=self._ask, daemon=True)
        try:
            asking.start()
        except RuntimeError:
            self._ask()
        else:
            asking.join(seconds)

    def _ask(self) -> None:
        try:
            answers = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
            self.found = list(dict.fromkeys(str(address[0]) for *_, address in answers))
        except UnicodeError:
            # Its codec for names says no more than which label is empty or too long.
            self.failed = "the host is no name that has addresses: a label is empty or too long"
        except OSError as error:
            self.failed = str(error) or type(error).__name__
