"""One definition of a method for both clients: a descriptor that knows which one it is on."""

from collections.abc import Callable
from typing import overload

from portwright_runtime._async.call import AsyncCall
from portwright_runtime._async.client import AsyncClient
from portwright_runtime._sync.call import SyncCall
from portwright_runtime._sync.client import SyncClient
from portwright_runtime.definition import Build, Definition, P
from portwright_runtime.spec import OperationSpec, R


class OperationMethod(Definition[P, R]):
    """A generated method: on a client the bound call, on the class itself."""

    @overload
    def __get__(self, instance: None, owner: type) -> "OperationMethod[P, R]": ...
    @overload
    def __get__(self, instance: AsyncClient, owner: type) -> AsyncCall[P, R]: ...
    @overload
    def __get__(self, instance: SyncClient, owner: type) -> SyncCall[P, R]: ...
    def __get__(self, instance: AsyncClient | SyncClient | None, owner: type) -> object:
        if instance is None:
            return self
        if isinstance(instance, AsyncClient):
            return AsyncCall(self, instance)
        return SyncCall(self, instance)


def operation(spec: OperationSpec[R]) -> Callable[[Build[P]], OperationMethod[P, R]]:
    """Make a function that builds a request into a method that makes the call."""

    def decorate(build: Build[P]) -> OperationMethod[P, R]:
        return OperationMethod(spec, build)

    return decorate
