"""Headers that a spec names, tried on the runtime: what it would refuse at every call is reported
where it stands."""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostics
from portwright.rules.secrets import unsendable_header
from portwright.source.span import Text
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.fields import Fields, is_field_name

_ANY = "any"


def check_name(name: Text | None, sink: Diagnostics) -> None:
    """One that no spec may set; what is no name at all, the reader reports."""
    if name is not None and is_field_name(name) and not _is_set(str(name), _ANY):
        sink.add(unsendable_header.report_name(name.span, name))


def check_value(name: str, value: Text | None, sink: Diagnostics) -> None:
    if value is not None and not _is_set(_ANY, str(value)):
        sink.add(unsendable_header.report(value.span, name))


def _is_set(name: str, value: str) -> bool:
    try:
        Fields().set(name, value)
    except ConfigurationError:
        return False
    return True
