"""What a cassette must not hold: credentials, and what the spec's `tests.scrub` names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from portwright_harness import credentials
from portwright_harness.canonical import body_leaves
from portwright_harness.json_values import NotJsonError, leaves, parse_json
from portwright_harness.manifest import Manifest
from portwright_harness.pairs import Place, decode_pairs
from portwright_harness.recording import Headers, Interaction, media_of
from portwright_harness.shapes import shaped

_HEADER, _BODY = "header.", "body."
_SHAPED = "a token or a key by its shape"
_EMPTY = frozenset({"null", "[]", "{}"})


@dataclass(frozen=True, slots=True)
class Redaction:
    """Names in lower case; `fields` are names that follow one another at any depth of a body."""

    headers: frozenset[str]
    query: frozenset[str]
    fields: credentials.Fields

    def is_header(self, name: str) -> bool:
        """Whether a header field holds a credential."""
        return name.lower() in self.headers

    def is_parameter(self, name: str) -> bool:
        """Whether a query parameter does."""
        return name.lower() in self.query

    def is_field(self, place: Place) -> bool:
        """Whether what stands at a place of a body is secret, as declared or by its name."""
        return credentials.is_secret_field(place, self.fields)


def redaction_of(manifest: Manifest) -> Redaction:
    """What this vendor's cassettes must not hold."""
    declared = manifest.connection.credentials
    scrubbed = (p.removeprefix(_HEADER) for p in manifest.scrub if p.startswith(_HEADER))
    headers = frozenset(name.lower() for name in (*declared.headers, *scrubbed))
    return Redaction(
        headers | credentials.HEADERS | credentials.ANSWERED,
        credentials.QUERY | credentials.FIELDS | {name.lower() for name in declared.query},
        tuple(
            tuple(path.removeprefix(_BODY).split("."))
            for path in manifest.scrub
            if path.startswith(_BODY)
        ),
    )


def unreadable_paths(manifest: Manifest) -> list[str]:
    """Paths of `tests.scrub` that name no place of a cassette."""
    return [
        path
        for path in manifest.scrub
        if not any(path.startswith(p) and path != p for p in (_HEADER, _BODY))
    ]


def exposed(redaction: Redaction, interaction: Interaction) -> Iterator[str]:
    """Where an interaction holds what it must not; the places alone, never the values."""
    request, response = interaction.request, interaction.response
    for name, value in decode_pairs(urlsplit(request.url).query):
        if redaction.is_parameter(name) and not credentials.is_placeholder(value):
            yield f"the request's query parameter `{name}`"
        elif any(shaped(value)):
            yield f"the request's query parameter `{name}` ({_SHAPED})"
    messages = (("request", request.headers, request.body or b""),)
    for whose, headers, body in (*messages, ("answer", response.headers, response.body)):
        for name in _headers(redaction.headers, headers):
            yield f"the {whose}'s header `{name}`"
        for path in redaction.fields:
            if _is_exposed(path, headers, body):
                yield f"the {whose}'s field `{'.'.join(path)}`"
        for name in _named(redaction.fields, headers, body):
            yield f"the {whose}'s field `{name}`"
        yield from _shaped(whose, headers, body)


def _named(declared: Sequence[tuple[str, ...]], headers: Headers, body: bytes) -> Iterable[str]:
    """Texts in fields that are secret by their name, as a recorder of ours takes them out."""
    found = (
        ".".join(step for step in place if isinstance(step, str))
        for place, value in _texts(headers, body)
        if credentials.is_secret_field(place, ())
        and not any(credentials.holds(place, path) for path in declared)
        and not credentials.is_placeholder(value)
    )
    return dict.fromkeys(found)


def _texts(headers: Headers, body: bytes) -> Iterator[tuple[Place, str]]:
    """A number or a flag called `password` says that there is one."""
    try:
        for place, value in leaves(parse_json(body)):
            if value.startswith('"'):
                yield place, value.strip('"')
    except NotJsonError:
        yield from body_leaves(body, media_of(headers) or "")


def _shaped(whose: str, headers: Headers, body: bytes) -> Iterator[str]:
    """What is secret by its shape, a token or a private key, wherever it stands."""
    for name in dict.fromkeys(name for name, value in headers if any(shaped(value))):
        yield f"the {whose}'s header `{name}` ({_SHAPED})"
    if any(shaped(body.decode("utf-8", "replace"))):
        yield f"the {whose}'s body ({_SHAPED})"


def _headers(secret: frozenset[str], headers: Headers) -> Iterable[str]:
    named = (pair for pair in headers if pair[0].lower() in secret)
    return dict.fromkeys(n for n, value in named if not credentials.is_hidden(n, value))


def _is_exposed(path: tuple[str, ...], headers: Headers, body: bytes) -> bool:
    if not body:
        return False
    found = _leaves(headers, body)
    if [place for place, _ in found] == [()]:
        # Nothing took the body apart, so that the name alone says that the field is there.
        return path[-1].encode() in body
    return any(credentials.holds(place, path) and not _is_hidden(value) for place, value in found)


def _leaves(headers: Headers, body: bytes) -> list[tuple[Place, str]]:
    """JSON is read whatever the headers call it."""
    try:
        return list(leaves(parse_json(body)))
    except NotJsonError:
        media = media_of(headers) or ""
        found = body_leaves(body, media)
        # What kind of file stands in a part is no secret, whatever the file is.
        is_file = media.lower().startswith("multipart/")
        return [one for one in found if not (is_file and one[0][1:] == ("type",))]


def _is_hidden(value: str) -> bool:
    return value in _EMPTY or credentials.is_placeholder(value.strip('"'))
