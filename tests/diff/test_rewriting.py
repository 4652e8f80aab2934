"""A document that says the same in another way changes nothing, for anybody, whichever it is.

`--hypothesis-profile=long` tries many more.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portwright.diff.compare import compare
from tests.diff.both import looking_everywhere, said
from tests.diff.documents import NAMES, read, subject
from tests.diff.rewriting import REWRITINGS
from tests.openapi.documents import load

EXAMPLES = settings().max_examples // 4


@pytest.mark.parametrize("what", REWRITINGS)
def test_nothing_is_said(what: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.sampled_from(NAMES), st.integers(0, 10_000))
    def same(name: str, seed: int) -> None:
        new = load(REWRITINGS[what](read(name), Random(seed)))[0]
        with looking_everywhere():
            assert said(compare(subject(name), new)) == []

    same()
