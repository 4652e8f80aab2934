"""The header fields of a request: merged by name, and fit to be sent."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from portwright_runtime.errors import ConfigurationError
from portwright_runtime.headers import Pairs
from portwright_runtime.secret import Secret

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
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
        if not _is_sendable(text):
            raise ConfigurationError(
                f"header `{name}` cannot be sent: it holds a line break, a blank at an end, "
                "or a character outside ASCII"
            )
        self._by_name[key] = (name, text)

    def update(self, fields: Iterable[tuple[str, str | Secret | None]]) -> None:
        """Set every field of some pairs."""
        for name, value in fields:
            self.set(name, value)

    def put(self, fields: "Fields") -> None:
        """Set the fields of another, which has looked at them."""
        self._by_name.update(fields._by_name)

    def copy(self) -> "Fields":
        """The same fields, to be changed apart."""
        return Fields(dict(self._by_name))

    def pairs_with(self, fields: Pairs) -> Pairs:
        """The fields as they are sent, with others over them."""
        if not fields:
            return self.pairs()
        both = self.copy()
        both.update(fields)
        return both.pairs()

    def pairs(self) -> Pairs:
        """The fields as they are sent."""
        return tuple(self._by_name.values())

    def __repr__(self) -> str:
        return f"Fields({list(self._by_name)})"


class KeptFields:
    """The fields of a connection, which are looked at again only when they are others."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: tuple[list[tuple[str, str | Secret | None]], Fields] = ([], Fields())

    def over(self, fields: Fields, given: Iterable[tuple[str, str | Secret | None]]) -> None:
        """Set what is given, over what is there."""
        items = list(given)
        known, good = self._kept
        if items != known:
            fields.update(items)
            good = Fields()
            good.update(items)
            self._kept = (items, good)
            return
        for name, value in items:
            if value is None:
                fields.set(name, None)
        fields.put(good)


def _is_sendable(text: str) -> bool:
    # The quick look settles all but the rare ones: empty, with a tab, or not fit at all.
    if text.isascii() and text.isprintable() and text[:1] != " " and text[-1:] != " ":
        return True
    return _VALUE.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def _key(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ConfigurationError(f"`{name!r}` is not the name of a header")
    return name.lower()
