"""Where a recording comes from, said in its metadata and never more than is true."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from localstripe_recorder import simulator
from localstripe_recorder.recording import Taken
from portwright_harness.recorder.provenance import schemas_of
from portwright_harness.vendor import Vendor


def provenance(vendor: Vendor, operation: str, environment: str, taken: Taken) -> dict[str, Any]:
    """The `provenance` of a cassette that was recorded now."""
    found = taken.interactions
    statuses = [int(item["response"]["status"]["code"]) for item in found]
    sources = vendor.manifest.sources.items()
    return {
        "source": f"simulator:{simulator.NAME}",
        "simulator": f"{simulator.NAME} {simulator.VERSION}",
        "recorder": f"portwright {version('portwright')}, vcrpy {version('vcrpy')}",
        "recorded_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "environment": environment,
        # The version that was asked for; a simulator need not know it.
        "api_version": found[0]["request"]["headers"]["Stripe-Version"][0],
        **{role: f"sha256:{item.sha256}" for role, item in sources},
        "schemas": schemas_of(vendor.operation(operation), statuses),
        "redacted": sorted(taken.places),
    }
