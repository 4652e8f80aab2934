"""Fault variants: what would have become of a recorded call, had the vendor failed."""

from portwright_harness.variants.derive import variants_of
from portwright_harness.variants.project import VariantsOf
from portwright_harness.variants.variant import Variant

__all__ = ["Variant", "VariantsOf", "variants_of"]
