"""
**What** An entry of the accept-list names a finding that there is not, or one that another entry
names already.

**Why** The vendor took the change back, the new document has been pinned since, or the change is
another one now: then it has another fingerprint, and nobody has accepted that.

**Example** `fingerprint: 000000000000`

**Fix** Delete the entry. `portwright diff SPEC NEW --format accept-list` prints those of the
findings that there are.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("W1102", "unused-acceptance", "accepted finding that there is not", __doc__ or "")


def report(fingerprint: Text) -> Diagnostic:
    return RULE.at(
        fingerprint.span,
        f"no finding has the fingerprint `{fingerprint}`",
        label="accepts nothing",
        help="delete the entry",
    )


def repeated(fingerprint: Text) -> Diagnostic:
    return RULE.at(
        fingerprint.span,
        f"`{fingerprint}` is accepted already by an entry above",
        label="accepts nothing",
        help="delete one of the two",
    )
