"""What the team lets pass: entries of an accept-list, and the findings that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from portwright.diagnostics.model import Diagnostics
from portwright.diff.change import Finding
from portwright.diff.verdict import Verdict
from portwright.language.accepted import Acceptance, Accepted
from portwright.rules.diff import expired_acceptance, unused_acceptance


def accepted_by(
    declared: Accepted, findings: Iterable[Finding], today: date, sink: Diagnostics
) -> Mapping[str, Acceptance]:
    """The entries that hold on a day, by fingerprint. Those that have expired, are repeated or
    name no finding are told. What is of no consequence needs no acceptance."""
    known = {item.fingerprint for item in findings if item.verdict is not Verdict.INFO}
    found: dict[str, Acceptance] = {}
    seen: set[str] = set()
    for entry in declared.accepted:
        name = str(entry.fingerprint)
        if name in seen:
            sink.add(unused_acceptance.repeated(entry.fingerprint))
        elif name not in known:
            sink.add(unused_acceptance.report(entry.fingerprint))
        elif date.fromisoformat(entry.expires) < today:
            sink.add(expired_acceptance.report(entry.expires, entry.owner))
        else:
            found[name] = entry
        seen.add(name)
    return found
