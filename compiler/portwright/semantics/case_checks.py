"""What a test case says beside its inputs: faults, expectations and errors that there are."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from portwright.diagnostics.model import Diagnostics
from portwright.ir.naming import pascal
from portwright.ir.port import PortOperation
from portwright.language.cases import Case
from portwright.rules.binding import (
    bad_case_value,
    foreign_case_key,
    unknown_case_error,
    unknown_fault,
)
from portwright.rules.secrets import literal_credential
from portwright.semantics.credentials import looks_like_a_credential
from portwright.source.nodes import MappingNode, Node, ScalarNode, SequenceNode

FAULTS: Final = ("ok", "connect", "reset", "timeout")
_SLOTS: Final = (
    *("rejected", "auth_failed", "forbidden", "not_found", "conflict", "unavailable"),
    "unexpected",
)
_STATUS: Final = re.compile(r"[1-5][0-9]{2}")
_OF_CALLS: Final = ("wire", "with", "cassette", "faults", "raises", "pages")
_OF_DELIVERIES: Final = ("fixture", "tamper")


def check_keys(case: Case, sink: Diagnostics) -> None:
    """Keys that belong to the other kind of case."""
    foreign, kind = (
        (_OF_DELIVERIES, "an operation") if case.op is not None else (_OF_CALLS, "a webhook")
    )
    for name in foreign:
        if name in case.place.keys:
            sink.add(foreign_case_key.report(case.place.keys[name], name, kind))


def check_pages(case: Case, *, paged: bool, of_port: bool, sink: Diagnostics) -> None:
    """How many pages a case asks for: of a list, in the vendor's terms, and of a real answer."""
    faults = (
        (of_port, "inputs by the port's names"),
        (bool(case.faults), "faults"),
        (not paged, "an operation without `paginate`"),
    )
    kind = next((kind for is_so, kind in faults if is_so), None)
    if case.pages is not None and case.pages < 1:
        sink.add(bad_case_value.report(case.pages.span, "pages", "a whole number from 1 on"))
    elif case.pages is not None and kind is not None:
        sink.add(foreign_case_key.report(case.place.keys.get("pages"), "pages", kind))


def check_faults(case: Case, sink: Diagnostics) -> None:
    for fault in case.faults:
        if isinstance(fault, MappingNode):
            status = fault.get("status")
            if not (isinstance(status, ScalarNode) and _STATUS.fullmatch(status.text)):
                sink.add(unknown_fault.report_map(fault.span))
        elif fault not in FAULTS and not _STATUS.fullmatch(fault):
            sink.add(unknown_fault.report(fault.span, fault, FAULTS))


def check_literals(case: Case, sink: Diagnostics) -> None:
    """A case is committed with the spec, and stands in the manifest besides."""
    for name, node in (("wire", case.wire), ("with", case.with_), ("expect", case.expect)):
        if node is not None:
            _check_literal(node, name, sink)
    for fault in case.faults:
        if isinstance(fault, MappingNode):
            _check_literal(fault, "faults", sink)
        elif looks_like_a_credential(fault):
            sink.add(literal_credential.report(fault.span, "faults"))


def _check_literal(node: Node, where: str, sink: Diagnostics) -> None:
    match node:
        case ScalarNode(text=text):
            if looks_like_a_credential(text):
                sink.add(literal_credential.report(node.span, where))
        case SequenceNode(items=items):
            for number, item in enumerate(items):
                _check_literal(item, f"{where}[{number}]", sink)
        case MappingNode(entries=entries):
            for key, value in entries:
                _check_literal(value, f"{where}.{key.text}", sink)


def check_raises(
    case: Case, vendor: str, sink: Diagnostics, operation: PortOperation | None = None
) -> None:
    """`operation` is the port's, of a case in its terms: it has errors of its own."""
    if case.raises is None:
        return
    own = operation.raises if operation is not None else ()
    known = (*own, *error_names(pascal(vendor)))
    if case.raises not in known:
        sink.add(unknown_case_error.report(case.raises, known))


@cache
def error_names(prefix: str) -> tuple[str, ...]:
    """The errors of the runtime, and those that a generated package derives from them."""
    from portwright_runtime import ErrorClasses, errors

    tree = [
        item
        for item in vars(errors).values()
        if isinstance(item, type) and issubclass(item, errors.PortwrightError)
    ]
    derived = [getattr(ErrorClasses(), slot).__name__ for slot in _SLOTS]
    own = (f"{prefix}{name}" for name in ("Error", "Throttled", *derived))
    return (*(item.__name__ for item in tree), *own)
