"""Values of a decoded JSON body as text, for the conditions of error rules."""

from collections.abc import Iterator
from typing import Final

Step = str | int
# Beyond this a float skips whole numbers.
_EXACT: Final = 2.0**53


def texts(body: object, *path: Step) -> tuple[str, ...]:
    """The scalars at a path, as JSON writes them (`true`, `5010`), strings without quotes.

    A name leads into an object, a number into a list, `*` to all elements of a list. What is
    null or not there gives nothing.
    """
    return tuple(text for value in _values(body, path) if (text := _text(value)) is not None)


def is_there(body: object, *path: Step) -> bool:
    """Whether anything but null stands at a path."""
    return any(value is not None for value in _values(body, path))


def _values(value: object, path: tuple[Step, ...]) -> Iterator[object]:
    if not path:
        yield value
        return
    step, *rest = path
    if isinstance(value, dict):
        if step in value:
            yield from _values(value[step], tuple(rest))
    elif isinstance(value, list):
        if step == "*":
            for item in value:
                yield from _values(item, tuple(rest))
        elif isinstance(step, int) and step < len(value):
            yield from _values(value[step], tuple(rest))


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        # 1.0 is the number 1, however a vendor writes it.
        return str(int(value))
    return str(value) if isinstance(value, int | float) else None
