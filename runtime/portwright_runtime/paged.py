"""A listing as one definition for both clients, with what generated code and callers name of it.

Apart from the rest of the runtime, so that clients without listings do not pay for it.
"""

from collections.abc import Callable
from typing import Generic, overload

from portwright_runtime._async.client import AsyncClient
from portwright_runtime._async.paged_call import AsyncPagedCall
from portwright_runtime._async.pages import AsyncItems, AsyncPages
from portwright_runtime._async.resource import AsyncResource
from portwright_runtime._sync.client import SyncClient
from portwright_runtime._sync.paged_call import SyncPagedCall
from portwright_runtime._sync.pages import SyncItems, SyncPages
from portwright_runtime._sync.resource import SyncResource
from portwright_runtime.definition import Build, P
from portwright_runtime.method import Holder, OperationMethod, client_of
from portwright_runtime.pagination.cursor import Cursor
from portwright_runtime.pagination.definition import PagedDefinition
from portwright_runtime.pagination.kind import Item
from portwright_runtime.pagination.page import Page
from portwright_runtime.pagination.paging import Paging
from portwright_runtime.pagination.path import At
from portwright_runtime.pagination.place import Body, Header, Query
from portwright_runtime.spec import OperationSpec, R

__all__ = [
    "AsyncItems",
    "AsyncPagedCall",
    "AsyncPages",
    "At",
    "Body",
    "Cursor",
    "Header",
    "Page",
    "PagedMethod",
    "Paging",
    "Query",
    "SyncItems",
    "SyncPagedCall",
    "SyncPages",
    "paged",
]


class PagedMethod(PagedDefinition[P, R, Item], OperationMethod[P, R], Generic[P, R, Item]):
    """A generated listing: bound on a client or a resource of one, itself on the class."""

    @overload
    def __get__(self, instance: None, owner: type) -> "PagedMethod[P, R, Item]": ...
    @overload
    def __get__(
        self, instance: AsyncClient | AsyncResource, owner: type
    ) -> AsyncPagedCall[P, R, Item]: ...
    @overload
    def __get__(
        self, instance: SyncClient | SyncResource, owner: type
    ) -> SyncPagedCall[P, R, Item]: ...
    def __get__(self, instance: Holder | None, owner: type) -> object:
        if instance is None:
            return self
        client = client_of(instance)
        if isinstance(client, AsyncClient):
            return AsyncPagedCall(self, client)
        return SyncPagedCall(self, client)


def paged(
    spec: OperationSpec[R], paging: Paging[R, Item]
) -> Callable[[Build[P]], PagedMethod[P, R, Item]]:
    """`operation` for one whose answers are pages of a list."""

    def decorate(build: Build[P]) -> PagedMethod[P, R, Item]:
        return PagedMethod(spec, build, paging)

    return decorate
