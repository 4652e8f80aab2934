"""A cassette's text laid out anew. What it says stays: that is proved before a text is given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from portwright_harness.cassette import parse_cassette, read_cassette
from portwright_harness.document import document_of
from portwright_harness.json_text import json_block
from portwright_harness.json_values import NotJsonError, parse_json
from portwright_harness.recording import Cassette, CassetteError, Headers, Interaction
from portwright_harness.seal import resealed
from portwright_harness.yaml_text import as_yaml


def laid_out(path: Path, *, seal: bool = False) -> tuple[str, str]:
    """The text of a cassette as it is, and laid out; raises CassetteError.

    With `seal` its digest becomes that of what it says now.
    """
    cassette = read_cassette(path)
    if seal:
        cassette = resealed(cassette)
    before = path.read_text(encoding="utf-8-sig")
    after = as_yaml(document_of(cassette))
    _refuse_comments(path, before, after)
    _prove(cassette, after)
    return before, after


def _refuse_comments(path: Path, before: str, after: str) -> None:
    kept = {line.strip() for line in after.splitlines()}
    for number, line in enumerate(before.splitlines(), 1):
        if line.strip().startswith("#") and line.strip() not in kept:
            text = "a comment would be lost: say it in `metadata.provenance`, as `why`"
            raise CassetteError(path, number, text)


def _prove(cassette: Cassette, text: str) -> None:
    """Read the new text, and find in it what the old one said."""
    again = parse_cassette(cassette.path, text)
    same = again.metadata == cassette.metadata and [
        _meaning(item) for item in again.interactions
    ] == [_meaning(item) for item in cassette.interactions]
    if not same:
        raise CassetteError(cassette.path, 1, "cannot be laid out: it would say something else")


def _meaning(item: Interaction) -> tuple[object, ...]:
    request, response = item.request, item.response
    asked = replace(request, headers=_sorted(request.headers), body=None)
    answered = replace(response, headers=_sorted(response.headers), body=b"")
    return asked, _value(request.body), answered, _value(response.body)


def _sorted(headers: Headers) -> Headers:
    return tuple(sorted(headers, key=lambda pair: pair[0].lower()))


def _value(body: bytes | None) -> object:
    if body is None or json_block(body.decode("utf-8", "replace")) is None:
        return body
    try:
        return parse_json(body)
    except NotJsonError:
        return body
