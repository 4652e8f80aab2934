"""The command that records a case, as a person would have to type it."""

from __future__ import annotations

from portwright_harness.manifest import ConnectionEntry
from portwright_harness.vendor import Vendor


def record_command(vendor: Vendor, operation: str, cassette: str, *, again: bool = False) -> str:
    """The command of a cassette; `again` where there is one to be replaced.

    It names the environment where the spec has several, one that is not production if it can.
    """
    words = ["portwright record", vendor.name, f"{operation}/{cassette}"]
    environment = _environment(vendor.manifest.connection)
    if len(vendor.manifest.connection.environments) > 1:
        words.append(f"--environment {environment}")
    if _is_production(vendor.manifest.connection, environment):
        entry = vendor.manifest.operations.get(operation)
        # Whatever has effects is refused there, and the refusal says so.
        if entry is not None and entry.safety == "read":
            words.append("--allow-production")
    return " ".join([*words, *(["--refresh"] if again else [])])


def _environment(connection: ConnectionEntry) -> str | None:
    known = connection.environments
    safe = (name for name, item in known.items() if not item.production)
    return next(safe, next(iter(known), None))


def _is_production(connection: ConnectionEntry, environment: str | None) -> bool:
    return environment is None or connection.environments[environment].production
