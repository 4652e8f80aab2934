"""Which resource of a whole document's client each operation is a method of.

A spec names its few operations itself, and they stand on the client. Of a whole document nobody
has named any: `client.invoices` holds those whose first tag is `Invoices`. What has no tag goes by
its path: `/v1/invoices/{id}` is of `invoices` too.
"""

from __future__ import annotations

import re
from dataclasses import replace

from portwright.ir.groups import group_names
from portwright.ir.integration import Integration
from portwright.openapi.document import OpenApi
from portwright.openapi.operations import OperationEntry

# What stands before the telling segment of many paths.
_VERSION = re.compile(r"v?[0-9][0-9.]*|api|rest", re.IGNORECASE)


def grouped(integration: Integration, document: OpenApi) -> Integration:
    """The integration with a group for each operation."""
    tags = {entry.pointer: tag_of(entry) for entry in document.operations.values()}
    names = group_names(tags[operation.pointer] for operation in integration.operations)
    return replace(
        integration,
        operations=tuple(
            replace(operation, group=names[tags[operation.pointer]])
            for operation in integration.operations
        ),
    )


def tag_of(entry: OperationEntry) -> str:
    """The first tag, or the first segment of the path that is neither version nor parameter."""
    declared = entry.data.get("tags")
    for tag in declared if isinstance(declared, list) else ():
        if isinstance(tag, str) and tag.strip():
            return tag
    segments = [part for part in entry.key.split("/") if part and "{" not in part]
    telling = [part for part in segments if not _VERSION.fullmatch(part)]
    return (telling or segments or ["root"])[0]
