"""Families of changes to values that are sent, in parameters and bodies."""

from __future__ import annotations

from portwright.diff.family import Family
from portwright.diff.verdict import Verdict

_PLACES = ("parameter", "property", "body")


def _everywhere(*endings: str) -> tuple[str, ...]:
    """Ids of oasdiff, which has one for each place that a value can stand in."""
    return tuple(f"request-{place}-{ending}" for ending in endings for place in _PLACES)


FAMILIES = (
    Family(
        "request-property-removed",
        "`{subject}` is taken no longer",
        (Verdict.BREAKS_MAPPING,),
        oasdiff=("request-property-removed",),
        means="A field that is sent is declared no longer, and the object takes no others.",
        breaks="The vendor ignores it or refuses the call. Against the new document the spec does "
        "not compile.",
        remedy="Find what took its place (a suggestion is a guess), and change `send:` or "
        "`request:`.",
    ),
    Family(
        "request-property-read-only",
        "`{subject}` is read-only now",
        (Verdict.BREAKS_MAPPING,),
        oasdiff=(
            "request-required-property-became-read-only",
            "request-optional-property-became-read-only",
        ),
        means="A field that is sent became `readOnly`: the vendor sets it.",
        breaks="The vendor ignores it or refuses the call. Against the new document the spec does "
        "not compile.",
        remedy="Take it out of `send:` or `request:`, and look how the vendor finds its value.",
    ),
    Family(
        "request-property-required",
        "`{subject}` is required now",
        (Verdict.BREAKS_REQUEST, Verdict.INFO),
        oasdiff=(
            "request-property-became-required",
            "request-property-became-required-with-default",
        ),
        means="A field that might be left out must be sent, and the integration leaves it out or "
        "may do so. Those that are always sent are not counted.",
        breaks="Calls without it are refused.",
        remedy="Add it to `send:` or fill it in `request:`; callers then have to give it.",
    ),
    Family(
        "request-required-property-added",
        "`{after}` of `{subject}` is new and required",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=(
            "new-required-request-property",
            "new-required-request-property-with-default",
            "new-required-request-header-property",
        ),
        means="A field that was not declared before must be sent.",
        breaks="All calls that send the object are refused.",
        remedy="Add it to `send:` or fill it in `request:`.",
    ),
    Family(
        "request-type-narrowed",
        "`{subject}` takes {after}, no longer {before}",
        (Verdict.BREAKS_REQUEST, Verdict.UNKNOWN, Verdict.INFO),
        oasdiff=_everywhere("type-changed"),
        means="A value that is sent must be of another type than what the generated code can "
        "hold there. What it cannot hold may be refused: that is no finding. Where the old "
        "document left values or keys open, the new one may say what always was so: unknown.",
        breaks="Calls with such a value are refused.",
        remedy="Pin the new document and compile; a mapping that fills it will say what does not "
        "fit.",
    ),
    Family(
        "request-union-changed",
        "`{subject}` takes {after}, no longer {before}: which is which cannot be told",
        (Verdict.UNKNOWN,),
        means="An object or a list may be one of several kinds, and it cannot be told which kind "
        "of the old document became which of the new one: by name, by constants or by fields.",
        breaks="A value that had something of each kind may be refused, as it has to be of one.",
        remedy="Compare the kinds in both documents. If your values are of one kind, accept the "
        "finding.",
    ),
    Family(
        "request-schema-unread",
        "`{subject}` has changed in what is not read: {after}",
        (Verdict.UNKNOWN,),
        means="The schema of a value that is sent says something of which no type is made, such "
        "as `not` alone, and says it otherwise than before.",
        breaks="What the vendor takes no longer is refused.",
        remedy="Compare the schema in both documents. If your values fit, accept the finding.",
    ),
    Family(
        "request-null-refused",
        "`{subject}` takes no null any more",
        (Verdict.BREAKS_REQUEST, Verdict.INFO),
        oasdiff=_everywhere("became-not-nullable"),
        means="A value that the generated code can send as null must be another one.",
        breaks="Calls that send null are refused: mostly those that clear a field.",
        remedy="Look how the vendor clears the field now. `{clear: …}` in `request:` sends null.",
    ),
    Family(
        "request-limit-narrowed",
        "`{subject}` is limited: {after} (before: {before})",
        (Verdict.BREAKS_REQUEST, Verdict.UNKNOWN, Verdict.INFO),
        oasdiff=(
            *_everywhere("max-set", "max-decreased", "min-set", "min-increased"),
            *_everywhere("max-length-set", "max-length-decreased", "min-length-increased"),
            *_everywhere("min-items-set", "min-items-increased"),
            *_everywhere("exclusive-max-set", "exclusive-max-decreased"),
            *_everywhere("exclusive-min-set", "exclusive-min-increased"),
            "request-parameter-max-items-decreased",
            "request-parameter-pattern-added",
            "request-parameter-pattern-changed",
            "request-property-pattern-added",
            "request-property-pattern-changed",
        ),
        means="A bound on a value that is sent is new or tighter: its size, its length, its "
        "pattern, the number of items. Of two patterns, of `not` and the like nobody can say "
        "which takes more, nor which kind of several a bound is on: that is unknown.",
        breaks="Values beyond the bound are refused. The generated code does not check bounds of "
        "what it sends.",
        remedy="See what your values are. If they keep to the bound, accept the finding.",
    ),
    Family(
        "request-enum-closed",
        "`{subject}` takes only {after} from now on",
        (Verdict.BREAKS_REQUEST, Verdict.INFO),
        oasdiff=_everywhere("became-enum"),
        means="Where any text or number was taken, only those of a list are.",
        breaks="Calls with another value are refused.",
        remedy="See what your values are. Pin the new document and compile: the types then have "
        "the list.",
    ),
    Family(
        "request-enum-value-removed",
        "`{subject}` takes {before} no longer",
        (Verdict.BREAKS_REQUEST, Verdict.INFO),
        oasdiff=_everywhere("enum-value-removed"),
        means="The list of values that are taken has lost some that could be sent.",
        breaks="Calls with such a value are refused.",
        remedy="See whether a constant or an `enum:` mapping of `request:` makes it, and map to "
        "another. If nothing does, accept the finding.",
    ),
    Family(
        "request-format-changed",
        "`{subject}` has the format {after} (before: {before})",
        (Verdict.UNKNOWN, Verdict.INFO),
        means="The `format` of a value that is sent is another. It is a hint, which vendors heed "
        "or not.",
        breaks="Values that do not look like the new format may be refused.",
        remedy="Ask the vendor, or try it. If your values fit, accept the finding.",
    ),
    Family(
        "request-property-deprecated",
        "`{subject}` is deprecated",
        (Verdict.DEGRADED,),
        oasdiff=("request-property-deprecated", "request-property-deprecated-with-sunset"),
        means="The vendor marks a field that is sent, or its schema, as one that will go.",
        breaks="Nothing yet.",
        remedy="Find what replaces it in the vendor's notes, and plan for it.",
    ),
)
