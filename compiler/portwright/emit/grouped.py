"""A package whose operations stand in groups: a module for each group, and models over several.

Modules are imported with their first use, so that who calls one operation does not pay for all.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portwright.emit.paging_view import paging_imports
from portwright.emit.template import render_template
from portwright.emit.views import operation_view
from portwright.ir.integration import Integration, Operation
from portwright.ir.model_modules import SENT, Place, model_modules
from portwright.ir.model_uses import model_names
from portwright.ir.naming import pascal
from portwright.ir.shapes import Model
from portwright.models.pieces import Piece, module_of

_WIDTH = 72


@dataclass(frozen=True, slots=True)
class GroupView:
    """The three classes of a group: its operations, and those on either client."""

    name: str
    counted: str
    operations: str
    asynchronous: str
    synchronous: str


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module below `models` with the names in it, as lines of text."""

    name: str
    lines: tuple[str, ...]


def is_grouped(integration: Integration) -> bool:
    """Whether operations stand in groups, or on the client itself."""
    return any(operation.group for operation in integration.operations)


def render_groups(integration: Integration, context: Mapping[str, Any]) -> dict[str, str]:
    """The client and a module for each group."""
    groups = _groups(integration)
    views = {name: _view(name, items) for name, items in groups.items()}
    listed = {**context, "groups": views.values()}
    found = {
        "client.py": render_template("grouped_client.py.jinja", listed),
        "operations/__init__.py": _folder("A module for each group of operations.", context),
    }
    for name, items in groups.items():
        found[f"operations/{name}.py"] = render_template(
            "group.py.jinja",
            {
                **context,
                "group": views[name],
                "operations": [operation_view(item, integration) for item in items],
                "paging_imports": paging_imports(items),
            },
        )
    return found


def render_models(
    integration: Integration, pieces: Mapping[str, Piece], context: Mapping[str, Any]
) -> dict[str, str]:
    """The modules of models, and the package that finds them."""
    modules = model_modules(integration)
    homes = {model.name: place for place, models in modules.items() for model in models}
    found = {
        f"models/{'/'.join(place)}.py": _models(place, models, pieces, homes, context)
        for place, models in modules.items()
    }
    if any(place[0] == SENT for place in modules):
        found[f"models/{SENT}/__init__.py"] = _folder("Models of what is sent.", context)
    views = [ModuleView(".".join(place), _lines(models)) for place, models in modules.items()]
    package = render_template("models_package.py.jinja", {**context, "modules": views})
    return {"models/__init__.py": package, **found}


def counted(operations: int) -> str:
    return f"{operations} operation{'' if operations == 1 else 's'}"


def _groups(integration: Integration) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for operation in integration.operations:
        found.setdefault(operation.group, []).append(operation)
    return dict(sorted(found.items()))


def _view(name: str, operations: Iterable[Operation]) -> GroupView:
    title = pascal(name)
    return GroupView(
        name=name,
        counted=counted(len(tuple(operations))),
        operations=f"{title}Operations",
        asynchronous=f"{title}Group",
        synchronous=f"Sync{title}Group",
    )


def _folder(doc: str, context: Mapping[str, Any]) -> str:
    return render_template("folder.py.jinja", {**context, "doc": doc})


def _lines(models: Iterable[Model]) -> tuple[str, ...]:
    """Names divided by blanks, on lines that are put together again."""
    lines = textwrap.wrap(" ".join(model.name for model in models), _WIDTH, break_long_words=False)
    return (*(f"{line} " for line in lines[:-1]), *lines[-1:])


def _models(
    place: Place,
    models: Iterable[Model],
    pieces: Mapping[str, Piece],
    homes: Mapping[str, Place],
    context: Mapping[str, Any],
) -> str:
    models = tuple(models)
    imports = sorted(set(_imports(place, models, homes)))
    source = module_of((pieces[model.name] for model in models), imports)
    return render_template("models.py.jinja", {**context, "source": source})


def _imports(place: Place, models: Iterable[Model], homes: Mapping[str, Place]) -> Iterator[str]:
    dots = "." * len(place)
    for model in models:
        for name in model_names(model):
            home = homes[name]
            if home != place:
                yield f"from {dots}{'.'.join(home)} import {name}"
