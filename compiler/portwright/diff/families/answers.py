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
        "`{subject}`: the new success {after} has an answer that is not read",
        (Verdict.BREAKS_PARSE, Verdict.DEGRADED),
        oasdiff=("response-success-status-added",),
        means="A success is declared under a status that was not, and nothing that was declared "
        "covers it.",
        breaks="Its answer is not read as what the operation gives.",
        remedy="Pin the new document and compile: the status then has its type.",
    ),
    Family(
        "response-status-removed",
        "`{subject}`: {before} is not declared any more (declared: {after})",
        (Verdict.DEGRADED, Verdict.INFO),
        oasdiff=("response-success-status-removed", "response-non-success-status-removed"),
        means="A status that is read is declared no longer. What is answered in its place may be "
        "another status, or still this one.",
        breaks="Nothing, as long as the vendor answers one that is read.",
        remedy="Read on: a status that came in its place is a finding of its own.",
    ),
)
