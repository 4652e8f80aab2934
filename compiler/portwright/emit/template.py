"""The templates, ready to be rendered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from portwright.emit.python import literal

if TYPE_CHECKING:
    from jinja2 import Environment


def render_template(name: str, context: Mapping[str, Any]) -> str:
    """A template's text; raises when the context lacks what it uses."""
    return _environment().get_template(name).render(context)


@cache
def _environment() -> Environment:
    # Imported here: a run with nothing to render need not pay for it.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("portwright_templates", ""),
        undefined=StrictUndefined,
        autoescape=False,  # Python source: emit.python spells every text
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["text"] = literal
    return environment
