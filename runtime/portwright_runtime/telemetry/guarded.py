"""A listener that fails harms no call."""

from portwright_runtime.telemetry.event import Event, Listener


class Guarded:
    """Hands events on; an error of the listener is counted, and the first one logged."""

    __slots__ = ("_listener", "failures")

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self.failures = 0

    def __call__(self, event: Event) -> None:
        try:
            self._listener(event)
        except Exception as error:  # noqa: BLE001 - whatever it is, the call goes on
            self.failures += 1
            if self.failures == 1:
                _report(self._listener, event, error)


def fan_out(*listeners: Listener) -> Listener:
    """One listener of many, each of them guarded from the others."""
    guarded = [Guarded(listener) for listener in listeners]

    def tell(event: Event) -> None:
        for one in guarded:
            one(event)

    return tell


def _report(listener: Listener, event: Event, error: Exception) -> None:
    import contextlib
    import logging

    # The logging of an application is its own code, and may fail for the same reason.
    with contextlib.suppress(Exception):
        logging.getLogger("portwright_runtime.telemetry").error(
            "listener %s failed at an event `%s`; further failures are only counted",
            getattr(listener, "__qualname__", type(listener).__qualname__),
            event.kind,
            exc_info=error,
        )
