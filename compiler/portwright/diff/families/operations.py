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
    Family(
        "operation-path-slash",
        "`{before}` is written `{after}` now: whether both are answered is not said",
        (Verdict.UNKNOWN,),
        means="A path that is called differs from the declared one in a slash at its end alone.",
        breaks="Some servers answer both, some send a redirect that no POST survives, some answer "
        "404.",
        remedy="Try a call. Pinning the new document and compiling calls the new path.",
    ),
    Family(
        "operation-deprecated",
        "`{subject}` is deprecated",
        (Verdict.DEGRADED,),
        oasdiff=("endpoint-deprecated", "api-deprecated-sunset-missing"),
        means="The vendor marks an operation that is called as one that will go.",
        breaks="Nothing yet.",
        remedy="Find what replaces it in the vendor's notes, and plan for it.",
    ),
    Family(
        "operation-sunset",
        "`{subject}` ends on {after} (before: {before})",
        (Verdict.DEGRADED,),
        oasdiff=(
            "endpoint-deprecated-with-sunset",
            "api-sunset-date-too-small",
            "api-sunset-date-changed-too-small",
        ),
        means="The vendor names the day (`x-sunset`) on which an operation that is called will "
        "go, or names another one than before.",
        breaks="Nothing before that day.",
        remedy="Find what replaces it in the vendor's notes, and be done by then.",
    ),
    Family(
        "webhook-removed",
        "the webhook `{before}` is gone",
        (Verdict.DEGRADED,),
        oasdiff=("webhook-removed",),
        means="An event that `webhooks:` of the spec takes is declared no longer, neither among "
        "the document's webhooks nor as a callback.",
        breaks="It may never come again, and what waits for it waits in vain.",
        remedy="Ask the vendor what is sent in its place, or ask for the state with a call.",
    ),
)
