"""Fault variants: what would have become of a recorded call, had the vendor failed."""

from portwright_harness.variants.project import VariantsOf
from portwright_harness.variants.variant import Variant, variants_of

__all__ = ["Variant", "VariantsOf", "variants_of"]
