"""Groups of operations: modules and attributes, each of its own tag, whatever other tags do."""

from __future__ import annotations

import keyword

from hypothesis import given
from hypothesis import strategies as st

from portwright.ir import reserved
from portwright.ir.groups import LONGEST, group_names

NASTY = [*keyword.kwlist, *sorted(reserved.GROUPS), "", "../../etc", "a.b", "CON", "Pets", "pets"]
TAGS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="aA_-. /é订", max_size=5),
    st.text(alphabet="abc ", min_size=55, max_size=90),
    st.sampled_from(NASTY),
)


@given(st.sets(TAGS, max_size=12))
def test_a_group_can_be_a_module_and_an_attribute(tags: set[str]) -> None:
    for name in group_names(tags).values():
        assert name.isidentifier()
        assert not name.startswith("_")
        assert not keyword.iskeyword(name)
        assert name not in reserved.GROUPS
        assert len(name) <= LONGEST


@given(st.sets(TAGS, max_size=12))
def test_no_two_tags_share_a_file(tags: set[str]) -> None:
    names = group_names(tags)
    assert names.keys() == tags
    assert len({name.casefold() for name in names.values()}) == len(tags)


@given(st.lists(TAGS, unique=True, max_size=12), TAGS)
def test_a_tag_that_clashes_with_none_renames_none(tags: list[str], added: str) -> None:
    before = group_names(tags)
    assert before == group_names(reversed(tags))
    [alone] = group_names([added]).values()
    if added not in tags and alone not in {group_names([tag])[tag] for tag in tags}:
        after = group_names([*tags, added])
        assert after == {**before, added: alone}


def test_what_is_spelled_like_the_group_keeps_its_name() -> None:
    assert group_names(["Payment Intents", "client", "2024"]) == {
        "Payment Intents": "payment_intents",
        "client": "client_",
        "2024": "n2024",
    }
    names = group_names(["pets", "Pets", "pets!"])
    assert names["pets"] == "pets"
    assert names["Pets"].startswith("pets_x")
    assert names["pets!"].startswith("pets_x")
    assert len(set(names.values())) == 3
