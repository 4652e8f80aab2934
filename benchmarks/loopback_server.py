"""A server on a loopback port of its own that gives every request the same answer.

`python -m benchmarks.loopback_server`: the port goes to standard output; it ends when standard
input does.
"""

from __future__ import annotations

import asyncio
import sys

from benchmarks.canned import answer

_END = b"\r\n\r\n"


def main() -> None:
    asyncio.run(_serve())


async def _serve() -> None:
    whole = _answer()

    class Answering(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            self._transport = transport
            self._seen = b""

        def data_received(self, data: bytes) -> None:
            # Requests without a body: each ends with its header.
            *requests, self._seen = (self._seen + data).split(_END)
            for _ in requests:
                self._transport.write(whole)

    server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
    async with server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.to_thread(sys.stdin.read)


def _answer() -> bytes:
    canned = answer("payment_intent")
    pairs = (*canned.headers.pairs, ("Content-Length", str(len(canned.body))))
    lines = "".join(f"{name}: {value}\r\n" for name, value in pairs)
    return f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + canned.body


if __name__ == "__main__":
    main()
