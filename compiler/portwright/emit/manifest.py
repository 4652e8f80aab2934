"""The manifest beside the generated code: all that the harness and later runs need to know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from portwright.emit.config import described
from portwright.emit.connection_view import base_url_text
from portwright.emit.manifest_errors import errors
from portwright.emit.manifest_reviews import reviews, with_reviews
from portwright.emit.schema_hash import SchemaHashes
from portwright.emit.tools import versions
from portwright.ir.auth import credential_names, renewed_by
from portwright.ir.config import Config
from portwright.ir.integration import (
    Answer,
    Argument,
    Case,
    Connection,
    Environment,
    Integration,
    Operation,
    Policy,
    Safety,
)
from portwright.ir.json_schema import WIRE, definitions, shape_schema
from portwright.ir.naming import pascal
from portwright.ir.shapes import Direction, Struct

if TYPE_CHECKING:
    from portwright.ir.mapping import Adapter

NAME = "manifest.json"
# The runtime interface that generated code asserts.
RUNTIME_API = 1
# What shapes the bytes of the output; a difference explains a difference of the output.
TOOLS = ("datamodel-code-generator", "jinja2", "ruff")


def manifest(integration: Integration) -> dict[str, Any]:
    """Without `outputs`, the hashes of the files, which `write` adds."""
    schemas = definitions(integration.models, WIRE)
    hashes = SchemaHashes(schemas)
    client = pascal(integration.vendor)
    return {
        "manifest": 1,
        "vendor": integration.vendor,
        "package": integration.package,
        "runtime_api": RUNTIME_API,
        "tools": versions(TOOLS),
        "sources": {
            item.role: {"name": item.name, "sha256": item.sha256} for item in integration.sources
        },
        "client": {"async": client, "sync": f"Sync{client}"},
        **(_of_port(integration.adapter) if integration.adapter is not None else {}),
        "connection": _connection(integration),
        "policies": {item.name: _policy(item) for item in integration.policies},
        "limits": [described(item) for item in integration.limits],
        "operations": {item.name: _operation(item, hashes) for item in integration.operations},
        "schemas": with_reviews(schemas, integration.models, integration.reviewed),
        **_reviews(integration),
        **_unselected(integration),
        **errors(integration),
        "scrub": list(integration.scrub),
        "cases": [_case(item) for item in integration.cases],
    }


def serialise(value: Mapping[str, Any]) -> str:
    """JSON with a line for each operation, schema and case: a diff shows which of them changed."""
    parts = (f"{_text(key)}: {_block(item)}" for key, item in value.items())
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _block(value: Any) -> str:
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f"  {_text(k)}: {_text(v)}" for k, v in value.items()) + "\n }"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"  {_text(item)}" for item in value) + "\n ]"
    return _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _reviews(integration: Integration) -> dict[str, Any]:
    found = reviews(integration)
    return {"deviations": found} if found else {}


def _unselected(integration: Integration) -> dict[str, Any]:
    """What the document knows of an answer's objects and no model has: a field that is neither
    selected nor here is unknown to the document."""
    found = {
        model.name: list(model.unselected)
        for model in integration.models
        if isinstance(model, Struct) and model.direction is Direction.READ and model.unselected
    }
    return {"unselected": found} if found else {}


def _of_port(adapter: Adapter) -> dict[str, Any]:
    # Imported here: most packages have no port.
    from portwright.emit.manifest_port import of_port

    return of_port(adapter)


def _connection(integration: Integration) -> dict[str, Any]:
    connection = integration.connection
    return {
        "class": f"{pascal(integration.vendor)}Connection",
        "secrets": list(connection.secrets),
        "params": {
            item.name: {"required": item.required, **({"origin": True} if item.is_origin else {})}
            for item in connection.params
        },
        "environments": {item.name: _environment(item) for item in connection.environments},
        **_sent_names(connection),
    }


def _environment(environment: Environment) -> dict[str, Any]:
    return {
        "base_url": base_url_text(environment),
        "production": environment.production,
        **({"source": environment.source} if environment.source else {}),
    }


def _sent_names(connection: Connection) -> dict[str, Any]:
    """What every call carries, by name, so that a check need not ask the code that it checks."""
    names = credential_names(connection.auth)
    secret = [name for name, value in connection.headers if value.kind == "secret"]
    grant = renewed_by(connection.auth)
    return {
        "headers": [name for name, value in connection.headers if value.kind != "secret"],
        "credentials": {
            "headers": sorted({*names.headers, *secret}),
            "query": sorted(names.query),
        },
        **({"renewed_by": grant} if grant is not None else {}),
    }


def _policy(policy: Policy) -> dict[str, Any]:
    values = {name: getattr(policy, name) for name in Policy.__slots__ if name != "name"}
    return {k: described(v) if isinstance(v, Config) else v for k, v in values.items()}


def _operation(operation: Operation, hashes: SchemaHashes) -> dict[str, Any]:
    body = operation.body
    return {
        "operation_id": operation.operation_id,
        **({"group": operation.group} if operation.group else {}),
        "method": operation.method,
        "path": operation.path,
        "hand_written": operation.hand_written,
        "policy": operation.policy,
        "safety": _safety(operation.safety),
        "arguments": [_argument(item) for item in operation.arguments],
        "query_styles": {
            item.wire: item.style for item in operation.arguments if item.where == "query"
        },
        "body": {"media": body.media, "codec": body.codec} if body else None,
        "responses": {item.status: _response(item, hashes) for item in operation.answers},
        "selection": {"send": list(operation.send), "read": list(operation.read)},
        **({"paged": True} if operation.paging else {}),
    }


def _safety(safety: Safety) -> Any:
    if safety.place is None:
        return safety.kind
    return {
        safety.kind: {safety.place: safety.field, "from": safety.source, "ttl": safety.ttl},
    }


def _argument(item: Argument) -> dict[str, Any]:
    return {
        "name": item.name,
        "wire": item.wire,
        "in": item.where,
        "required": item.required,
        "schema": shape_schema(item.shape, WIRE),
        **({"writing": item.writing} if item.writing else {}),
    }


def _response(answer: Answer, hashes: SchemaHashes) -> dict[str, Any]:
    if answer.shape is None:
        return {"media": "", "schema": None, "hash": None}
    schema = shape_schema(answer.shape, WIRE)
    return {"media": answer.media, "schema": schema, "hash": hashes.of(schema)}


def _case(case: Case) -> dict[str, Any]:
    return {
        "op": case.operation,
        "cassette": case.cassette,
        **({"with": _sorted(case.inputs)} if case.inputs is not None else {}),
        "wire": _sorted(case.wire),
        "faults": [_sorted(item) for item in case.faults],
        "expect": _sorted(case.expect),
        "raises": case.raises,
        **({"pages": case.pages} if case.pages is not None else {}),
    }


def _sorted(value: Any) -> Any:
    """The same value with the keys of its maps in order."""
    if isinstance(value, Mapping):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value
