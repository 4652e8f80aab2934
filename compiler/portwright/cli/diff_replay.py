"""`diff --replay`: what recordings say to the new document, as evidence beside its findings.

The operations in use are compiled whole from both documents, without the spec: it may not fit the
new one any more, and what is asked is what the vendor's document says of what the vendor really
answered. Each recorded exchange is driven through both; what only the new one refuses is evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from portwright.build.diff import Diff
from portwright.build.whole import compile_whole
from portwright.diagnostics.model import Diagnostics
from portwright.diff.evidence import Evidence, Replay
from portwright.diff.matching import operations_of
from portwright.emit.scratch import scratch_folder, write_package
from portwright.openapi.document import OpenApi
from portwright_harness.config import ConfigError, find_config
from portwright_harness.foreign import Driven, package_at, recorded_at, survey
from portwright_harness.recording import Interaction
from portwright_harness.vendor import Vendor

_Key = tuple[str, str, int]
_OLD, _NEW = "before", "after"


def replay(diff: Diff, folder: Path) -> Replay:
    """Drive the vendor's cassettes of the project around `folder` through both documents."""
    try:
        config = find_config(folder)
    except ConfigError as error:
        return Replay(failure=str(error))
    home = config.cassettes / diff.subject.made.package
    if not home.is_dir():
        return Replay(failure=f"no cassettes in {home.as_posix()}")
    with scratch_folder() as place:
        before = _driven(diff, diff.subject.document, _OLD, home, place)
        after = _driven(diff, diff.new, _NEW, home, place)
    return Replay(len(before), tuple(_news(before, after)))


def _driven(
    diff: Diff, document: OpenApi, name: str, cassettes: Path, place: Path
) -> dict[_Key, Driven]:
    """Every exchange, by its operation's folder, file and line; none where nothing compiles."""
    package = _compiled(document, list(_used(diff, document)), name, place)
    if package is None:
        return {}
    read_as = _addresses(diff, package_at(package))
    return {
        (home.name, item.file, item.line): item
        for home in sorted(path for path in cassettes.iterdir() if path.is_dir())
        for item in survey(home, package, read_as=read_as).driven
    }


def _used(diff: Diff, document: OpenApi) -> Iterator[str]:
    """The ids that a document has for the operations in use."""
    before = operations_of(diff.subject.document)
    known = operations_of(document)
    for bound in diff.subject.bound.operations:
        entry = known.at(bound.method, bound.path, bound.key, before)
        if entry is not None:
            yield entry.id


def _compiled(document: OpenApi, wanted: list[str], name: str, place: Path) -> Path | None:
    """The package of those operations. What cannot be compiled is a finding already."""
    whole = compile_whole(document, name, tuple(wanted), Diagnostics()) if wanted else None
    if whole is None or whole.integration is None:
        return None
    return write_package(whole.integration, place)


def _addresses(diff: Diff, vendor: Vendor) -> Callable[[Interaction], Interaction]:
    """Exchanges as if they had been recorded where the document says that the vendor is."""
    ours = [item.base_url for item in vendor.manifest.connection.environments.values()][:1]
    environments = diff.subject.made.connection.environments
    theirs = [item.base_url for item in environments if isinstance(item.base_url, str)]
    moves = [recorded_at(old, new) for old in theirs for new in ours]

    def read_as(interaction: Interaction) -> Interaction:
        found = (move(interaction) for move in moves)
        moved = (item for item in found if item is not interaction)
        first = next(moved, interaction)
        return first if isinstance(first, Interaction) else replace(interaction)

    return read_as


def _news(before: Mapping[_Key, Driven], after: Mapping[_Key, Driven]) -> Iterator[Evidence]:
    """What the new document refuses and the old one did not."""
    for key, was in before.items():
        operation, file, line = key
        known, now = set(_reasons(was)), after.get(key)
        for level, text in dict.fromkeys(_reasons(now) if now is not None else [_homeless(was)]):
            if was.operation is not None and (level, text) not in known:
                yield Evidence(operation, f"{operation}/{file}:{line}", level, text)


def _reasons(item: Driven) -> Iterable[tuple[str, str]]:
    if item.operation is None:
        yield _homeless(item)
        return
    for level, judged in item.levels.items():
        if judged.outcome == "deviates":
            yield from ((level, reason.text) for reason in judged.reasons)


def _homeless(item: Driven) -> tuple[str, str]:
    return "L1", f"no operation of the document takes {item.request}"
