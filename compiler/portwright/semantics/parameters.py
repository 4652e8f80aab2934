"""Parameters of an operation: which of them are arguments, and how each is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from portwright.ir.integration import QueryStyle, Writing
from portwright.openapi.operation_view import ParameterView

_STYLES: Mapping[tuple[str, bool], QueryStyle] = {
    ("form", False): "form_comma",
    ("deepObject", True): "deep_object",
    ("deepObject", False): "deep_object",
    ("spaceDelimited", False): "space",
    ("pipeDelimited", False): "pipe",
}
_OF_PLACE: Mapping[str, tuple[str, ...]] = {
    "path": ("simple", "label", "matrix", "json"),
    "header": ("simple", "json"),
    "query": ("form", "deepObject", "spaceDelimited", "pipeDelimited", "json"),
    "cookie": ("form", "json"),
}
# Source: OpenAPI 3.0.4, "Fixed Fields for use with schema": parameters of these names are ignored.
_OF_MESSAGE: Final = frozenset(("accept", "content-type"))
# What the transport says of a request by itself, and lets nobody else say.
_OF_TRANSPORT: Final = frozenset(
    (
        *("connection", "content-length", "expect", "host", "keep-alive", "proxy-connection"),
        *("te", "trailer", "transfer-encoding", "upgrade"),
    )
)


def is_of_message(view: ParameterView) -> bool:
    """Whether a parameter is a header that body and answers settle."""
    return view.where == "header" and view.name.lower() in _OF_MESSAGE


def is_of_transport(view: ParameterView) -> bool:
    """Whether a parameter is a header that no caller can set."""
    return view.where == "header" and view.name.lower() in _OF_TRANSPORT


def fits_its_place(view: ParameterView) -> bool:
    """Whether parameters of its place can have its style."""
    return view.style in _OF_PLACE[view.where]


def as_its_place(view: ParameterView) -> ParameterView:
    """The parameter in the style that its place has by default."""
    style = _OF_PLACE[view.where][0]
    return replace(view, style=style, explode=style == "form")


def style_of(view: ParameterView) -> QueryStyle:
    """How a list or an object stands in a query."""
    return "tab" if view.tabs else _STYLES.get((view.style, view.explode), "form")


def writing_of(view: ParameterView) -> Writing:
    """What is done with a value before it is sent in its place; mostly nothing."""
    if view.style == "json":
        return "json"
    if view.where == "query":
        return "reserved" if view.reserved else ""
    if view.where == "path" and (view.reserved or view.explode or view.style != "simple"):
        return view.style  # type: ignore[return-value]
    return "exploded" if view.where == "header" and view.explode else ""
