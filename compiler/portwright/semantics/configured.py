"""Settings of a spec, tried on the runtime's own classes: what those refuse is reported where it
is written, so that a package which compiles can be imported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Final

import portwright_runtime
from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.ir.config import Config
from portwright.language.quantities import spelled
from portwright.language.record import Record
from portwright.rules.safety import contradicting_policy
from portwright.source.span import Span
from portwright_runtime.policies.bounds import UnfitSetting


@dataclass(frozen=True, slots=True)
class Written:
    """Where settings stand, by the runtime's names; `parts` are those that are a class too."""

    places: Mapping[str, Span] = field(default_factory=dict)
    parts: Mapping[str, Written] = field(default_factory=dict)


NOWHERE = Written()
# What the runtime compares a time with, in seconds.
_SECONDS: Final = re.compile(r"\(([0-9]+\.[0-9]+)\)")


def written(record: Record | None, **parts: Written) -> Written:
    """The places of a record's values; nowhere without a record."""
    return Written(record.place.values if record is not None else {}, parts)


def check(tree: Config, at: Written, sink: Diagnostics) -> None:
    """Report every setting that the runtime refuses, the inner ones first.

    What is not written here is not reported: a policy that extends another has its faults too,
    and they are told there.
    """
    _made(tree, at, sink)


def _made(tree: Config, at: Written, sink: Diagnostics) -> object | None:
    settings = dict(_values(tree, at, sink))
    cls = getattr(portwright_runtime, tree.kind)
    while True:
        try:
            return cls(**settings)  # type: ignore[no-any-return]
        except UnfitSetting as unfit:
            about = [n for n in (unfit.name, *unfit.beside) if n in settings and n in at.places]
            if not about:
                return None
            sink.add(_report(unfit, at.places[about[0]], settings))
            if _is_required(cls, about[0]):
                return None
            del settings[about[0]]


def _values(tree: Config, at: Written, sink: Diagnostics) -> Iterator[tuple[str, object]]:
    """The settings as values; a part that cannot be made is left out, its fault being told."""
    for name, setting in tree.settings:
        value = setting
        if isinstance(setting, Config):
            value = _made(setting, at.parts.get(name, NOWHERE), sink)  # type: ignore[assignment]
        if value is not None:
            yield name, value


def _is_required(cls: type, name: str) -> bool:
    """Whether there is no default to go on with."""
    return any(item.name == name and item.default is MISSING for item in fields(cls))


def _report(unfit: UnfitSetting, span: Span, settings: Mapping[str, object]) -> Diagnostic:
    default = _spelled(unfit.value) if unfit.name not in settings else None
    name = f"{unfit.kind.lower()}.{unfit.name}"
    wanted = _SECONDS.sub(lambda found: f"({spelled(float(found[1]))})", unfit.wanted)
    return contradicting_policy.report(span, name, wanted, default=default)


def _spelled(value: object) -> object:
    """Times of the runtime are parts of seconds, and its counts whole."""
    return spelled(value) if isinstance(value, float) else value
