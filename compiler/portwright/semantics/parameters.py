"""Parameters of an operation: which of them are arguments, and how each is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from portwright.ir.integration import QueryStyle, Writing
from portwright.openapi.operation_view import ParameterView
from portwright.openapi.view import View

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
    return "tab" if view.delimiter else _STYLES.get((view.style, view.explode), "form")


def writing_of(view: ParameterView, schema: View) -> Writing:
    """What is done with a value before it is sent in its place; mostly nothing. To an object
    `explode` makes a difference everywhere."""
    spreads = view.explode and bool(schema.objects or schema.maps or schema.anything)
    match view.style, view.where:
        case "json", _:
            # As Swagger UI does it: vendors who describe plain texts so mean them without quotes.
            return "" if _is_text(schema) else "json"
        case _, "query":
            return "reserved" if view.reserved else ""
        case "label" | "matrix" as style, _:
            return style
        case _ if view.delimiter:
            return "joined"
        case _, "path" if view.reserved or spreads:
            return "simple"
        case _, "header" if spreads:
            return "exploded"
    return ""


def _is_text(schema: View) -> bool:
    others = schema.objects or schema.arrays or schema.maps or schema.anything
    return not others and all(scalar.kind == "string" for scalar in schema.scalars)


def why_not_sent(where: str, name: str) -> str:
    """The reason for which a parameter of a whole document is no argument."""
    if where == "header" and name.lower() in _OF_MESSAGE:
        return "OpenAPI ignores it: body and answers settle it"
    if where == "header" and name.lower() in _OF_TRANSPORT:
        return "the transport settles it"
    return "the connection sets it"
