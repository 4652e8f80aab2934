"""Which differences between a recorded and a sent request count in a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from portwright_harness import credentials
from portwright_harness.canonical import Line, Message, Rules, canonical
from portwright_harness.difference import Difference, Key, differences
from portwright_harness.manifest import ConnectionEntry, OperationEntry
from portwright_harness.recording import RecordedRequest
from portwright_harness.redaction import Redaction
from portwright_runtime import Secret
from portwright_runtime.connection import Connection


@dataclass(frozen=True, slots=True)
class Matching:
    """How the requests of a scenario compare.

    A foreign recording was made by another client: it need not hold the idempotency key that ours
    adds, nor credentials if its recorder dropped them, nor the Content-Type. `secret` are the
    fields whose values a recorder hid: of those only the presence compares. `aside` are places
    that do not compare, with all below them.
    """

    rules: Rules
    may_add: frozenset[Key] = frozenset()
    foreign: bool = False
    secret: credentials.Fields = ()
    aside: tuple[Key, ...] = ()

    def differences(self, recorded: Message, sent: Message) -> tuple[Difference, ...]:
        """What differs, in the order of the recorded request."""
        before, after = self._compared(recorded), self._compared(sent)
        if self.foreign and not any(line.part == "credential" for line in before):
            after = tuple(line for line in after if line.part != "credential")
        hidden = self._hidden(before)
        before, after = _masked(before, hidden), _masked(after, hidden)
        found = differences(before, after, self._may_add(before))
        return tuple(map(self._shown, found))

    def _shown(self, found: Difference) -> Difference:
        """A difference as it may be printed: that a secret field differs, and never in what."""
        is_place = found.part in ("body", "query")
        if not (is_place and credentials.is_secret_field(found.place, self.secret)):
            return found
        return replace(found, recorded=_covered(found.recorded), sent=_covered(found.sent))

    def _compared(self, message: Message) -> tuple[Line, ...]:
        lines = canonical(message, self.rules)
        return tuple(line for line in lines if not self._is_aside(line)) if self.aside else lines

    def _is_aside(self, line: Line) -> bool:
        return any(
            line.part == part and line.place[: len(place)] == place for part, place in self.aside
        )

    def _hidden(self, recorded: tuple[Line, ...]) -> frozenset[Key]:
        """Where the recording holds a placeholder instead of a secret."""
        return frozenset(
            (line.part, line.place)
            for line in recorded
            if line.part in ("body", "query")
            and credentials.is_placeholder(line.value.strip('"'))
            and credentials.is_secret_field(line.place, self.secret)
        )

    def _may_add(self, recorded: tuple[Line, ...]) -> frozenset[Key]:
        if self.foreign and any(line.part == "body" for line in recorded):
            return self.may_add | {("header", ("content-type",))}
        return self.may_add


def _covered(value: str | None) -> str | None:
    is_plain = value is None or credentials.is_placeholder(value.strip('"'))
    return value if is_plain else credentials.NOT_SHOWN


def message_of(request: RecordedRequest) -> Message:
    """A recorded request as it would have gone over the wire."""
    return Message(request.method, request.url, request.headers, request.body)


def matching_for(
    entry: OperationEntry,
    declared: ConnectionEntry,
    connection: Connection,
    overrides: Mapping[str, str | None],
    *,
    foreign: bool,
    redaction: Redaction,
    aside: tuple[Key, ...] = (),
) -> Matching:
    """Compare what the manifest declares, what the connection adds, and what is overridden.

    The manifest's names come from the spec, so that the code under test cannot drop one unseen.
    """
    names = {argument.wire for argument in entry.arguments if argument.in_ == "header"}
    names |= {*declared.headers, *connection.headers, *overrides}
    key = entry.keyed
    if key and key[0] == "header":
        names.add(key[1])
    headers, query = _credential_names(declared, connection)
    rules = Rules(
        headers=frozenset(name.lower() for name in names),
        credential_headers=credentials.HEADERS | redaction.headers | headers,
        credential_query=credentials.QUERY | query,
        media=entry.body.media if entry.body else None,
        volatile=frozenset() if key is None or key[0] == "header" else frozenset({(key[1],)}),
    )
    may_add = _key_places(entry) if foreign else frozenset()
    return Matching(rules, may_add, foreign, redaction.fields, aside)


def _masked(lines: tuple[Line, ...], hidden: frozenset[Key]) -> tuple[Line, ...]:
    return tuple(
        replace(line, value=credentials.PRESENT) if (line.part, line.place) in hidden else line
        for line in lines
    )


def _credential_names(
    declared: ConnectionEntry, connection: Connection
) -> tuple[frozenset[str], frozenset[str]]:
    """The header and query names of secrets: those declared, and those that are really sent."""
    auth, own = connection.auth, connection.headers.items()
    headers = {
        *declared.credentials.headers,
        *(name for name, _ in auth.header_fields()),
        *(name for name, value in own if isinstance(value, Secret)),
    }
    query = {*declared.credentials.query, *(name for name, _ in auth.query_parameters())}
    return frozenset(map(str.lower, headers)), frozenset(map(str.lower, query))


def _key_places(entry: OperationEntry) -> frozenset[Key]:
    key = entry.keyed
    if key is None:
        return frozenset()
    place, name = key
    if place == "header":
        return frozenset({("header", (name.lower(),))})
    return frozenset({("query" if place == "query" else "body", (name,))})
