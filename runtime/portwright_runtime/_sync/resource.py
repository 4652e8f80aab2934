"""Some of a client's operations, kept together: what `client.<name>` is in a large package."""

from portwright_runtime._sync.client import SyncClient


class SyncResource:
    """Base of generated groups of operations; calls are made by the client that it is of."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client
