"""Why there is no recording. No text of these holds a secret."""

from __future__ import annotations


class RecordingRefusedError(Exception):
    """It is not tried: what is asked for is not there, or not allowed. Nothing was sent."""


class RecordingFailedError(Exception):
    """It was tried, and what came of it is not kept. The cassettes are as they were."""
