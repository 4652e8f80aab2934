"""Families of changes to whole operations."""

from __future__ import annotations

from portwright.diff.family import Family
from portwright.diff.verdict import Verdict

FAMILIES = (
    Family(
        "operation-removed",
        "`{before}` is gone",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=(
            "api-path-removed-without-deprecation",
            "api-path-removed-with-deprecation",
            "api-path-removed-before-sunset",
            "api-removed-without-deprecation",
            "api-removed-with-deprecation",
            "api-removed-before-sunset",
        ),
        means="Nothing stands at the method and path of an operation that is called. That it was "
        "announced, or that its sunset has passed, changes nothing: it is called.",
        breaks="Every call is refused, mostly with 404 or 405.",
        remedy="Find what replaces it in the vendor's notes, and point `call:` there; or take the "
        "operation out of the spec.",
    ),
    Family(
        "operation-moved",
        "`{before}` is now `{after}`",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=("api-path-removed-without-deprecation", "api-removed-without-deprecation"),
        means="Nothing stands at the method and path of an operation that is called, and the "
        "operation with its id stands elsewhere.",
        breaks="What is compiled calls the old path. The vendor may answer there for a while.",
        remedy="Pin the new document and compile: `call:` names the operation by its id, so that "
        "the path follows. Look whether its fields are still the same.",
    ),
    Family(
        "operation-unreadable",
        "`{before}` cannot be read: {after}",
        (Verdict.UNKNOWN,),
        means="The operation is declared, but what stands there is damaged.",
        breaks="Perhaps nothing: vendors publish documents with faults, and answer as before.",
        remedy="Tell the vendor. `openapi.additions` can state what should stand there; the "
        "comparison then has it.",
    ),
    Family(
        "part-unreadable",
        "`{subject}` cannot be read: {after}",
        (Verdict.UNKNOWN, Verdict.DEGRADED),
        means="A part of an operation or a schema is damaged in the new document, so that "
        "something seems to be gone, or to allow other values than before. All else of the "
        "operation is compared.",
        breaks="Perhaps nothing: vendors publish documents with faults, and answer as before.",
        remedy="Tell the vendor. `openapi.additions` can state what should stand there; the "
        "comparison then has it.",
    ),
)
