"""HTTP header fields: case-insensitive to read, in order and repeated as they came."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar, overload

D = TypeVar("D")
Pairs = tuple[tuple[str, str], ...]


class Headers(Mapping[str, str]):
    """Header fields by name, whatever its case; repeated fields joined with a comma (RFC 9110)."""

    __slots__ = ("_by_name", "pairs")

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self.pairs: Pairs = tuple(pairs)
        by_name: dict[str, str] = {}
        for name, value in self.pairs:
            key = name.lower()
            by_name[key] = f"{by_name[key]}, {value}" if key in by_name else value
        self._by_name = by_name

    def __getitem__(self, name: str) -> str:
        return self._by_name[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._by_name

    @overload
    def get(self, key: str, /) -> str | None: ...
    @overload
    def get(self, key: str, /, default: str | D) -> str | D: ...
    def get(self, key: str, /, default: object = None) -> object:
        """The value of a field, or `default`. Absence is common, so it raises nothing inside."""
        return self._by_name.get(key.lower(), default)

    def first(self, names: Iterable[str]) -> str | None:
        """The value of the first of some names, in lower case, that is there."""
        for name in names:
            if name in self._by_name:
                return self._by_name[name]
        return None

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field that may not be joined, such as Set-Cookie."""
        wanted = name.lower()
        return tuple(value for key, value in self.pairs if key.lower() == wanted)

    def __repr__(self) -> str:
        return f"Headers({list(self._by_name)})"
