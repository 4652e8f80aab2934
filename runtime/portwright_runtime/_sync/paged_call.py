"""A generated listing bound to a client."""

from typing import Generic

from portwright_runtime._sync.call import SyncCall
from portwright_runtime._sync.client import SyncClient
from portwright_runtime._sync.pages import SyncItems, SyncPages
from portwright_runtime.call import Request
from portwright_runtime.definition import MethodDoc, P
from portwright_runtime.pagination.definition import PagedDefinition
from portwright_runtime.pagination.kind import Item
from portwright_runtime.spec import R


class SyncPagedCall(SyncCall[P, R], Generic[P, R, Item]):
    """One listing on one client: call it for one page, `pages` or `items` for the whole list."""

    __slots__ = ("_paging",)
    __doc__ = MethodDoc(__doc__)

    def __init__(self, definition: PagedDefinition[P, R, Item], client: SyncClient) -> None:
        super().__init__(definition, client)
        self._paging = definition.paging

    def pages(self, *args: P.args, **kwargs: P.kwargs) -> SyncPages[R, Item]:
        """The list page by page, asked for as you iterate."""
        return self.pages_of(self._definition.request(*args, **kwargs))

    def items(self, *args: P.args, **kwargs: P.kwargs) -> SyncItems[R, Item]:
        """The list item by item, asked for page by page as you iterate."""
        return self.items_of(self._definition.request(*args, **kwargs))

    def pages_of(self, request: Request) -> SyncPages[R, Item]:
        """The list that a ready request begins, page by page."""
        return SyncPages(self._client, self._definition.spec, self._paging, request)

    def items_of(self, request: Request) -> SyncItems[R, Item]:
        """The list that a ready request begins, item by item."""
        return SyncItems(self.pages_of(request))
