"""Settings of a listing that cannot work: told all at once, each by the name of its field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portwright_runtime.fields import is_field_name


@dataclass(frozen=True, slots=True)
class Fault:
    """`reason` completes a sentence that begins with the fields' names: "is not positive"."""

    names: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        return f"{', '.join(self.names)} {self.reason}"


class Contradiction(ValueError):
    """Settings that cannot work, or not together; `faults` are all of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def refuse(faults: Iterable[Fault]) -> None:
    """Contradiction, if there is a fault."""
    found = tuple(faults)
    if found:
        raise Contradiction(found)


def at_least(least: int, **settings: int | None) -> Iterator[Fault]:
    """What is below a bound; None is not set."""
    for name, value in settings.items():
        if value is not None and value < least:
            yield Fault((name,), "is not positive" if least else "is negative")


def one_of(allowed: tuple[str, ...], **settings: str) -> Iterator[Fault]:
    """What is none of the words allowed."""
    for name, value in settings.items():
        if value not in allowed:
            yield Fault((name,), f"is neither {' nor '.join(allowed)}")


def together(**settings: object) -> Iterator[Fault]:
    """More than one of what excludes each other."""
    given = tuple(name for name, value in settings.items() if value is not None)
    if len(given) > 1:
        yield Fault(given, "exclude each other")


def field_names(**settings: str | None) -> Iterator[Fault]:
    """What no header field can be called; None is not set."""
    for name, value in settings.items():
        if value is not None and not is_field_name(value):
            yield Fault((name,), "is not the name of a header")
