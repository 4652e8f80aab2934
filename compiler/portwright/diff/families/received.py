"""Families of changes to values that are received."""

from __future__ import annotations

from portwright.diff.family import Family
from portwright.diff.verdict import Verdict

_OPEN = "An open enum keeps a value that it does not list."

FAMILIES = (
    Family(
        "response-property-removed",
        "`{subject}` is gone from answers",
        (Verdict.BREAKS_MAPPING, Verdict.DEGRADED, Verdict.INFO),
        oasdiff=("response-required-property-removed", "response-optional-property-removed"),
        means="A field that is read is declared no longer. Where only the type has it, for "
        "the sake of other operations, and no answer had to, it is no loss.",
        breaks="It is missing from answers sooner or later: a required field fails the call, "
        "another is unset for good. Against the new document the spec does not compile.",
        remedy="Find what took its place (a suggestion is a guess), and change `read:` or the "
        "mapping.",
    ),
    Family(
        "response-property-write-only",
        "`{subject}` is write-only: answers have it no longer",
        (Verdict.BREAKS_MAPPING, Verdict.DEGRADED, Verdict.INFO),
        oasdiff=(
            "response-required-property-became-write-only",
            "response-optional-property-became-write-only",
        ),
        means="A field that is read became `writeOnly`: it is sent, and not shown again.",
        breaks="It is missing from answers. Against the new document the spec does not compile.",
        remedy="Take it out of `read:` or the mapping, and keep its value yourself.",
    ),
    Family(
        "response-property-optional",
        "`{subject}` may be missing from answers",
        (Verdict.BREAKS_PARSE, Verdict.DEGRADED),
        oasdiff=("response-property-became-optional",),
        means="A field that stood in every answer may be left out.",
        breaks="An answer without it does not fit the generated type, and the call ends in an "
        "error though the vendor did its work. Where the type lets it be unset, nothing does.",
        remedy="Pin the new document and compile: the field may then be unset, and mappings that "
        "need it are told.",
    ),
    Family(
        "response-type-open",
        "`{subject}` may be anything now (before: {before})",
        (Verdict.BREAKS_PARSE, Verdict.DEGRADED),
        oasdiff=("response-property-type-changed", "response-body-type-changed"),
        means="A value that had a type is declared without one.",
        breaks="Whatever is not of the old type does not fit the generated one.",
        remedy="Ask the vendor what it is. A fragment in `openapi.additions` can state the type.",
    ),
    Family(
        "response-type-widened",
        "`{subject}` may be {after} (before: {before})",
        (Verdict.BREAKS_PARSE, Verdict.DEGRADED),
        oasdiff=(
            "response-property-type-changed",
            "response-body-type-changed",
            "response-property-one-of-added",
            "response-body-one-of-added",
            "response-property-any-of-added",
            "response-body-any-of-added",
        ),
        means="A value may be of a type that the generated code cannot hold there.",
        breaks="An answer with it ends the call in an error though the vendor did its work.",
        remedy="Pin the new document and compile: the type then has both, and mappings that do "
        "not take it are told.",
    ),
    Family(
        "response-type-narrowed",
        "`{subject}` is {after} (before: {before})",
        (Verdict.INFO,),
        oasdiff=("response-property-type-changed", "response-body-type-changed"),
        means="A value is of fewer types than before, all of which are held.",
        breaks="Nothing.",
        remedy="Nothing has to be done.",
    ),
    Family(
        "response-union-widened",
        "`{subject}` may be an object of {after} (before: {before})",
        (Verdict.BREAKS_PARSE, Verdict.DEGRADED),
        oasdiff=(
            "response-property-one-of-added",
            "response-body-one-of-added",
            "response-property-any-of-added",
            "response-body-any-of-added",
        ),
        means="An object that was one of some kinds may be one of more.",
        breaks="It is read, into the class that holds all kinds, and mappings take it for one of "
        "those that they were written for. Where it lacks a field that all the others had to have, "
        "the answer does not fit.",
        remedy="See what the new kind is. Pin the new document and compile: its own fields can be "
        "read then.",
    ),
    Family(
        "response-nullable",
        "`{subject}` may be null",
        (Verdict.BREAKS_PARSE, Verdict.DEGRADED),
        oasdiff=("response-property-became-nullable", "response-body-became-nullable"),
        means="A value that was never null may be null.",
        breaks="A null does not fit the generated type, and the call ends in an error though the "
        "vendor did its work.",
        remedy="Pin the new document and compile: the type then has null, and mappings that need "
        "the value are told.",
    ),
    Family(
        "response-not-nullable",
        "`{subject}` is never null any more",
        (Verdict.INFO,),
        oasdiff=("response-property-became-not-nullable", "response-body-became-not-nullable"),
        means="A value that might be null is null no longer.",
        breaks="Nothing.",
        remedy="Nothing has to be done.",
    ),
    Family(
        "response-enum-opened",
        "`{subject}` may have other values than {before}",
        (Verdict.DEGRADED, Verdict.BREAKS_PARSE, Verdict.BREAKS_MAPPING),
        oasdiff=("response-property-became-not-enum",),
        means="A list of values became any text or number.",
        breaks=f"{_OPEN} A closed one fails the call, and an `enum:` mapping takes its `else:`.",
        remedy="See what an unknown value does in your code, and give the mapping an `else:`.",
    ),
    Family(
        "response-enum-value-added",
        "`{subject}` may be {after}",
        (Verdict.DEGRADED, Verdict.BREAKS_PARSE, Verdict.BREAKS_MAPPING),
        oasdiff=("response-property-enum-value-added",),
        means="A list of values has new ones.",
        breaks=f"{_OPEN} A closed one fails the call, and an `enum:` mapping takes its `else:`.",
        remedy="Say in the mapping what the new value means.",
    ),
    Family(
        "response-enum-value-removed",
        "`{subject}` is never {before} any more",
        (Verdict.INFO, Verdict.BREAKS_MAPPING, Verdict.DEGRADED),
        oasdiff=("response-property-enum-value-removed", "response-mediatype-enum-value-removed"),
        means="A list of values has lost some.",
        breaks="Nothing: what the code does with them is done no longer.",
        remedy="Look at code that waits for the value, as it waits for good.",
    ),
    Family(
        "response-format-changed",
        "`{subject}` has the format {after} (before: {before})",
        (Verdict.DEGRADED, Verdict.BREAKS_PARSE, Verdict.INFO),
        oasdiff=("response-property-type-changed", "response-body-type-changed"),
        means="The `format` of a value is another. The generated code keeps texts as texts; only "
        "what it reads as exact decimals must look like a number.",
        breaks="A mapping that reads a time or a number of the text may fail, or read another one. "
        "A text that might be any before is read as such, whatever is said of it now.",
        remedy="Look at what reads it: `{time: …, from: …}` says how it is written.",
    ),
    Family(
        "response-property-deprecated",
        "`{subject}` is deprecated",
        (Verdict.DEGRADED,),
        oasdiff=("response-property-deprecated", "response-property-deprecated-with-sunset"),
        means="The vendor marks a field that is read, or its schema, as one that will go.",
        breaks="Nothing yet.",
        remedy="Find what replaces it in the vendor's notes, and plan for it.",
    ),
)
