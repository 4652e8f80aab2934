"""The points of a vendor: all that its spec uses, and what of it the cassettes show."""

from __future__ import annotations

from collections.abc import Iterator

from portwright_harness.coverage.branches import branches_met, branches_of
from portwright_harness.coverage.exchanges import Exchange, Recorded
from portwright_harness.coverage.paths import Fields, Path, dotted, holds, values_at
from portwright_harness.coverage.points import Point
from portwright_harness.manifest import Manifest, OperationEntry
from portwright_harness.schema import Schemas

NEXT_PAGE = "next page"
SENT = "sent "
_ERRORS = ("4xx", "5xx")
_DEFAULT = "default"


def points_of(manifest: Manifest, recorded: Recorded) -> list[Point]:
    """Every point of every operation, in the order of the manifest."""
    schemas = Schemas(manifest.schemas)
    found: list[Point] = []
    for name, entry in manifest.operations.items():
        exchanges = recorded.of(name)
        found.append(Point("operations", name, "", bool(exchanges)))
        found += _statuses(name, entry, exchanges)
        found += _pages(name, entry, exchanges)
        found += _sent(name, entry, exchanges)
        found += _read(name, entry, exchanges, schemas)
    return found


def _statuses(name: str, entry: OperationEntry, exchanges: list[Exchange]) -> Iterator[Point]:
    """Classes of statuses that the document declares. `default` is any error that no class of its
    own declares, and nothing where both are declared."""
    classes = dict.fromkeys(_class(key) for key in entry.responses if key != _DEFAULT)
    met = {_class(str(exchange.status)) for exchange in exchanges}
    for key in classes:
        yield Point("statuses", name, key, key in met)
    rest = {key for key in _ERRORS if key not in classes}
    if _DEFAULT in entry.responses and rest:
        yield Point("statuses", name, _DEFAULT, bool(rest & met))


def _class(status: str) -> str:
    return f"{status[:1]}xx"


def _pages(name: str, entry: OperationEntry, exchanges: list[Exchange]) -> Iterator[Point]:
    """One page shows nothing of how the next one is asked for."""
    if not entry.paged:
        return
    asked: dict[object, set[tuple[str, bytes | None]]] = {}
    for item in _happy(exchanges):
        request = item.interaction.request
        asked.setdefault(item.path, set()).add((request.url, request.body))
    yield Point("pages", name, NEXT_PAGE, any(len(pages) > 1 for pages in asked.values()))


def _sent(name: str, entry: OperationEntry, exchanges: list[Exchange]) -> Iterator[Point]:
    """Arguments that the spec sends, each under its name; `**` sends what the document has."""
    roots = {path.replace("[]", "").partition(".")[0] for path in entry.selection.send}
    for argument in entry.arguments:
        if roots & {argument.wire, "*", "**"}:
            met = any(argument.name in exchange.arguments for exchange in exchanges)
            yield Point("fields", name, SENT + argument.name, met)


def _read(
    name: str, entry: OperationEntry, exchanges: list[Exchange], schemas: Schemas
) -> Iterator[Point]:
    """Fields and branches of successful answers: the selection is of those."""
    documents = [item.document for item in _happy(exchanges)]
    seen: set[tuple[str, str]] = set()
    for key, answer in entry.responses.items():
        if not key.startswith("2") or answer.schema is None:
            continue
        fields = Fields(schemas, answer.schema)
        paths = fields.selected(entry.selection.read)
        found = [
            Point("fields", name, dotted(p), any(holds(d, p) for d in documents)) for p in paths
        ]
        for place in _places(paths):
            found += _branches(name, fields, place, documents)
        for point in found:
            if (point.dimension, point.name) not in seen:
                seen.add((point.dimension, point.name))
                yield point


def _places(paths: list[Path]) -> list[Path]:
    """The fields and all that stand above them, the whole answer first."""
    return list(dict.fromkeys(path[:size] for path in paths for size in range(len(path) + 1)))


def _branches(name: str, fields: Fields, path: Path, documents: list[object]) -> Iterator[Point]:
    for schema in fields.at(path):
        branches = branches_of(fields.schemas, schema)
        values = (value for document in documents for value in values_at(document, path))
        met = branches_met(fields.schemas, branches, values) if branches else set()
        for branch in branches:
            yield Point("branches", name, f"{dotted(path)}: {branch.name}", branch.name in met)


def _happy(exchanges: list[Exchange]) -> list[Exchange]:
    return [exchange for exchange in exchanges if exchange.status < 300]
