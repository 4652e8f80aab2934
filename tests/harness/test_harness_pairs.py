"""Names of pairs taken apart, and grown into values."""

from __future__ import annotations

import pytest

from portwright_harness.grow import TangledError, grow
from portwright_harness.pairs import decode_pairs, placed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a=1", {"a": "1"}),
        ("a[b][c]=1&a[d]=2", {"a": {"b": {"c": "1"}, "d": "2"}}),
        ("a[]=1&a[]=2", {"a": ["1", "2"]}),
        ("a[7]=2&a[3]=1", {"a": ["1", "2"]}),
        ("i[][p]=1&i[][p]=2&i[][q]=3", {"i": [{"p": "1"}, {"p": "2", "q": "3"}]}),
        ("i[0][t][]=1&i[0][t][]=2", {"i": [{"t": ["1", "2"]}]}),
        ("a[=1&b]=2&c[]d=3&[e]=4", {"a[": "1", "b]": "2", "c[]d": "3", "[e]": "4"}),
        ("a%5B%5D=x%26y", {"a": ["x&y"]}),
    ],
)
def test_grown(text: str, value: object) -> None:
    assert grow(placed(decode_pairs(text))) == value


@pytest.mark.parametrize("text", ["a=1&a=2", "a=1&a[b]=2", "a[b]=2&a=1", "a[0]=1&a[0]=2"])
def test_tangled(text: str) -> None:
    with pytest.raises(TangledError):
        grow(placed(decode_pairs(text)))
