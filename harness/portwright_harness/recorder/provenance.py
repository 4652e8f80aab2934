"""Where a recording comes from, said in its metadata and never more than is true."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from importlib.metadata import version
from typing import Any

from portwright_harness.manifest import OperationEntry
from portwright_harness.recorder.plan import Plan


def provenance(
    plan: Plan, statuses: Iterable[int], redacted: Collection[str], moment: datetime
) -> dict[str, Any]:
    """The `provenance` of a cassette that was recorded at that moment."""
    environment = {"environment": plan.environment} if plan.environment is not None else {}
    return {
        "source": plan.source,
        "recorder": f"portwright {version('portwright')}, vcrpy {version('vcrpy')}",
        "recorded_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        **environment,
        **{
            role: f"sha256:{source.sha256}" for role, source in plan.vendor.manifest.sources.items()
        },
        "schemas": schemas_of(plan.entry, statuses),
        "redacted": sorted(redacted),
    }


def schemas_of(entry: OperationEntry, statuses: Iterable[int]) -> dict[str, str | None]:
    """The hash of each answer's schema, by its status."""
    found = {}
    for status in sorted(set(statuses)):
        declared = entry.response(status)
        if declared is not None:
            found[str(status)] = declared.hash
    return found
