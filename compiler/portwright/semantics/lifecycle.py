"""What documents say of the end of an operation."""

from __future__ import annotations

from typing import Final

SUNSET: Final = ("x-sunset", "sunset", "x-sunset-date")
"""Where vendors write the day of the `Sunset` header (RFC 8594) into their documents."""
