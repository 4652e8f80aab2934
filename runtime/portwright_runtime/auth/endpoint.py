"""Addresses that credentials are sent to."""

import re
from typing import Final

from portwright_runtime.errors import ConfigurationError

_URL: Final = re.compile(
    r"(https?)://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?(/[!$&-;=A-Z_a-z~%]*)?"
    r"(\?[!$&-;=?A-Z_a-z~%]*)?",
    re.ASCII | re.IGNORECASE,
)
_LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")


def check_endpoint(name: str, url: str) -> None:
    """ConfigurationError unless it is an https URL without user or fragment.

    Plain http is for a server on this machine alone.
    """
    found = _URL.fullmatch(url)
    if not found:
        raise ConfigurationError(f"{name}: an absolute https URL without user or fragment")
    if found[1].lower() == "http" and found[2].lower() not in _LOOPBACK:
        raise ConfigurationError(f"{name}: credentials go over https only")
