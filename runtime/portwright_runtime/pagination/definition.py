"""What a generated listing is made of, whichever client it is on."""

from typing import Generic

from portwright_runtime.definition import Build, Definition, P
from portwright_runtime.pagination.kind import Item
from portwright_runtime.pagination.paging import Paging
from portwright_runtime.spec import OperationSpec, R


class PagedDefinition(Definition[P, R], Generic[P, R, Item]):
    """A definition whose answers are pages of a list, as `paging` says."""

    def __init__(self, spec: OperationSpec[R], build: Build[P], paging: Paging[R, Item]) -> None:
        super().__init__(spec, build)
        self.paging = paging
