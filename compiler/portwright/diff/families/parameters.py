"""Families of changes to parameters: in the path, the query and headers."""

from __future__ import annotations

from portwright.diff.family import Family
from portwright.diff.verdict import Verdict

FAMILIES = (
    Family(
        "request-parameter-removed",
        "`{subject}` is taken no longer",
        (Verdict.BREAKS_MAPPING,),
        oasdiff=(
            "request-parameter-removed",
            "request-parameter-removed-with-deprecation",
            "request-parameter-removed-before-sunset",
        ),
        means="A parameter that is sent is declared no longer.",
        breaks="The vendor ignores it or refuses the call; ignored, a filter filters nothing. "
        "Against the new document the spec does not compile.",
        remedy="Find what took its place (a suggestion is a guess), and change `send:` or "
        "`request:`.",
    ),
    Family(
        "request-parameter-required",
        "`{subject}` is required now",
        (Verdict.BREAKS_REQUEST, Verdict.INFO),
        oasdiff=("request-parameter-became-required",),
        means="A parameter that might be left out must be sent, and the integration leaves it out "
        "or may do so.",
        breaks="Calls without it are refused.",
        remedy="Add it to `send:` or fill it in `request:`; callers then have to give it.",
    ),
    Family(
        "request-required-parameter-added",
        "`{subject}` is new and required",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=(
            "new-required-request-parameter",
            "new-request-path-parameter",
            "new-required-request-default-parameter-to-existing-path",
        ),
        means="A parameter that was not declared before must be sent. A header that the connection "
        "sets on every call is not counted.",
        breaks="All calls are refused.",
        remedy="Add it to `send:`, fill it in `request:`, or set it for all operations in "
        "`connection.headers`.",
    ),
    Family(
        "request-parameter-style",
        "`{subject}` is written as {after}, no longer as {before}",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=("request-parameter-style-changed", "request-parameter-explode-changed"),
        means="The same value is written another way: another `style` or `explode`, another "
        "delimiter, or JSON in place of plain text.",
        breaks="The vendor reads another value than was meant, or refuses the call.",
        remedy="Pin the new document and compile: the generated code writes what is declared.",
    ),
    Family(
        "request-parameter-moved",
        "`{subject}` is `{after}` now",
        (Verdict.BREAKS_REQUEST,),
        means="A parameter that is sent is declared no longer, and one of its name is, in another "
        "place, that was not before.",
        breaks="Sent in its old place it is ignored, or the call is refused.",
        remedy="Pin the new document and compile: `send:` and `request:` name parameters without "
        "their place.",
    ),
    Family(
        "request-parameter-deprecated",
        "`{subject}` is deprecated",
        (Verdict.DEGRADED,),
        oasdiff=(
            "request-parameter-deprecated",
            "request-parameter-deprecated-sunset-missing",
        ),
        means="The vendor marks a parameter that is sent as one that will go.",
        breaks="Nothing yet.",
        remedy="Find what replaces it in the vendor's notes, and plan for it.",
    ),
    Family(
        "request-default-changed",
        "`{subject}` is {after} where it is left out (before: {before})",
        (Verdict.DEGRADED, Verdict.INFO),
        oasdiff=(
            "request-parameter-default-value-added",
            "request-parameter-default-value-changed",
            "request-parameter-default-value-removed",
            "request-property-default-value-added",
            "request-property-default-value-changed",
            "request-property-default-value-removed",
        ),
        means="What the vendor takes for a parameter or a field where it is left out is another "
        "value, or the document ceased to say so. Of what is always sent it is of no consequence, "
        "nor is a default that the document has for the first time.",
        breaks="The same call does another thing: pages of another size, another currency.",
        remedy="Send the value that is meant.",
    ),
)
