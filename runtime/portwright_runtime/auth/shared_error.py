"""One failure that many calls end with."""

from copy import copy

from portwright_runtime.errors import PortwrightError


def own(error: BaseException) -> BaseException:
    """The error for one of the calls: each hangs on it what came before in that call alone.

    Only ours are known to be copied well; what is none of ours no call changes either.
    """
    if not isinstance(error, PortwrightError):
        return error
    return copy(error).with_traceback(error.__traceback__)
