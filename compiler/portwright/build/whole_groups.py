"""Which resource of a whole document's client each operation is a method of.

A spec names its few operations itself, and they stand on the client. Of a whole document nobody
has named any: `client.invoices` holds those whose first tag is `Invoices`. What has no tag goes by
its path: `/v1/invoices/{id}` is of `invoices` too.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from portwright.ir.groups import group_names
from portwright.ir.integration import Integration
from portwright.openapi.document import OpenApi
from portwright.openapi.operations import OperationEntry

# What follows the path in some keys: a query, a fragment, or a template of a query.
_BEHIND_PATH = re.compile(r"[?#]|\{[?&]")
# What stands before the telling segment of many paths.
_VERSION = re.compile(r"v?[0-9][0-9.]*|api|rest", re.IGNORECASE)


def grouped(integration: Integration, document: OpenApi) -> Integration:
    """The integration with a group for each operation; those that are not in it count for the
    names, so that a part of a document has the same as all of it."""
    names = names_of_groups(document.operations.values())
    return replace(
        integration,
        operations=tuple(
            replace(operation, group=names[operation.operation_id])
            for operation in integration.operations
        ),
    )


def names_of_groups(entries: Collection[OperationEntry]) -> dict[str, str]:
    """The group of each operation by id."""
    tagged = group_names(tag for entry in entries if (tag := tag_of(entry)))
    # A path joins the tag that is called like it.
    joined = {name: tag for tag, name in tagged.items()}
    segments = {entry.id: segment_of(entry) for entry in entries if not tag_of(entry)}
    alone = {segment: group_names([segment])[segment] for segment in segments.values()}
    tags = {item: joined.get(alone[segment], segment) for item, segment in segments.items()}
    names = group_names((*tagged, *tags.values()))
    return {entry.id: names[tag_of(entry) or tags[entry.id]] for entry in entries}


def tag_of(entry: OperationEntry) -> str:
    """The first tag; "" without one."""
    declared = entry.data.get("tags")
    tags = declared if isinstance(declared, list) else ()
    return next((tag for tag in tags if isinstance(tag, str) and tag.strip()), "")


def segment_of(entry: OperationEntry) -> str:
    """The first segment of the path that is neither version nor parameter."""
    path = _BEHIND_PATH.split(entry.key)[0]
    segments = [part for part in path.split("/") if part and "{" not in part]
    telling = [part for part in segments if not _VERSION.fullmatch(part)]
    return (telling or segments or ["root"])[0]
