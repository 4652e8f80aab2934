"""
**What** Schemas in use say more than the package keeps: bounds, formats, conditions, keys beside
the named ones. One message counts them all, by kind.

**Why** Every value has a type, and what is decoded fits it. These words go beyond types, and they
have no effect: a text longer than its `maxLength` is sent, a `date-time` is read as a text, keys
that no property names are not kept. That is said, so that nobody relies on them.

- `constraint`: a bound or a pattern that is not enforced; `format`: one that is read as a plain
  text or number; `condition`: `not`, `if`, `prefixItems` and the like;
- `extra_keys`: keys beside the named properties are not kept; `key_patterns`: keys may be any;
- `merged_objects`: a union of objects, or a schema with those that extend it, is one class with the
  properties of all; `discriminator`: what would tell them apart is not looked at;
- `mixed_enum`, `constants`: constants of several types, or that are no texts, whole numbers or
  flags, or more than 10,000, are their type only;
- `required_without_schema`: a required property that is nowhere described, and cannot be sent;
  `never_sent_or_read`: one that is both `readOnly` and `writeOnly`; `allows_nothing`: a schema that
  no value fits.

**Example**

```
warning[W0128]: schemas say more than the package keeps: 12 constraint, 4 format, 1 merged_objects
```

**Fix** Nothing needs to be done. `--report FILE` lists the places of each.
"""

from __future__ import annotations

from collections.abc import Mapping

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0128", "unkept-words", "schemas say more than is kept", __doc__ or "")


def report(span: Span, counts: Mapping[str, int]) -> Diagnostic:
    """`counts` by kind."""
    told = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    return RULE.at(
        span,
        f"schemas say more than the package keeps: {told}",
        help="`--report FILE` lists the places",
    )
