"""Where a recording comes from, said in its metadata and never more than is true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from localstripe_recorder import simulator


def provenance(
    manifest: Mapping[str, Any],
    operation: str,
    environment: str,
    interactions: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """The `provenance` of a cassette that was recorded now."""
    found = list(interactions)
    answers = manifest["operations"][operation]["responses"]
    statuses = dict.fromkeys(str(item["response"]["status"]["code"]) for item in found)
    return {
        "source": f"simulator:{simulator.NAME}",
        "simulator": f"{simulator.NAME} {simulator.VERSION}",
        "recorder": f"portwright {version('portwright')}, vcrpy {version('vcrpy')}",
        "recorded_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "environment": environment,
        # The version that was asked for; a simulator need not know it.
        "api_version": found[0]["request"]["headers"]["Stripe-Version"][0],
        **{role: f"sha256:{item['sha256']}" for role, item in manifest["sources"].items()},
        "schemas": {
            status: (answers.get(status) or answers["default"])["hash"] for status in statuses
        },
        "redacted": list(manifest["scrub"]),
    }
