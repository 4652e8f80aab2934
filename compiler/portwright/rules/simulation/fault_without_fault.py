"""**What**

An `error` has the status of a success, and no body that would say what is wrong.

**Why**

A vendor may answer 200 and say in the body that it failed, and the error rules of the spec then
have to find it there. Without such a body the answer says that all is well: it is no fault.

**Example**

```yaml
faults:
  - {error: 200, from: 10s, until: 20s}
```

**Fix**

Give the body: `body: '{"ok": false, "error": "fatal"}'`; or the status of an error.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E1008",
    slug="fault-without-fault",
    title="fault that is none",
    doc=__doc__ or "",
)


def report(span: Span, status: str) -> Diagnostic:
    """`span` is that of the status."""
    return RULE.at(
        span,
        f"an answer of {status} without a body is no error",
        label="a success",
        help="say in `body` what is wrong",
    )
