"""Renders the files of a generated package from templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portwright.emit.config import constructor
from portwright.emit.connection_view import connection_view
from portwright.emit.grouped import counted, is_grouped, render_groups, render_models
from portwright.emit.manifest import RUNTIME_API
from portwright.emit.paging_view import paging_imports
from portwright.emit.python import literal, literals, prose
from portwright.emit.rules_view import rules_view
from portwright.emit.template import render_template
from portwright.emit.views import error_type, operation_view, policy, policy_constant
from portwright.ir.integration import Integration
from portwright.ir.naming import pascal
from portwright.models.pieces import Piece, module_of

_KINDS = (
    ("rejected", "Rejected", "The request as it stands is refused (400, 402, 422, other 4xx)."),
    ("auth_failed", "AuthFailed", "The credentials were not accepted (401)."),
    ("forbidden", "Forbidden", "The credentials do not allow this (403)."),
    ("not_found", "NotFound", "There is no such thing (404, 410)."),
    ("conflict", "Conflict", "The state of the thing does not allow this (409, 412)."),
    ("throttled", "Throttled", "Too many requests (429)."),
    ("unavailable", "Unavailable", "The vendor failed (5xx, 408)."),
    ("unexpected", "UnexpectedAnswer", "A success that the document does not declare."),
)


def render(integration: Integration, models: Mapping[str, Piece]) -> dict[str, str]:
    """Source by file name, unformatted. `models` are the sources of all models."""
    context = _context(integration)
    return {
        "__init__.py": render_template("package.py.jinja", context),
        "connection.py": render_template("connection.py.jinja", context),
        "errors.py": render_template("errors.py.jinja", context),
        "policies.py": render_template("policies.py.jinja", context),
        **_optional(integration, context),
        **_adapter(integration, context),
        **_large(integration, models, context),
    }


def _large(
    integration: Integration, models: Mapping[str, Piece], context: Mapping[str, Any]
) -> dict[str, str]:
    """Operations and models, which make up most of a package: a module each, or many."""
    if is_grouped(integration):
        groups = render_groups(integration, context)
        return {**groups, **render_models(integration, models, context)}
    operations = [operation_view(item, integration) for item in integration.operations]
    whole = {**context, "operations": operations}
    source = module_of(models.values())
    return {
        "client.py": render_template("client.py.jinja", whole),
        "models.py": render_template("models.py.jinja", {**context, "source": source}),
    }


def _optional(integration: Integration, context: Mapping[str, Any]) -> dict[str, str]:
    """The modules of limits and of error rules, where a spec has any."""
    wanted = {
        "limits.py": bool(integration.limits),
        "rules.py": bool(integration.error_rules or integration.retry_hint),
    }
    return {name: render_template(f"{name}.jinja", context) for name, has in wanted.items() if has}


_FORMS = (
    {"prefix": "", "base": "AsyncAdapter", "stream": "AsyncStream", "await": "await "},
    {"prefix": "Sync", "base": "SyncAdapter", "stream": "SyncStream", "await": ""},
)
_FORM_DOCS = ("Close it with `async with` or `aclose()`.", "The synchronous twin, for threads.")


def _adapter(integration: Integration, context: Mapping[str, Any]) -> dict[str, str]:
    """The modules that put the vendor behind a port, where the spec names one."""
    if integration.adapter is None:
        return {}
    # Imported here: most packages have no port.
    from portwright.emit.adapter import adapter_context

    forms = [
        {**form, "is_async": bool(form["await"]), "doc": doc}
        for form, doc in zip(_FORMS, _FORM_DOCS, strict=True)
    ]
    whole = {**context, **adapter_context(integration, integration.adapter), "forms": forms}
    names = ["adapter.py", "mappings.py", "requests.py"]
    names += ["domain_errors.py"] if integration.adapter.raised else []
    return {name: render_template(f"{name}.jinja", whole) for name in names}


def render_lock(entry: Mapping[str, Any]) -> str:
    """`source.lock` of one document, as YAML; texts are spelled as JSON, which is YAML too."""
    return render_template("source.lock.jinja", entry)


def render_spec(view: Mapping[str, Any]) -> str:
    """The spec that `init` writes."""
    return render_template("integration.yaml.jinja", view)


def _origin(integration: Integration) -> str:
    has_spec = any(item.role == "spec" for item in integration.sources)
    return "spec of this vendor" if has_spec else "document of this vendor, whole"


def _context(integration: Integration) -> dict[str, Any]:
    prefix = pascal(integration.vendor)
    connection = connection_view(integration)
    error = error_type(integration)
    return {
        "banner": f"Generated by portwright from the {_origin(integration)}. Do not edit.",
        "vendor": prose(integration.vendor),
        "vendor_name": literal(integration.vendor),
        "prefix": prefix,
        "runtime_api": RUNTIME_API,
        "sources": [
            {"role": item.role, "name": prose(item.name), "sha256": item.sha256}
            for item in integration.sources
        ],
        "operations_counted": counted(len(integration.operations)),
        "is_grouped": is_grouped(integration),
        "policies": [
            {"constant": policy_constant(item.name), "source": policy(item)}
            for item in integration.policies
        ],
        "errors": _errors(prefix),
        "error_type": error,
        "error_cast": literal(f"{error} | None") if integration.error is not None else "",
        "code": literals(integration.error_code) if integration.error_code else "",
        "view": connection,
        "limits": [constructor(item) for item in integration.limits],
        "rules": rules_view(integration),
        "paging_imports": paging_imports(integration.operations),
        "adapter_class": integration.adapter.class_name if integration.adapter else "",
        "example_call": _example_call(integration),
        "example_environment": _example_environment(integration),
    }


def _errors(prefix: str) -> list[dict[str, str]]:
    kinds = [
        {"name": f"{prefix}{base}", "base": base, "slot": slot, "doc": doc}
        for slot, base, doc in _KINDS
    ]
    return [{"name": f"{prefix}Error", "base": "", "slot": "base", "doc": ""}, *kinds]


def _example_call(integration: Integration) -> str:
    """A call to show where operations stand in groups: one that changes nothing, if there is."""
    found = sorted(
        (item for item in integration.operations if item.group),
        key=lambda item: (item.safety.kind != "read", len(item.arguments), item.group, item.name),
    )
    return f"{found[0].group}.{found[0].name}" if found else ""


def _example_environment(integration: Integration) -> str:
    """The one to show to a newcomer: no production where there is a choice."""
    environments = integration.connection.environments
    ranked = sorted(environments, key=lambda item: item.production)
    return literal(ranked[0].name) if ranked else ""
