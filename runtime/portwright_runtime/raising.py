"""From what a vendor answered to the errors that a port promises."""

from collections.abc import Callable, Mapping
from types import MappingProxyType, TracebackType
from typing import Final

from portwright_runtime.errors import MappingFailed, VendorError

BuildError = Callable[[VendorError], Exception | None]

_NO_ERRORS: Final[Mapping[str, BuildError]] = MappingProxyType({})


class raising:  # noqa: N801 (used like contextlib.suppress)
    """`with raising("create_payment", {"Declined": declined}):` around the call of an operation.

    A VendorError whose rule raises an error in `errors` becomes the one that its builder makes,
    with the VendorError as its cause. It stays itself where the builder answers None or cannot
    read what it needs (MappingFailed). A MappingFailed is told the operation.

    Keeps nothing of a call: one serves any number of calls, also at once.
    """

    __slots__ = ("_errors", "_operation")

    def __init__(self, operation: str, errors: Mapping[str, BuildError] = _NO_ERRORS) -> None:
        self._operation = operation
        self._errors = errors

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            return
        if isinstance(error, VendorError):
            domain = self._domain_error(error)
            if domain is not None:
                raise domain from error
        elif isinstance(error, MappingFailed) and error.operation is None:
            error.operation = self._operation

    def _domain_error(self, error: VendorError) -> Exception | None:
        name = error.verdict.raises if error.verdict else None
        build = self._errors.get(name) if name else None
        if build is None:
            return None
        try:
            return build(error)
        except MappingFailed:
            # The vendor's own words are worth more than that some of them could not be read.
            return None
