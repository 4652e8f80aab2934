"""Names that a spec declares, offered wherever it may refer to them.

They are offered and never flagged: the schema is older than the line that is being typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from portwright.language import auth, cases, errors, policies, terms, webhooks
from portwright.language.mappings import Response
from portwright.language.operations import Operation
from portwright.language.port import Port
from portwright.language.shape import RecordType
from portwright.language.spec import Spec

Names = Callable[[Spec, Port | None], Iterable[str]]


def _secrets(spec: Spec, port: Port | None) -> Iterable[str]:
    return spec.connection.secrets


def _params(spec: Spec, port: Port | None) -> Iterable[str]:
    return spec.connection.params


def _hosts(spec: Spec, port: Port | None) -> Iterable[str]:
    return [name for name, kind in spec.connection.params.items() if kind.startswith("host")]


def _origins(spec: Spec, port: Port | None) -> Iterable[str]:
    return [name for name, kind in spec.connection.params.items() if kind.startswith("origin")]


def _policies(spec: Spec, port: Port | None) -> Iterable[str]:
    return ["default", *spec.policies]


def _events(spec: Spec, port: Port | None) -> Iterable[str]:
    return port.events if port is not None else ()


def _errors(spec: Spec, port: Port | None) -> Iterable[str]:
    return port.errors if port is not None else ()


REFERENCES: Mapping[tuple[RecordType, str], Names] = {
    (terms.FromSecret, "secret"): _secrets,
    (auth.BearerAuth, "secret"): _secrets,
    (auth.ApiKeyAuth, "secret"): _secrets,
    (auth.Signing, "secret"): _secrets,
    (auth.Client, "secret"): _secrets,
    (auth.AuthorizationCodeAuth, "refresh_token"): _secrets,
    (webhooks.Hmac, "secret"): _secrets,
    (terms.FromParam, "param"): _params,
    (terms.HostAddress, "host"): _hosts,
    (terms.OriginAddress, "origin"): _origins,
    (auth.OriginOf, "origin"): _hosts,
    (policies.Limit, "env"): lambda spec, port: spec.connection.environments,
    (policies.Policy, "extends"): _policies,
    (Operation, "policy"): _policies,
    (Response, "use"): lambda spec, port: spec.mappings,
    (webhooks.Event, "use"): lambda spec, port: spec.mappings,
    (webhooks.Event, "emit"): _events,
    (errors.RaiseError, "raise"): _errors,
    (cases.Case, "op"): lambda spec, port: spec.operations,
    (cases.Case, "webhook"): lambda spec, port: spec.webhooks,
}
"""By the record and the key that refers: the names that there are."""
