"""Security definitions of 2.0 as security schemes of 3.0."""

from __future__ import annotations

from collections.abc import Mapping

from portwright.openapi.pointer import Node

_FLOWS: Mapping[str, str] = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_FLOW_KEYS = ("authorizationUrl", "tokenUrl", "scopes")


def security_scheme(old: Node) -> Node:
    """One scheme; a type that 2.0 does not have is kept as it is."""
    if old.get("type") == "basic":
        return {**old, "type": "http", "scheme": "basic"}
    if old.get("type") != "oauth2":
        return old
    flow = {key: old[key] for key in _FLOW_KEYS if key in old}
    flow.setdefault("scopes", {})
    kept = {key: value for key, value in old.items() if key not in (*_FLOW_KEYS, "flow")}
    name = _FLOWS.get(str(old.get("flow")), "implicit")
    return {**kept, "flows": {name: flow}}
