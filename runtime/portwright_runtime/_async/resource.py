"""Some of a client's operations, kept together: what `client.<name>` is in a large package."""

from portwright_runtime._async.client import AsyncClient


class AsyncResource:
    """Base of generated groups of operations; calls are made by the client that it is of."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
