"""Security as documents declare it: the schemes, and what an operation asks for of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portwright.openapi.document import OpenApi

SCHEMES = "#/components/securitySchemes"
TOKENS = frozenset(("oauth2", "openIdConnect"))
"""Types of schemes by which an access token is got."""


def security_schemes(document: OpenApi) -> Mapping[str, Any]:
    """By name; a scheme may be a reference, or damaged."""
    found = document.data.get("components", {}).get("securitySchemes", {})
    return found if isinstance(found, Mapping) else {}


def wanted_schemes(
    document: OpenApi, operation: Mapping[str, Any]
) -> tuple[Mapping[str, Any], ...]:
    """What any one of suffices, each by the names of schemes that are wanted together."""
    found = operation.get("security", document.data.get("security"))
    return tuple(item for item in found or () if isinstance(item, Mapping))
