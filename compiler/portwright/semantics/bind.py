"""The spec and the vendor's document, bound: one typed integration, or diagnostics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from portwright.diagnostics.model import Diagnostics
from portwright.ir.config import Config
from portwright.ir.integration import Case, Connection, Policy
from portwright.ir.naming import is_reserved_vendor
from portwright.ir.rules import ErrorRule, RetryHint
from portwright.language.spec import Spec
from portwright.openapi.document import OpenApi
from portwright.openapi.effective import Schemas
from portwright.openapi.pointer import SCHEMAS, escape
from portwright.openapi.view import Overrides
from portwright.rules.binding import reserved_name
from portwright.rules.errors import unknown_error_schema
from portwright.rules.mapping import unspellable_field
from portwright.semantics.auth import auth_headers, auth_queries
from portwright.semantics.bound import Bound, BoundOperation
from portwright.semantics.call import ErrorSchema, Surroundings
from portwright.semantics.connection import bind_connection, check_base_url
from portwright.semantics.documented import check_documented
from portwright.semantics.error_fields import check_error_fields
from portwright.semantics.error_paths import rule_trees
from portwright.semantics.error_rules import bind_error_rules, bind_retry_hint
from portwright.semantics.key_names import check_key_names
from portwright.semantics.limits import bind_limits
from portwright.semantics.mapping.sides import check_sides
from portwright.semantics.mapping.team import Team, bind_team
from portwright.semantics.operations import bind_operation, bind_policy, check_name
from portwright.semantics.policies import resolve_policies
from portwright.semantics.selection import Selection
from portwright.source.span import Text

if TYPE_CHECKING:
    from portwright.ir.mapping import RaisedError
    from portwright.semantics.mapping.bound import BoundAdapter


@dataclass(frozen=True, slots=True)
class _Own:
    """What a spec says without its document."""

    connection: Connection
    policies: dict[str, Policy]
    limits: tuple[Config, ...]
    error_rules: tuple[ErrorRule, ...]
    retry_hint: RetryHint | None
    raised: tuple[RaisedError, ...]


def bind(
    spec: Spec,
    document: OpenApi,
    overrides: Overrides,
    sink: Diagnostics,
    team: Team | None = None,
    *,
    advise: bool = True,
    schemas: Schemas | None = None,
) -> Bound:
    """Look up every name and make every choice. Read the result only if `sink` has no error.

    `advise` on how to write a spec better, where somebody wrote it. `schemas` are those of the
    document where it is bound again, so that none is looked at twice.
    """
    team = team or Team()
    own = _bind_own(spec, document, team, sink)
    check_base_url(spec, own.connection, sink)
    schemas = schemas or Schemas(document, overrides)
    selection = Selection(schemas, sink, counted=advise)
    auth = own.connection.auth
    set_by_all = (*(name.lower() for name, _ in own.connection.headers), *auth_headers(auth))
    error = _error_schema(spec, document, sink)
    around = Surroundings(
        document,
        selection,
        own.policies,
        frozenset(set_by_all),
        error,
        sink,
        team.port,
        spec.mappings,
        advise=advise,
        queries=frozenset(auth_queries(auth)),
        document_servers=not spec.connection.environments and spec.connection.base_url is None,
    )
    bound: dict[str, BoundOperation | None] = {
        str(name): bind_operation(name, operation, around)
        for name, operation in spec.operations.items()
    }
    _check_code(around.without_code, sink)
    check_sides(spec.mappings, team.port, _schema_names(document), sink)
    adapter = bind_team(spec, team, bound, selection, own.raised, sink)
    for pointer, field in sorted(selection.unspellable.items()):
        sink.add(unspellable_field.report(document.locate(pointer, key=True), field))
    operations = tuple(operation for operation in bound.values() if operation is not None)
    if advise:
        check_documented(spec, document, own.error_rules, sink)
    check_error_fields(spec, operations, schemas, sink)
    return Bound(
        spec=spec,
        schemas=schemas,
        selection=selection,
        connection=own.connection,
        policies=own.policies,
        limits=own.limits,
        error_rules=own.error_rules,
        retry_hint=own.retry_hint,
        operations=_with_mapped_paths(spec, bound, adapter),
        cases=_cases(spec, bound, schemas, sink, team),
        adapter=adapter,
    )


def _with_mapped_paths(
    spec: Spec, bound: Mapping[str, BoundOperation | None], adapter: BoundAdapter | None
) -> tuple[BoundOperation, ...]:
    """What mappings read stands beside what the spec names under `read`."""
    mapped = _mapped_paths(spec, adapter) if adapter is not None else {}
    return tuple(
        replace(item, read=tuple(dict.fromkeys((*item.read, *mapped.get(item.name, ())))))
        for item in bound.values()
        if item is not None
    )


def _mapped_paths(spec: Spec, adapter: BoundAdapter) -> dict[str, tuple[str, ...]]:
    # Imported here, as in bind_team.
    from portwright.semantics.mapping.read_paths import read_paths

    return read_paths(spec, adapter)


def check_alone(spec: Spec, sink: Diagnostics, team: Team | None = None) -> None:
    """Report what is wrong in a spec whose document cannot be read."""
    team = team or Team()
    own = _bind_own(spec, None, team, sink)
    for name, operation in spec.operations.items():
        check_name(name, sink)
        bind_policy(operation, own.policies, sink)
    operations = dict.fromkeys(map(str, spec.operations))
    _cases(spec, operations, Schemas(_Nothing()), sink, team)


def _cases(
    spec: Spec,
    operations: Mapping[str, BoundOperation | None],
    schemas: Schemas,
    sink: Diagnostics,
    team: Team,
) -> tuple[Case, ...]:
    if spec.tests is None:
        return ()
    # Imported here: a document that is compiled whole has no tests.
    from portwright.semantics.cases import bind_cases

    return tuple(bind_cases(spec, operations, schemas, sink, team))


class _Nothing:
    """A document in which nothing stands."""

    def get(self, pointer: str) -> Any:
        raise KeyError(pointer)

    def damage(self, pointer: str) -> None:
        return None


def _raised(spec: Spec, team: Team, sink: Diagnostics) -> dict[int, RaisedError]:
    if spec.errors is None:
        return {}
    # Imported here: a whole document has no rules of errors.
    from portwright.semantics.mapping.raised import bind_raised

    return bind_raised(spec.errors, team, sink)


def _bind_own(spec: Spec, document: OpenApi | None, team: Team, sink: Diagnostics) -> _Own:
    if is_reserved_vendor(spec.vendor):
        sink.add(reserved_name.report_vendor(spec.vendor))
    connection = bind_connection(spec.connection, document, sink)
    check_key_names(spec.operations, connection, sink)
    raised = _raised(spec, team, sink)
    return _Own(
        connection=connection,
        policies=resolve_policies(spec.policies, spec.connection, sink),
        limits=bind_limits(spec.limits, spec.connection, sink),
        error_rules=bind_error_rules(spec.errors, raised, sink),
        retry_hint=bind_retry_hint(spec.errors, sink),
        raised=tuple(raised.values()),
    )


def _check_code(without: list[Diagnostics], sink: Diagnostics) -> None:
    """The error code must stand in one of the error answers, not in each."""
    if all(found.has_errors for found in without):
        for diagnostic in without[0] if without else ():
            sink.add(diagnostic)


def _schema_names(document: OpenApi) -> frozenset[str]:
    try:
        return frozenset(document.get(SCHEMAS))
    except KeyError:
        return frozenset()


def _error_schema(spec: Spec, document: OpenApi, sink: Diagnostics) -> ErrorSchema:
    if spec.errors is None:
        return ErrorSchema()
    read = (rule_trees(spec.errors, successes=False), rule_trees(spec.errors, successes=True))
    if spec.errors.schema is None:
        return ErrorSchema(None, False, spec.errors.code, *read)
    wanted = spec.errors.schema
    name = wanted.removesuffix("[]")
    known = _schema_names(document)
    if name not in known:
        sink.add(unknown_error_schema.report(Text(name, wanted.span), known))
        return ErrorSchema()
    return ErrorSchema(f"{SCHEMAS}/{escape(name)}", name != wanted, spec.errors.code, *read)
