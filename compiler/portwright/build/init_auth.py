"""The authentication that `init` proposes: the document's security schemes in the spec's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urljoin

from portwright.diagnostics.model import Diagnostics
from portwright.emit.python import literal
from portwright.language.terms import HEADER, URL
from portwright.openapi.document import OpenApi
from portwright.rules.secrets import auth_left_out
from portwright.semantics.urls import check_url
from portwright.source.span import Span, Text

_SCHEMES: Final = "#/components/securitySchemes"
Scheme = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposed:
    """`text` as it stands in the spec; `unwritten` says what the document asks for instead.
    `scheme` is the security scheme that it is, by name."""

    text: str = "none"
    secrets: tuple[str, ...] = ()
    unwritten: str = ""
    scheme: str = ""


def proposed_auth(document: OpenApi, base_url: str, sink: Diagnostics) -> Proposed:
    """The scheme that suffices for the most operations, of those that can be written; of several
    the first in the order of `_WRITERS`. If the document has only others, `none` with a warning,
    since the calls would be refused."""
    named = {name: item for name, item in _schemes(document).items() if isinstance(item, Mapping)}
    written = [
        replace(proposed, scheme=name)
        for write in _WRITERS
        for name, scheme in named.items()
        if (proposed := write(scheme, base_url))
    ]
    if written:
        uses = _uses(document)
        return max(written, key=lambda item: uses[item.scheme])
    found = list(named.values())
    if not found:
        return Proposed()
    kinds = ", ".join(dict.fromkeys(kind for scheme in found for kind in _kinds(scheme)))
    sink.add(auth_left_out.report(document.locate(_SCHEMES, key=True), kinds))
    return Proposed(unwritten=kinds)


def _schemes(document: OpenApi) -> Mapping[str, Any]:
    schemes = document.data.get("components", {}).get("securitySchemes", {})
    return schemes if isinstance(schemes, Mapping) else {}


def _uses(document: OpenApi) -> Counter[str]:
    """For how many operations each scheme suffices alone."""
    common = document.data.get("security")
    return Counter(
        name
        for entry in document.operations.values()
        for name in {
            next(iter(alternative))
            for alternative in entry.data.get("security", common) or ()
            if len(alternative) == 1
        }
    )


def _bearer(scheme: Scheme, _: str) -> Proposed | None:
    return Proposed("{bearer: {secret: api_key}}", ("api_key",)) if _is(scheme, "bearer") else None


def _basic(scheme: Scheme, _: str) -> Proposed | None:
    if not _is(scheme, "basic"):
        return None
    text = "{basic: {username: {secret: username}, password: {secret: password}}}"
    return Proposed(text, ("username", "password"))


def _api_key(scheme: Scheme, _: str) -> Proposed | None:
    place, name = scheme.get("in"), str(scheme.get("name", ""))
    if scheme.get("type") != "apiKey" or place not in ("header", "query"):
        return None
    # A name in a query may be any text; what a plain YAML scalar cannot hold is left to a person.
    if not name.replace("-", "").replace("_", "").isalnum() or not re.fullmatch(HEADER, name):
        return None
    return Proposed(f"{{api_key: {{{place}: {name}, secret: api_key}}}}", ("api_key",))


def _client_credentials(scheme: Scheme, base_url: str) -> Proposed | None:
    url = _token_url(_flows(scheme).get("clientCredentials"), base_url)
    if url is None:
        return None
    client = "{id: {secret: client_id}, secret: client_secret}"
    text = f"{{oauth2_client_credentials: {{token_url: {literal(url)}, client: {client}}}}}"
    return Proposed(text, ("client_id", "client_secret"))


_WRITERS: Final[tuple[Callable[[Scheme, str], Proposed | None], ...]] = (
    *(_bearer, _basic, _api_key, _client_credentials),
)


def _is(scheme: Scheme, name: str) -> bool:
    return scheme.get("type") == "http" and str(scheme.get("scheme", "")).lower() == name


def _flows(scheme: Scheme) -> Scheme:
    flows = scheme.get("flows") if scheme.get("type") == "oauth2" else None
    return flows if isinstance(flows, Mapping) else {}


def _token_url(flow: object, base_url: str) -> str | None:
    """Where the flow's tokens are, if `check` would take it; it may be relative to the server."""
    given = flow.get("tokenUrl") if isinstance(flow, Mapping) else None
    if not isinstance(given, str) or not given:
        return None
    url = urljoin(f"{base_url}/", given)
    refused = Diagnostics()
    if re.fullmatch(URL, url):
        check_url(Text(url, Span("")), "auth.token_url", refused, is_base=False)
        return None if refused.has_errors else url
    return None


def _kinds(scheme: Scheme) -> Iterator[str]:
    """What people call a scheme."""
    flows = _flows(scheme)
    yield from (f"OAuth 2 ({flow})" for flow in flows)
    if not flows:
        kind = str(scheme.get("type", "an unknown scheme"))
        beside = scheme.get("scheme") or scheme.get("in")
        yield f"{kind} ({beside})" if beside else kind
