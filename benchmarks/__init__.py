"""Measurements: run one as `python -m benchmarks.compile` from the root of the repository."""
