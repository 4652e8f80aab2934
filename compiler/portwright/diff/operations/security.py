"""Whether the credentials of an integration still suffice for an operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portwright.diff.change import Change, How
from portwright.diff.operations.operation import OperationPair
from portwright.diff.verdict import Verdict
from portwright.ir.auth import AuthCall
from portwright.ir.integration import Connection
from portwright.openapi.document import OpenApi
from portwright.openapi.pointer import escape
from portwright.openapi.security import SCHEMES, TOKENS, security_schemes, wanted_schemes
from portwright.source.span import Span

_BEARERS = frozenset(("AuthorizationCode", "Bearer", "ClientCredentials", "JwtBearer"))
_BEARER, _BASIC, _HEADER = "bearer token", "basic", "header authorization"


@dataclass(frozen=True, slots=True)
class Need:
    """One scheme of an alternative: its name in the document, what is sent for it, and the scopes
    that the credential must have."""

    scheme: str
    credential: str
    scopes: frozenset[str]


Alternative = frozenset[Need]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What an integration sends with every call; `scopes` are those that the spec asks for, and
    `token_url` is where it gets tokens. `span` is where the spec says so."""

    sent: frozenset[str]
    scopes: frozenset[str] = frozenset()
    token_url: str = ""
    span: Span | None = None

    def suffice(self, alternative: Alternative) -> bool:
        """Whether all that is wanted together is sent; scopes apart."""
        return all(need.credential in self.sent for need in alternative)


def credentials_of(connection: Connection, span: Span | None) -> Credentials:
    """Those of a connection; `span` is where the spec says how it authenticates."""
    call = _innermost(connection.auth)
    settings = dict(call.arguments)
    headers = (f"header {name.lower()}" for name, _ in connection.headers)
    scopes, url = settings.get("scope"), settings.get("token_url")
    return Credentials(
        frozenset((*_sent(call, settings), *headers)),
        frozenset(scopes.split()) if isinstance(scopes, str) else frozenset(),
        url if isinstance(url, str) else "",
        span,
    )


def _innermost(call: AuthCall) -> AuthCall:
    inner = dict(call.arguments).get("auth")
    return _innermost(inner) if isinstance(inner, AuthCall) else call


def _sent(call: AuthCall, settings: Mapping[str, object]) -> Iterator[str]:
    if call.kind in _BEARERS:
        yield from (_BEARER, _HEADER)
    elif call.kind == "Basic":
        yield from (_BASIC, _HEADER)
    for where in ("header", "query"):
        if call.kind == "ApiKey" and isinstance(name := settings.get(where), str):
            yield f"{where} {name.lower() if where == 'header' else name}"


def credential_of(scheme: Mapping[str, Any]) -> str:
    """What is sent for a scheme: two schemes of which it is the same are one to whoever sends."""
    kind, name = str(scheme.get("type", "")), str(scheme.get("name", ""))
    if kind in TOKENS:
        return _BEARER
    if kind == "http":
        word = str(scheme.get("scheme", "")).lower()
        return _BEARER if word == "bearer" else word
    if kind == "apiKey":
        where = str(scheme.get("in", ""))
        return f"{where} {name.lower() if where == 'header' else name}"
    return kind or "unknown"


@dataclass(frozen=True, slots=True)
class Security:
    """The security of one document's operations."""

    document: OpenApi

    def schemes(self) -> Mapping[str, Any]:
        return security_schemes(self.document)

    def alternatives(self, operation: Mapping[str, Any]) -> tuple[Alternative, ...]:
        """Any of which suffices; one that asks for nothing where nothing is asked for."""
        listed = wanted_schemes(self.document, operation)
        return tuple(frozenset(self._needs(item)) for item in listed) or (frozenset(),)

    def _needs(self, alternative: Mapping[str, Any]) -> Iterator[Need]:
        schemes = self.schemes()
        for name, scopes in alternative.items():
            _, scheme = self.document.resolve(schemes.get(name, {}))
            words = scopes if isinstance(scopes, list) else ()
            credential = credential_of(scheme) if scheme else f"unknown {name}"
            yield Need(name, credential, frozenset(map(str, words)))


@dataclass(frozen=True, slots=True)
class SecurityComparison:
    """Breaks only where no alternative is left that we may use. Where none of the old ones was
    ours, it is not known what the vendor lets us do, and any change is undecided."""

    pair: OperationPair
    ours: Credentials
    old: Security
    new: Security
    holder: Mapping[str, Any]
    """The operation in the old document."""

    def run(self) -> None:
        before = self.old.alternatives(self.holder)
        after = self.new.alternatives(self.pair.entry.data)
        if _plain(before) == _plain(after):
            return
        ours = self._with_parameters()
        usable = [item for item in before if ours.suffice(item)]
        left = [item for item in after if ours.suffice(item)]
        if not usable:
            self._undecided(before, after)
        elif not left:
            self._lost(usable, after)
        else:
            self._scopes(usable, left)

    def _with_parameters(self) -> Credentials:
        """A key may as well be a parameter that callers give."""
        arguments = self.pair.made.arguments
        sent = {f"{item.where} {_cased(item.where, item.wire)}" for item in arguments}
        return Credentials(self.ours.sent | sent, self.ours.scopes, self.ours.token_url)

    def _undecided(self, before: tuple[Alternative, ...], after: tuple[Alternative, ...]) -> None:
        kept = all(any(_asks_no_more(new, old) for new in after) for old in before)
        if kept:
            return
        shown = _spelt(before), _spelt(after)
        if shown[0] == shown[1]:
            # What differs is the scopes.
            shown = (
                _spelt(set(before) - set(after), _scoped),
                _spelt(set(after) - set(before), _scoped),
            )
        self._say("security-changed", Verdict.UNKNOWN, *shown)

    def _lost(self, usable: list[Alternative], after: tuple[Alternative, ...]) -> None:
        breaks, shown = Verdict.BREAKS_REQUEST, _spelt(after)
        if any(not item for item in usable):
            self._say("security-added", breaks, "none", shown)
            return
        known = self.new.schemes()
        for need in sorted((need for item in usable for need in item), key=lambda n: n.scheme):
            place = f"{SCHEMES}/{escape(need.scheme)}"
            if need.scheme not in known:
                change = Change("security-scheme-removed", breaks, place, "", need.scheme, shown)
                self._tell(change)
                return
            _, scheme = self.new.document.resolve(known[need.scheme])
            if (now := credential_of(scheme)) != need.credential:
                names = (need.credential, now)
                self._tell(Change("security-scheme-changed", breaks, place, place, *names))
                return
        self._say("security-alternative-removed", breaks, _spelt(usable), shown)

    def _scopes(self, usable: list[Alternative], left: list[Alternative]) -> None:
        """What the least demanding of the alternatives asks for beyond what we have."""
        granted = self.ours.scopes.union(*(need.scopes for item in usable for need in item))
        lacking = [frozenset().union(*(need.scopes for need in item)) - granted for item in left]
        least = min(lacking, key=lambda scopes: (len(scopes), sorted(scopes)))
        if least:
            before = ", ".join(sorted(granted)) or "none"
            after = ", ".join(sorted(least))
            self._say("security-scope-added", Verdict.BREAKS_REQUEST, before, after)

    def _say(self, family: str, verdict: Verdict, before: str, after: str) -> None:
        own = "security" in self.holder or "security" in self.pair.entry.data
        bound = self.pair.bound
        place = f"{bound.pointer}/security" if own else "#/security"
        named = f"{bound.method} {bound.path}" if own else ""
        self._tell(Change(family, verdict, place, self._now(), before, after, named=named))

    def _now(self) -> str:
        """Where the new document says what is asked for; nothing where it asks for nothing."""
        if "security" in self.pair.entry.data:
            return f"{self.pair.entry.pointer}/security"
        return "#/security" if "security" in self.new.document.data else ""

    def _tell(self, change: Change) -> None:
        self.pair.say(change, "", None, how=How.AUTH, span=self.ours.span)


def compare_token_urls(ours: Credentials, old: Security, new: Security) -> Iterator[Change]:
    """Where tokens are got: a URL of ours that the document had, and has no longer."""
    if not ours.token_url:
        return
    for name, scheme in old.schemes().items():
        if ours.token_url in _token_urls(scheme) and name in new.schemes():
            after = sorted(_token_urls(new.schemes()[name]))
            if ours.token_url not in after and after:
                place = f"{SCHEMES}/{escape(name)}"
                before, listed = ours.token_url, ", ".join(after)
                family, verdict = "security-token-url-changed", Verdict.BREAKS_REQUEST
                yield Change(family, verdict, place, place, before, listed)


def _token_urls(scheme: Any) -> frozenset[str]:
    flows = scheme.get("flows") if isinstance(scheme, Mapping) else None
    found = flows.values() if isinstance(flows, Mapping) else ()
    urls = (flow.get("tokenUrl") for flow in found if isinstance(flow, Mapping))
    return frozenset(url for url in urls if isinstance(url, str))


def _cased(where: str, name: str) -> str:
    return name.lower() if where == "header" else name


def _plain(alternatives: Iterable[Alternative]) -> frozenset[frozenset[tuple[str, frozenset[str]]]]:
    """What is asked for, whatever the schemes are called."""
    return frozenset(
        frozenset((need.credential, need.scopes) for need in item) for item in alternatives
    )


def _asks_no_more(new: Alternative, old: Alternative) -> bool:
    known = {need.credential: need.scopes for need in old}
    return all(need.credential in known and need.scopes <= known[need.credential] for need in new)


def _credential(need: Need) -> str:
    return need.credential


def _scoped(need: Need) -> str:
    """`bearer token with read, write`."""
    return f"{need.credential} with {', '.join(sorted(need.scopes)) or 'no scope'}"


def _spelt(alternatives: Iterable[Alternative], spell: Callable[[Need], str] = _credential) -> str:
    """`bearer token or header x-key and basic`."""
    texts = {
        " and ".join(sorted({spell(need) for need in item})) or "none" for item in alternatives
    }
    return " or ".join(sorted(texts)) or "none"
