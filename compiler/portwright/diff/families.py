"""All families of changes, in one table."""

from __future__ import annotations

from collections.abc import Mapping

from portwright.diff.change import Change
from portwright.diff.family import Family
from portwright.diff.values import subject_of
from portwright.diff.verdict import Verdict

_REQUEST, _MAPPING, _PARSE = (
    Verdict.BREAKS_REQUEST,
    Verdict.BREAKS_MAPPING,
    Verdict.BREAKS_PARSE,
)
_UNKNOWN, _DEGRADED, _INFO = Verdict.UNKNOWN, Verdict.DEGRADED, Verdict.INFO

_ALL = (
    Family("operation-removed", "`{before}` is gone", (_REQUEST,)),
    Family("operation-moved", "`{before}` is now `{after}`", (_REQUEST,)),
    Family("request-parameter-removed", "`{before}` is taken no longer", (_MAPPING,)),
    Family("request-parameter-required", "`{subject}` is required now", (_REQUEST,)),
    Family("request-required-parameter-added", "`{after}` is new and required", (_REQUEST,)),
    Family(
        "request-parameter-style",
        "`{subject}` is written as {after}, no longer as {before}",
        (_REQUEST,),
    ),
    Family("request-body-added", "`{subject}` needs a body now", (_REQUEST,)),
    Family("request-body-removed", "`{subject}` takes no body any more", (_MAPPING,)),
    Family("request-body-required", "the body of `{subject}` is required now", (_REQUEST,)),
    Family(
        "request-media-refused",
        "`{subject}` takes {after}, no longer {before}",
        (_REQUEST,),
    ),
    Family("request-property-removed", "`{subject}` is taken no longer", (_MAPPING,)),
    Family("request-property-read-only", "`{subject}` is read-only now", (_MAPPING,)),
    Family("request-property-required", "`{subject}` is required now", (_REQUEST,)),
    Family(
        "request-required-property-added",
        "`{after}` of `{subject}` is new and required",
        (_REQUEST,),
    ),
    Family(
        "request-type-narrowed",
        "`{subject}` takes {after}, no longer {before}",
        (_REQUEST,),
    ),
    Family("request-null-refused", "`{subject}` takes no null any more", (_REQUEST,)),
    Family(
        "request-limit-narrowed",
        "`{subject}` is limited: {after} (before: {before})",
        (_REQUEST, _UNKNOWN),
    ),
    Family("request-enum-closed", "`{subject}` takes only {after} from now on", (_REQUEST,)),
    Family("request-enum-value-removed", "`{subject}` takes {before} no longer", (_REQUEST,)),
    Family(
        "request-format-changed",
        "`{subject}` has the format {after} (before: {before})",
        (_UNKNOWN,),
    ),
    Family("response-property-removed", "`{subject}` is gone from answers", (_MAPPING,)),
    Family(
        "response-property-write-only",
        "`{subject}` is write-only: answers have it no longer",
        (_MAPPING,),
    ),
    Family(
        "response-property-optional",
        "`{subject}` may be missing from answers",
        (_PARSE, _DEGRADED),
    ),
    Family(
        "response-type-open",
        "`{subject}` may be anything now (before: {before})",
        (_PARSE,),
    ),
    Family(
        "response-type-widened",
        "`{subject}` may be {after} (before: {before})",
        (_PARSE,),
    ),
    Family("response-type-narrowed", "`{subject}` is {after} (before: {before})", (_INFO,)),
    Family("response-nullable", "`{subject}` may be null", (_PARSE,)),
    Family("response-not-nullable", "`{subject}` is never null any more", (_INFO,)),
    Family(
        "response-enum-opened",
        "`{subject}` may have other values than {before}",
        (_DEGRADED, _PARSE),
    ),
    Family(
        "response-enum-value-added",
        "`{subject}` may be {after}",
        (_DEGRADED, _PARSE),
    ),
    Family("response-enum-value-removed", "`{subject}` is never {before} any more", (_INFO,)),
    Family(
        "response-format-changed",
        "`{subject}` has the format {after} (before: {before})",
        (_DEGRADED, _PARSE, _INFO),
    ),
    Family(
        "response-media-changed",
        "`{subject}` is {after}, no longer {before}",
        (_PARSE,),
    ),
    Family(
        "response-status-added",
        "`{subject}`: the new success {after} has an answer that is not read",
        (_PARSE, _DEGRADED),
    ),
    Family(
        "response-status-removed",
        "`{subject}`: {before} is not declared any more (declared: {after})",
        (_DEGRADED, _INFO),
    ),
)

FAMILIES: Mapping[str, Family] = {family.name: family for family in _ALL}


def message(change: Change) -> str:
    """A change as a sentence without a full stop."""
    subject = subject_of(change.old or change.new)
    said = FAMILIES[change.family].says
    return said.format(subject=subject, before=change.before, after=change.after)
