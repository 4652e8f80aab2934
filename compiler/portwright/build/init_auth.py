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
from portwright.ir.naming import snake
from portwright.language.record import NAME
from portwright.language.terms import HEADER, URL
from portwright.openapi.document import OpenApi
from portwright.openapi.security import SCHEMES, TOKENS, security_schemes, wanted_schemes
from portwright.rules.secrets import auth_left_out
from portwright.semantics.urls import check_url
from portwright.source.span import Span, Text

Scheme = Mapping[str, Any]
Alternatives = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """`text` as it stands in the spec, and `headers` with keys that are wanted beside it, each with
    its secret; `unwritten` says what the document asks for instead. `schemes` are the security
    schemes that this is, by name."""

    text: str = "none"
    secrets: tuple[str, ...] = ()
    unwritten: str = ""
    schemes: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


def proposed_auth(
    document: OpenApi, base_url: str, sink: Diagnostics, *, tokens: bool = False
) -> Proposed:
    """What suffices for the most operations, of what can be written; of several the first in the
    order of `_WRITERS`, and one scheme before several. If the document has only others, `none` with
    a warning, since the calls would be refused. With `tokens`, whoever calls has got an access
    token by whatever flow the document asks for."""
    named = {
        name: item for name, item in security_schemes(document).items() if isinstance(item, Mapping)
    }
    written = {
        name: replace(proposed, schemes=(name,))
        for write in _WRITERS
        for name, scheme in named.items()
        if (proposed := write(scheme, base_url))
    }
    uses = _uses(document)
    combined = dict.fromkeys(wanted for use in uses for wanted in use if len(wanted) > 1)
    several = (_together(wanted, written, named) for wanted in combined)
    token = _access_token(named) if tokens else None
    if candidates := [*written.values(), *filter(None, (*several, token))]:
        return max(candidates, key=lambda item: _served(uses, frozenset(item.schemes)))
    found = list(named.values())
    if not found:
        return Proposed()
    kinds = ", ".join(dict.fromkeys(kind for scheme in found for kind in _kinds(scheme)))
    sink.add(auth_left_out.report(document.locate(SCHEMES, key=True), kinds))
    return Proposed(unwritten=kinds)


def _access_token(named: Mapping[str, Scheme]) -> Proposed | None:
    """One token for all flows: it is sent as a bearer's (RFC 6750), however it was got."""
    schemes = tuple(name for name, scheme in named.items() if scheme.get("type") in TOKENS)
    text = "{bearer: {secret: access_token}}"
    return Proposed(text, ("access_token",), schemes=schemes) if schemes else None


def _together(
    wanted: frozenset[str], written: Mapping[str, Proposed], named: Mapping[str, Scheme]
) -> Proposed | None:
    """Schemes that are wanted all at once: one of them is how to authenticate, and the others are
    keys in headers. None if that is not so."""
    first = next((name for name in written if name in wanted), None)
    keys = {name: named[name] for name in sorted(wanted) if name != first and name in written}
    if (
        first is None
        or len(keys) + 1 < len(wanted)
        or any(key.get("in") != "header" for key in keys.values())
    ):
        return None
    headers = tuple((str(key["name"]), snake(str(key["name"]))) for key in keys.values())
    main = written[first]
    secrets = (*main.secrets, *(secret for _, secret in headers))
    fields = [str(named[first].get("name", "authorization")), *(name for name, _ in headers)]
    distinct = all(len({name.lower() for name in of}) == len(of) for of in (secrets, fields))
    if not distinct or not all(re.fullmatch(NAME, item) for item in secrets):
        return None
    return replace(main, secrets=secrets, schemes=(first, *keys), headers=headers)


def _uses(document: OpenApi) -> Counter[Alternatives]:
    """How many operations take what schemes together, one way or another."""
    return Counter(
        tuple(map(frozenset, wanted_schemes(document, entry.data)))
        for entry in document.operations.values()
    )


def _served(uses: Counter[Alternatives], schemes: frozenset[str]) -> int:
    return sum(
        count
        for alternatives, count in uses.items()
        if any(wanted and wanted <= schemes for wanted in alternatives)
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
