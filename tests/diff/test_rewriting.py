"""A document that says the same in another way changes nothing, for anybody, whichever it is.

`--hypothesis-profile=long` tries many more.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portwright.diff.compare import compare
from tests.diff.both import document_of, findings, looking_everywhere, said
from tests.diff.documents import NAMES, read, subject
from tests.diff.made_up import changed, components
from tests.diff.older import in_3_0
from tests.diff.rewriting import REWRITINGS
from tests.openapi.documents import load

_UNREAD = "request-schema-unread"
"""Of what has no type it is known only that it is written otherwise."""
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


@settings(max_examples=EXAMPLES * 2, deadline=None)
@given(st.randoms(use_true_random=False))
def test_nothing_is_said_of_3_1_as_3_0(chance: Random) -> None:
    made = changed(chance, components(chance))
    both = document_of(made), document_of(in_3_0(made), "3.0.3")
    for old, new in (both, both[::-1]):
        with looking_everywhere():
            assert [item for item in said(findings(old, new)) if item[0] != _UNREAD] == []
