"""A generated method bound to a client."""

import inspect
from typing import Generic

from portwright_runtime._async.client import AsyncClient
from portwright_runtime.call import Request, Response
from portwright_runtime.definition import Definition, MethodDoc, P
from portwright_runtime.spec import OperationSpec, R


class AsyncCall(Generic[P, R]):
    """One operation on one client: call it for the value, `raw` for the whole answer."""

    __slots__ = ("_client", "_definition")
    __doc__ = MethodDoc(__doc__)

    def __init__(self, definition: Definition[P, R], client: AsyncClient) -> None:
        self._definition = definition
        self._client = client

    async def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return await self.send(self._definition.request(*args, **kwargs))

    async def raw(self, *args: P.args, **kwargs: P.kwargs) -> Response[R]:
        """The same call, with status, headers and body beside the value."""
        return await self.send_raw(self._definition.request(*args, **kwargs))

    async def send(self, request: Request) -> R:
        """The call that `request` states: one of the same method's `request(...)`."""
        return (await self._client._perform(self._definition.spec, request)).value

    async def send_raw(self, request: Request) -> Response[R]:
        """The same of a ready request, with status, headers and body beside the value."""
        return await self._client._perform(self._definition.spec, request)

    @property
    def spec(self) -> OperationSpec[R]:
        """What the operation is."""
        return self._definition.spec

    @property
    def __name__(self) -> str:
        return self._definition.__name__

    @property
    def __signature__(self) -> inspect.Signature:
        return self._definition.bound_signature

    def __repr__(self) -> str:
        return f"<{self._definition.spec.name} of {type(self._client).__name__}>"
