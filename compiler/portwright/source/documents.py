"""A JSON or YAML document as one value, with places found when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass, field

from portwright.source.files import SourceFile
from portwright.source.json_values import parse_json
from portwright.source.locate import Locator, json_locator, yaml_locator
from portwright.source.problem import SourceError
from portwright.source.span import Span
from portwright.source.values import JSON
from portwright.source.yaml_values import parse_yaml

__all__ = ["JSON", "Document", "load_document"]


@dataclass(slots=True)
class Document:
    """`data` is the parsed value; treat it as read-only."""

    file: SourceFile
    data: JSON
    _locator: Locator = field(repr=False)

    def locate(self, pointer: str, *, key: bool = False) -> Span:
        """The place of a JSON pointer (`/paths/~1pets`, with or without a leading `#`).

        With `key`, of the key rather than the value. What does not exist has the place of its
        nearest ancestor that does; never raises.
        """
        return self._locator.locate(pointer, key=key)

    def forget_text(self) -> None:
        """Free the text and what is known of places in it: a search for one begins anew."""
        self.file.forget_text()
        self._locator.forget()


def load_document(file: SourceFile, problems: list[SourceError] | None = None) -> Document:
    """Parse `file` as JSON if it looks like it, else as YAML.

    Duplicate keys are collected in `problems` (the first of them stands), or raised when that is
    None. Everything else that is wrong raises SourceError.
    """
    if file.path.suffix.lower() == ".json":
        return _json(file, problems)
    if file.text.lstrip()[:1] in ("{", "["):
        try:
            return _json(file, problems)
        except SourceError as error:
            if error.kind != "json":
                raise
            # A YAML flow collection opens like JSON; its own parser gives the better message.
    return Document(file, parse_yaml(file, problems), yaml_locator(file))


def _json(file: SourceFile, problems: list[SourceError] | None) -> Document:
    return Document(file, parse_json(file, problems), json_locator(file))
