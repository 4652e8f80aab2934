"""The header fields of a request: merged by name, and fit to be sent."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from portwright_runtime.errors import ConfigurationError
from portwright_runtime.headers import Pairs
from portwright_runtime.secret import Secret

Given = tuple[str, str | Secret | None]

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# They say how a request is framed and where it goes, which the transport knows.
_OF_TRANSPORT: Final = frozenset(
    (
        *("connection", "content-length", "expect", "host", "keep-alive", "proxy-connection"),
        *("te", "trailer", "transfer-encoding", "upgrade"),
    )
)
_VALUE: Final = re.compile(r"|[!-~](?:[\t -~]*[!-~])?")


class Fields:
    """Header fields under way: one value a name, whatever its case; the last one set stays."""

    __slots__ = ("_by_name",)

    def __init__(self, known: dict[str, tuple[str, str]] | None = None) -> None:
        self._by_name = known or {}

    def set(self, name: str, value: str | Secret | None) -> None:
        """Set a field, or take it away with None; ConfigurationError if it cannot be sent.

        What is refused is not told: it may be a secret with a line break at its end.
        """
        key = _key(name)
        if value is None:
            self._by_name.pop(key, None)
            return
        text = value.reveal() if isinstance(value, Secret) else value
        if not isinstance(text, str):
            raise ConfigurationError(f"header `{name}` is not a text")
        if not _is_sendable(text):
            raise ConfigurationError(
                f"header `{name}` cannot be sent: it holds a line break, a blank at an end, "
                "or a character outside ASCII"
            )
        self._by_name[key] = (name, text)

    def update(self, fields: Iterable[Given]) -> None:
        """Set every field of some pairs."""
        for name, value in fields:
            self.set(name, value)

    def put(self, fields: "Fields") -> None:
        """Set the fields of another, which has looked at them."""
        self._by_name.update(fields._by_name)

    def pairs_under(self, fields: "Fields") -> Pairs:
        """The fields as they are sent, with those of another over them."""
        return tuple({**self._by_name, **fields._by_name}.values())

    def __repr__(self) -> str:
        return f"Fields({list(self._by_name)})"


class KeptFields:
    """Fields that come again call after call, looked at again only when they are others."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: tuple[list[Given], Fields] = ([], Fields())

    def of(self, given: Iterable[Given]) -> Fields:
        """What is given, fit to be sent; raises as `Fields.set` does."""
        items = list(given)
        known, good = self._kept
        if items != known:
            good = Fields()
            good.update(items)
            self._kept = (items, good)
        return good


def _is_sendable(text: str) -> bool:
    # The quick look settles all but the rare ones: empty, with a tab, or not fit at all.
    if text.isascii() and text.isprintable() and text[:1] != " " and text[-1:] != " ":
        return True
    return _VALUE.fullmatch(text) is not None


def is_field_name(text: str) -> bool:
    """Whether a header field can have this name (a token of RFC 9110)."""
    return _NAME.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def _key(name: str) -> str:
    if not is_field_name(name):
        raise ConfigurationError(f"`{name!r}` is not the name of a header")
    key = name.lower()
    if key in _OF_TRANSPORT:
        raise ConfigurationError(f"header `{name}` is the transport's to set")
    return key
