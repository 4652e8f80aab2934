"""Which places of a message hold secrets: those that the spec declares, some by their names."""

from __future__ import annotations

from dataclasses import dataclass

from portwright_harness import credentials
from portwright_harness.manifest import Manifest
from portwright_harness.pairs import Place
from portwright_harness.redaction import redaction_of


@dataclass(frozen=True, slots=True)
class Sensitive:
    """Names in lower case; `fields` are names that follow one another at any depth of a body."""

    headers: frozenset[str]
    query: frozenset[str]
    fields: tuple[tuple[str, ...], ...]

    def is_header(self, name: str) -> bool:
        """Whether a header field holds a credential."""
        return name.lower() in self.headers

    def is_parameter(self, name: str) -> bool:
        """Whether a query parameter does."""
        return name.lower() in self.query or name.lower() in credentials.FIELDS

    def is_field(self, place: Place) -> bool:
        """Whether what stands at a place of a body is secret."""
        return credentials.is_secret_field(place, self.fields)


def sensitive_of(manifest: Manifest) -> Sensitive:
    """The places of this vendor's messages."""
    declared = redaction_of(manifest)
    return Sensitive(
        declared.headers | credentials.HEADERS | credentials.ANSWERED,
        declared.query,
        declared.fields,
    )
