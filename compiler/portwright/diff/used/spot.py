"""Where in an operation a use is, taken apart from how it is written for people."""

from __future__ import annotations

from dataclasses import dataclass

_PARAMETERS = frozenset(("query", "header", "path", "cookie"))


@dataclass(frozen=True, slots=True)
class Spot:
    """`place` is `body`, `query`, `answer` and the like; `status` that of an answer. `path` are
    the names that lead to the value, with its steps into lists (`items[].price`)."""

    place: str
    path: str
    status: str = ""

    @property
    def failed(self) -> bool:
        """Whether it stands in an answer that tells of a failure."""
        return bool(self.status) and not self.status.startswith("2")

    @property
    def names(self) -> str:
        """The path as specs write it."""
        return bare(self.path)


def bare(path: str) -> str:
    """A path without the steps into lists and maps."""
    return path.replace("[]", "").replace("{}", "").strip(".")


def spot_of(path: str) -> Spot:
    """Of `query created: gte`, `body: items[].price` or `answer 200: data[].id`."""
    head, *rest = path.split(": ")
    place, _, name = head.partition(" ")
    steps = [name, *rest] if place in _PARAMETERS else rest
    whole = ""
    for step in steps:
        whole += step if not whole or step.startswith(("[", "{")) else f".{step}"
    return Spot(place, whole, name if place == "answer" else "")
