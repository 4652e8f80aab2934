"""Families of changes to bodies of requests as a whole."""

from __future__ import annotations

from portwright.diff.family import Family
from portwright.diff.verdict import Verdict

FAMILIES = (
    Family(
        "request-body-added",
        "`{subject}` needs a body now",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=("request-body-added-required",),
        means="An operation that took no body must have one.",
        breaks="All calls are refused.",
        remedy="Name its fields in `send:` or fill them in `request:`.",
    ),
    Family(
        "request-body-removed",
        "`{subject}` is taken no longer",
        (Verdict.BREAKS_MAPPING,),
        oasdiff=("request-body-removed",),
        means="An operation to which a body is sent declares none.",
        breaks="What is sent is ignored or refused. Against the new document the spec does not "
        "compile.",
        remedy="Find where its fields went, to parameters or another operation.",
    ),
    Family(
        "request-body-required",
        "`{subject}` is required now",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=("request-body-became-required",),
        means="A body that might be left out must be sent.",
        breaks="Calls whose fields are all left out have no body, and are refused.",
        remedy="Pin the new document and compile: an empty body is sent then.",
    ),
    Family(
        "request-media-refused",
        "`{subject}` takes {after}, no longer {before}",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=("request-body-media-type-removed",),
        means="The media type in which the body is sent is declared no longer. Ranges cover "
        "what they name.",
        breaks="Calls are refused, mostly with 415.",
        remedy="Pin the new document and compile: another declared type is chosen.",
    ),
    Family(
        "request-media-parameters",
        "`{subject}` takes {after}; whether it takes {before} is not said",
        (Verdict.UNKNOWN,),
        oasdiff=("request-body-media-type-removed",),
        means="The media type in which the body is sent has parameters, such as a version, that "
        "the document does not name any more. A charset does not count.",
        breaks="Vendors that tell versions so refuse the call, or read the body as another one.",
        remedy="Pin the new document and compile: what is declared is sent then.",
    ),
)
