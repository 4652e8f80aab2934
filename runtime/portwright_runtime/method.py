"""One definition of a method for both clients: a descriptor that knows which one it is on."""

from collections.abc import Callable
from typing import overload

from portwright_runtime._async.call import AsyncCall
from portwright_runtime._async.client import AsyncClient
from portwright_runtime._async.resource import AsyncResource
from portwright_runtime._sync.call import SyncCall
from portwright_runtime._sync.client import SyncClient
from portwright_runtime._sync.resource import SyncResource
from portwright_runtime.definition import Build, Definition, P
from portwright_runtime.spec import OperationSpec, R

Holder = AsyncClient | SyncClient | AsyncResource | SyncResource


def client_of(holder: Holder) -> AsyncClient | SyncClient:
    """The client that makes the calls of what a method is on."""
    if isinstance(holder, AsyncResource | SyncResource):
        return holder._client
    return holder


class OperationMethod(Definition[P, R]):
    """A generated method: bound on a client or a resource of one, itself on the class."""

    @overload
    def __get__(self, instance: None, owner: type) -> "OperationMethod[P, R]": ...
    @overload
    def __get__(self, instance: AsyncClient | AsyncResource, owner: type) -> AsyncCall[P, R]: ...
    @overload
    def __get__(self, instance: SyncClient | SyncResource, owner: type) -> SyncCall[P, R]: ...
    def __get__(self, instance: Holder | None, owner: type) -> object:
        if instance is None:
            return self
        client = client_of(instance)
        if isinstance(client, AsyncClient):
            return AsyncCall(self, client)
        return SyncCall(self, client)


def operation(spec: OperationSpec[R]) -> Callable[[Build[P]], OperationMethod[P, R]]:
    """Make a function that builds a request into a method that makes the call."""

    def decorate(build: Build[P]) -> OperationMethod[P, R]:
        return OperationMethod(spec, build)

    return decorate
