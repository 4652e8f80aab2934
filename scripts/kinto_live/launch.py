"""Serve Kinto on a free port of 127.0.0.1; runs inside Kinto's own environment, nowhere else.

The port is written to stdout. What is stored is gone with the process, which ends when its stdin
does: whoever started it is gone then.
"""

import os
import secrets
import sys
import threading
import warnings

import kinto
import waitress

SETTINGS = {
    "kinto.storage_backend": "kinto.core.storage.memory",
    "kinto.cache_backend": "kinto.core.cache.memory",
    "kinto.permission_backend": "kinto.core.permission.memory",
    # Any name and password make a user, and any user may make buckets.
    "multiauth.policies": "basicauth",
    "kinto.bucket_create_principals": "system.Authenticated",
    "kinto.userid_hmac_secret": secrets.token_hex(),
    "kinto.paginate_by": "2",
}


def main() -> None:
    warnings.simplefilter("ignore")  # There is no TLS on the loopback interface.
    app = kinto.main({}, None, **SETTINGS)
    server = waitress.create_server(app, host="127.0.0.1", port=0)
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    sys.stdout.write(f"{server.effective_port}\n")
    sys.stdout.flush()
    server.run()


def _end_with_stdin() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
