"""Families of changes to answers as a whole: statuses and media types."""

from __future__ import annotations

from portwright.diff.family import Family
from portwright.diff.verdict import Verdict

FAMILIES = (
    Family(
        "response-media-changed",
        "`{subject}` is {after}, no longer {before}",
        (Verdict.BREAKS_PARSE, Verdict.DEGRADED),
        oasdiff=("response-media-type-removed", "response-media-type-name-changed"),
        means="The media type that is read is declared no longer. JSON is JSON under any of its "
        "names, and parameters count for nothing.",
        breaks="The answer is in a form that the generated code does not read, and the call ends "
        "in an error though the vendor did its work. Of an error's answer only the fields are "
        "lost.",
        remedy="Pin the new document and compile: another declared type is read.",
    ),
    Family(
        "response-status-added",
        "`{subject}`: the new success {after} is an error to us",
        (Verdict.BREAKS_PARSE, Verdict.UNKNOWN),
        oasdiff=("response-success-status-added",),
        means="A success is declared under a status that was not, and nothing that was declared "
        "covers it.",
        breaks="The vendor did its work, and the call ends in an error (`UnexpectedAnswer`), with "
        "or without a body. Of a whole range it is not known whether another status ever comes.",
        remedy="Pin the new document and compile: the status then has its type.",
    ),
    Family(
        "response-status-removed",
        "`{subject}`: {before} is not declared any more (declared: {after})",
        (Verdict.DEGRADED, Verdict.INFO),
        oasdiff=("response-success-status-removed", "response-non-success-status-removed"),
        means="A status that is read is declared no longer. What is answered in its place may be "
        "another status, or still this one. It matters where no success is left, or where the spec "
        "handles the status.",
        breaks="Nothing, as long as the vendor answers one that is read.",
        remedy="Read on: a status that came in its place is a finding of its own.",
    ),
    Family(
        "response-header-removed",
        "the header `{before}` is gone from answers",
        (Verdict.DEGRADED, Verdict.BREAKS_MAPPING),
        oasdiff=("required-response-header-removed", "optional-response-header-removed"),
        means="A header that is read is declared no longer: by paging, a rule, a hint or a limit "
        "of the spec, by a mapping, or by the runtime (`Retry-After`). Headers that nothing reads "
        "do not count, nor those that the old document did not have.",
        breaks="Perhaps nothing: vendors send more headers than they declare. Without it paging "
        "ends early, or pauses are guessed.",
        remedy="Record a call and look. If it is gone, change what reads it.",
    ),
    Family(
        "error-schema-removed",
        "the error schema `{subject}` is gone",
        (Verdict.DEGRADED,),
        means="The schema that `errors.schema` of the spec names, by which failures are read whose "
        "bodies the document does not declare, is not in the new document.",
        breaks="Nothing at run time. Against the new document the spec does not compile.",
        remedy="Name the schema that is there now, or add the old one to the additions.",
    ),
)
