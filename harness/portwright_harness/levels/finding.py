"""What a level found."""

from __future__ import annotations

from dataclasses import dataclass

from portwright_harness.problem import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """Problems fail the check; notes are told either way; `filled` of `selected` fields (L3).

    `deviations` are the fields that pass only through a reviewed deviation (L3), `nulls` those that
    are null against the document without one, which the models take for absence; `unknown_values`
    and `unknown_fields` count what the answer holds beyond the models (L3); `undocumented` are the
    fields that the committed document does not have (L2), `unchecked` says why an answer was not
    looked at (L2). `case` is the line of the spec on which the case stands that failed.
    """

    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    filled: int | None = None
    selected: int | None = None
    deviations: tuple[str, ...] = ()
    nulls: tuple[str, ...] = ()
    unknown_values: int = 0
    unknown_fields: int = 0
    undocumented: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    case: str = ""
