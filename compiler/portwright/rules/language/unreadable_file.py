"""**What**

A file that the run needs is missing, or cannot be read as UTF-8 text.

**Why**

Paths in a spec are relative to the spec's own folder, not to the working directory. Files are
UTF-8 on every machine, so that a run means the same everywhere.

**Example**

```yaml
openapi: opnapi.json      # the file beside the spec is called openapi.json
```

**Fix**

Correct the path, give read permission, or save the file as UTF-8.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E0001", slug="unreadable-file", title="file missing or unreadable", doc=__doc__ or ""
)


def report(
    span: Span | None, message: str, *, label: str = "", help: str | None = None
) -> Diagnostic:
    """`span` is where the path is written, or None for a path of the command line."""
    return RULE.at(span, message, label=label, help=help)
