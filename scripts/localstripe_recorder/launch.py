"""Serve localstripe on 127.0.0.1 alone; runs inside localstripe's own environment, nowhere else.

Its own command listens on every address of the machine and keeps its objects in a file that all
users share. `launch.py SEED` writes the port that it got to stdout; the seed makes its object
ids the same in every run.
"""

import random
import socket
import sys

from aiohttp import web
from localstripe import resources, server


def main(seed: str) -> None:
    resources.Store.dump_to_disk = lambda _: None
    random.seed(seed)
    listener = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    web.run_app(server.app, sock=listener, access_log=None, print=None)


if __name__ == "__main__":
    main(sys.argv[1])
