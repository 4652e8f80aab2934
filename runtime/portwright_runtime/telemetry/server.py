"""The host and port that calls go to, as telemetry tells them."""

from functools import lru_cache
from urllib.parse import urlsplit

from portwright_runtime.origin import PORTS


@lru_cache(maxsize=256)
def server_of(base_url: str) -> tuple[str, int]:
    """Host and port of a base URL, and nothing else of it; "" and 0 where it names none."""
    try:
        parts = urlsplit(base_url)
        host, port = parts.hostname, parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        return "", 0
    return (host, port) if host else ("", 0)
