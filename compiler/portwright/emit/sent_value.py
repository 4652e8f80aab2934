"""How the value of an argument is written into its request, where it is not just put there.

The functions are those of the runtime's `codec.written`. No argument is called `_written`: names of
arguments are never private.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.emit.python import literal
from portwright.ir.integration import Argument


def sent_value(item: Argument) -> str:
    """The expression for the argument's value."""
    match item.writing:
        case "":
            return item.name
        case "json":
            return f"_written.json_text({item.name})"
        case "reserved" | "exploded":
            return f"_written.{item.writing}({item.name})"
        case "joined":
            return f"_written.joined({item.name}, {literal(item.delimiter)})"
        case style:
            return f"_written.in_path({', '.join(_of_path(item, style))})"


def _of_path(item: Argument, style: str) -> Iterable[str]:
    yield item.name
    yield literal(style)
    if style == "matrix":
        yield literal(item.wire)
    for flag in ("explode", "reserved"):
        if getattr(item, flag):
            yield f"{flag}=True"


def cookies(items: Iterable[Argument]) -> str:
    """The expression for the `Cookie` field."""
    pairs = (f"{literal(item.wire)}: {sent_value(item)}" for item in items)
    return "_written.cookies({" + ", ".join(pairs) + "})"
