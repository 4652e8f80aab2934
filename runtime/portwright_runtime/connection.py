"""What a client must know of the account that it talks for."""

from collections.abc import Mapping
from typing import Protocol

from portwright_runtime.auth.base import Auth
from portwright_runtime.secret import Secret


class Connection(Protocol):
    """Where the vendor is and who asks; generated connections satisfy it."""

    @property
    def base_url(self) -> str:
        """Absolute http(s) URL that operation paths are appended to; "" if the token names it."""
        ...

    @property
    def headers(self) -> Mapping[str, str | Secret | None]:
        """Sent with every call; None leaves one out."""
        ...

    @property
    def auth(self) -> Auth:
        """How calls are authenticated."""
        ...
