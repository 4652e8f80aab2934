"""Variants by the place of their cassette, for tests of one's own."""

from __future__ import annotations

from collections.abc import Callable

from portwright_harness.config import Config
from portwright_harness.problem import ScenarioError
from portwright_harness.variants.derive import variants_of
from portwright_harness.variants.variant import Variant
from portwright_harness.vendor import load_vendor

# What the plugin's fixture `fault_variants` is.
VariantsOf = Callable[[str], list[Variant]]


def variants_at(config: Config, place: str) -> list[Variant]:
    """The variants of `vendor/operation/cassette`; raises ScenarioError where there are none, for
    a loop over nothing would pass, and CassetteError and ManifestError."""
    parts = place.split("/")
    if len(parts) != 3:
        raise ScenarioError("cassette", f"a cassette is vendor/operation/name, not `{place}`")
    vendor = load_vendor(config, parts[0])
    found = variants_of(vendor, vendor.cassette(parts[1], parts[2]))
    if not found:
        text = "variants are of cassettes that a case names, all successes of one operation"
        raise ScenarioError("cassette", f"{place} has no variants: {text}")
    return found
