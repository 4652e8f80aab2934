"""**What**

The file is not an OpenAPI document of a version that this compiler reads: Swagger 2.0,
OpenAPI 3.0 or OpenAPI 3.1.

**Why**

Which keys a document may have, and what they mean, follows from its version alone. A guess would
give a client that compiles and is wrong.

**Example**

```json
{"swagger": "1.2", "apis": []}
```

**Fix**

Name the right file. Convert a document of another version with its vendor's or your own tool; a
document that merely lacks the line gets `openapi: 3.0.3` (or what it really follows).
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(code="E0101", slug="not-openapi", title="not an OpenAPI document", doc=__doc__ or "")

_HELP = "Swagger 2.0, OpenAPI 3.0 and OpenAPI 3.1 are read"


def report(span: Span | None, file: str, label: str, *, help: str = _HELP) -> Diagnostic:
    """`label` says what stands there instead."""
    return RULE.at(span, f"{file} is no OpenAPI document that can be read", label=label, help=help)
