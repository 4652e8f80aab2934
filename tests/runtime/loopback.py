"""A server on a free port of this machine that answers each connection by script, in bytes."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Script = Callable[[socket.socket, bytes], None]
Reading = Callable[[socket.socket], bytes]


class Server:
    """`url` to reach it; `requests` are the bytes that came, one entry a request. `reading` says
    how much of a request is read before the script has its turn.
    """

    def __init__(self, script: Script, reading: Reading) -> None:
        self.requests: list[bytes] = []
        # Set when the test is over: a script that drips stops then.
        self.over = threading.Event()
        self._script = script
        self._reading = reading
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._current: socket.socket | None = None
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            if self.over.is_set():
                connection.close()
                return
            with connection:
                self._current = connection
                self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        # The client may break off at any byte: that is what these tests are about.
        try:
            while request := self._reading(connection):
                self.requests.append(request)
                self._script(connection, request)
        except OSError:
            return

    def close(self) -> None:
        """A client may have left a connection open: nobody waits for it."""
        self.over.set()
        if self._current is not None:
            with contextlib.suppress(OSError):
                self._current.shutdown(socket.SHUT_RDWR)
        with socket.create_connection(self._socket.getsockname()):
            self._thread.join()
        self._socket.close()


@contextmanager
def serving(script: Script, reading: Reading | None = None) -> Iterator[Server]:
    server = Server(script, reading or whole_request)
    try:
        yield server
    finally:
        server.close()


def whole_request(connection: socket.socket) -> bytes:
    """One whole request; nothing when the client has gone."""
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return b""
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = int(lengths[0].split(b":")[1]) - len(body) if lengths else 0
    while missing > 0:
        chunk = connection.recv(65536)
        data += chunk
        missing -= len(chunk)
    return data


def gone(connection: socket.socket) -> None:
    """Wait until the client has hung up."""
    while connection.recv(65536):
        pass


def reply(body: bytes = b"{}", status: str = "200 OK", headers: str = "") -> bytes:
    """A whole answer in bytes."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode() + body


def reset(connection: socket.socket) -> None:
    """Break the connection as a crashed server does."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port
