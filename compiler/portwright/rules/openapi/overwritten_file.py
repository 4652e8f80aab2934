"""**What**

The spec's `openapi` names a file that has another purpose: the spec itself, `deviations.yaml`,
`source.lock`, the additions; or `vendor add` is to cut a document down that stands where the
slice belongs.

**Why**

`vendor add` writes the slice to the file that `openapi` names. What stood there is gone then: of
a whole document all operations that the spec does not use.

**Example**

```console
$ portwright vendor add acme --openapi specs/acme/openapi.json    # where the slice belongs
```

**Fix**

Name the slice `openapi.json`, and keep the vendor's whole document outside of `specs/`. A document
that the team wrote itself stays there: add it with `--origin hand_written`, and nothing is cut.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E0110", slug="overwritten-file", title="slice in the place of a file", doc=__doc__ or ""
)


def taken(span: Span | None, name: str, holder: str) -> Diagnostic:
    """`holder` is a phrase for what stands there: "the spec itself"."""
    return RULE.at(
        span,
        f"{name} is {holder}, no place for an OpenAPI document",
        label=holder,
        help="name another file, such as `openapi.json`",
    )


def whole(span: Span | None, shown: str) -> Diagnostic:
    """`shown` is the whole document, which stands where its slice belongs."""
    return RULE.at(
        span,
        f"the slice would be written over {shown}, the document that it is cut from",
        label="the slice belongs here",
        help="move the whole document elsewhere, outside of specs/, and name it there",
    )
