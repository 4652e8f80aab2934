"""Where in a request the place in the list is said: query, body or header."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from msgspec import UNSET

from portwright_runtime.call import Request
from portwright_runtime.codec.scalar import plain
from portwright_runtime.pagination.fault import Fault, field_names, refuse


@dataclass(frozen=True, slots=True)
class Query:
    """A query parameter, by its wire name."""

    name: str

    def __post_init__(self) -> None:
        refuse(_unnamed(self.name))

    def get(self, request: Request) -> object:
        """What the request says there; UNSET if nothing."""
        return request.query.get(self.name, UNSET)

    def put(self, request: Request, value: object) -> Request:
        """The request that says `value` there."""
        return replace(request, query={**request.query, self.name: value})


@dataclass(frozen=True, slots=True)
class Header:
    """A header field."""

    name: str

    def __post_init__(self) -> None:
        refuse(field_names(name=self.name))

    def get(self, request: Request) -> object:
        """What the request says there; UNSET if nothing."""
        return request.headers.get(self.name, UNSET)

    def put(self, request: Request, value: object) -> Request:
        """The request that says `value` there."""
        return replace(request, headers={**request.headers, self.name: value})


@dataclass(frozen=True, init=False)
class Body:
    """A field of the body by its wire names: `Body("cursor")`, `Body("paging", "after")`."""

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        refuse(_unnamed(*names))
        object.__setattr__(self, "names", names)

    def get(self, request: Request) -> object:
        """What the request says there; UNSET if nothing."""
        value = request.body
        for name in self.names:
            value = _fields(value).get(name, UNSET)
        return value

    def put(self, request: Request, value: object) -> Request:
        """The request that says `value` there."""
        return replace(request, body=_with(request.body, self.names, value))


Place = Query | Header | Body


def _with(body: object, names: tuple[str, ...], value: object) -> object:
    if not names:
        return value
    fields = _fields(body)
    return {**fields, names[0]: _with(fields.get(names[0], UNSET), names[1:], value)}


def _fields(body: object) -> Mapping[str, object]:
    if body is UNSET or body is None:
        return {}
    bare = body if isinstance(body, Mapping) else plain(body)
    if not isinstance(bare, Mapping):
        raise ValueError("the body of the request has no fields to put a cursor in")
    return bare


def _unnamed(*names: str) -> Iterator[Fault]:
    if not names or not all(names):
        yield Fault(("name",), "is empty, or a step of it is")
