"""The rules of the language: the words that a user reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright.diagnostics.model import Diagnostic
from portwright.rules.language import (
    missing_key,
    missing_unit,
    not_compiled_yet,
    not_one_kind,
    unknown_key,
    unsupported_version,
    value_not_allowed,
    wrong_kind,
)
from portwright.source.files import SourceFile
from portwright.source.nodes import MappingNode
from portwright.source.span import Span
from portwright.source.yaml_nodes import compose

HERE = Span("a.yaml", 1, 1, 1, 2)
KINDS = ("none", "bearer", "basic")


@pytest.mark.parametrize(
    ("finding", "message", "label", "help"),
    [
        (
            unknown_key.report(HERE, "dedline", ["deadline", "retry"], owner="policies.default"),
            "unknown key `dedline` in `policies.default`",
            "not known here",
            "did you mean `deadline`?",
        ),
        (
            unknown_key.report(HERE, "zzz", ["b", "a"]),
            "unknown key `zzz`",
            "not known here",
            "known keys: `a`, `b`",
        ),
        (
            unknown_key.report(HERE, "zzz", []),
            "unknown key `zzz`",
            "not known here",
            "remove it: this map takes no keys",
        ),
        (
            unknown_key.report(HERE, "zzz", map(str, range(100))),
            "unknown key `zzz`",
            "not known here",
            None,
        ),
        (
            missing_key.report(HERE, "call", owner="operations.refund", example="PostRefunds"),
            "`operations.refund` needs `call`",
            "no `call`",
            "add `call: PostRefunds`",
        ),
        (
            missing_key.report(HERE, "spec"),
            "missing key `spec`",
            "no `spec`",
            "add `spec: ...`",
        ),
        (
            wrong_kind.report(HERE, "a list", "a map", name="connection.secrets"),
            "`connection.secrets` takes a list, not a map",
            "a map",
            None,
        ),
        (
            value_not_allowed.report(HERE, "ful", ["full", "equal"], name="retry.jitter"),
            "`retry.jitter` cannot be `ful`",
            "not one of the allowed values",
            "did you mean `full`?",
        ),
        (
            value_not_allowed.report(HERE, "zzz", ["full", "equal"]),
            "`zzz` is not allowed here",
            "not one of the allowed values",
            "write one of `full`, `equal`",
        ),
        (
            not_one_kind.report(HERE, [], KINDS, name="auth"),
            "`auth` names no kind",
            "empty",
            "write one of `none`, `bearer`, `basic`",
        ),
        (
            not_one_kind.report(HERE, ["beerer"], KINDS, name="auth"),
            "`auth` has no kind `beerer`",
            "unknown kind",
            "did you mean `bearer`?",
        ),
        (
            not_one_kind.report(HERE, ["bearer", "basic"], KINDS),
            "this choice names 2 kinds: `bearer`, `basic`",
            "which one?",
            "keep one",
        ),
        (
            missing_unit.report(HERE, "20", "duration"),
            "`20` is not a duration",
            "no unit",
            "write it like `500ms`, `20s`, `10m`, `24h` or `7d`",
        ),
        (
            missing_unit.report(HERE, "20 parsecs", "rate"),
            "`20 parsecs` is not a rate",
            "not a rate",
            "write it like `25/s` or `100000/24h`",
        ),
        (
            unsupported_version.report(HERE, "2"),
            "version `2` of the spec language is not supported",
            "known: 1",
            "write `spec: 1`, or use a compiler that knows `2`",
        ),
        (
            not_compiled_yet.report(HERE, "limits"),
            "`limits` is not compiled yet",
            "has no effect in this version",
            None,
        ),
    ],
)
def test_the_words_of_a_rule(
    finding: Diagnostic, message: str, label: str, help: str | None
) -> None:
    assert (finding.message, finding.label, finding.help) == (message, label, help)
    assert finding.span == HERE


def test_the_kind_of_a_node_in_words() -> None:
    text = f"a: [1]\nb: {{}}\nc:\nd: word\ne: {'x' * 60}\nf: 'null'\n"
    root = compose(SourceFile(Path("x"), "x", text.encode()))
    assert isinstance(root, MappingNode)
    assert [wrong_kind.kind_of(node) for _, node in root.entries] == [
        "a list",
        "a map",
        "nothing",
        "`word`",
        f"`{'x' * 37}...`",
        "`null`",
    ]
