"""**What**

A map has a key that the language does not know there.

**Why**

Nothing is accepted and ignored. A misspelled `retry` would otherwise leave a policy without
retries, and nobody would notice before the first outage.

**Example**

```yaml
policies:
  default:
    dedline: 20s          # unknown key `dedline` in `policies.default`
```

**Fix**

Use the key that the help names, or move the key to the map where it belongs. The JSON Schema
of the language lists the keys of every map.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Span

RULE = Rule(code="E0003", slug="unknown-key", title="unknown key", doc=__doc__ or "")

_MOST_LISTED = 12


def report(span: Span | None, key: str, known: Iterable[str], *, owner: str = "") -> Diagnostic:
    """`span` is the key's; `known` are the keys of the map that `owner` names."""
    place = f" in `{owner}`" if owner else ""
    names = sorted(known)
    return RULE.at(
        span,
        f"unknown key `{key}`{place}",
        label="not known here",
        help=did_you_mean(key, names) or _listed(names),
    )


def _listed(names: list[str]) -> str | None:
    if not names:
        return "remove it: this map takes no keys"
    if len(names) > _MOST_LISTED:
        return None
    return "known keys: " + ", ".join(f"`{name}`" for name in names)
