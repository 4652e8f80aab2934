"""`tests:` of a spec: the cases that the harness plays."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.quantities import Count
from portwright.language.record import Matching, Record, key, record
from portwright.source.nodes import MappingNode
from portwright.source.span import Text

Scrub: TypeAlias = Annotated[
    Text, Matching(r"header\.[^\s.]+|body[.\[]\S+", "`header.NAME` or `body.PATH`")
]

CassetteName: TypeAlias = Annotated[
    Text,
    Matching(
        r"[^\s./\\][^/\\\x00-\x1f]*",
        "the name of a scenario: that of its file, without folder and `.yaml`",
    ),
]


@record(one_of=(("op", "webhook"),))
class Case(Record):
    """One call or one delivery, and what must come of it."""

    op: Text | None = key("A name of `operations`.", default=None)
    webhook: Text | None = key("A name of `webhooks`.", default=None)
    cassette: CassetteName | None = key("The recorded scenario that answers.", default=None)
    wire: MappingNode | None = key("Arguments by the vendor's names.", default=None)
    with_: MappingNode | None = key("Inputs by the port's names.", default=None)
    faults: tuple[Text | MappingNode, ...] = key(
        "What each attempt meets: `ok`, `timeout`, a status, or a map.", default=()
    )
    expect: MappingNode | None = key("What must hold afterwards.", default=None)
    raises: Text | None = key("The error that must be raised.", default=None)
    pages: Count | None = key(
        "How many pages of the list are asked for, one after the other; one without.", default=None
    )
    fixture: Text | None = key("The delivery's body, a file.", default=None)
    tamper: Text | None = key("The part of the delivery that is changed.", default=None)


@record()
class Tests(Record):
    """Cases, and what recordings must not keep."""

    scrub: tuple[Scrub, ...] = key("`header.NAME` and `body.PATH` to redact.", default=())
    cases: tuple[Case, ...] = key("The cases.", default=())
