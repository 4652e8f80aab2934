"""What the key of a path says of path and query."""

from __future__ import annotations

import pytest

from portwright.openapi.path_template import PathTemplate, read_path


@pytest.mark.parametrize(
    ("key", "sent", "queried"),
    [
        ("/a/{id}", "/a/{id}", {}),
        ("/a/{id}#one?b={c}", "/a/{id}", {}),
        ("/a?b=c", "/a?b=c", {}),
        ("/a?b", "/a?b", {}),
        ("/a?", "/a", {}),
        ("/a?b={c}&d=e&{f}", "/a?d=e&{f}", {"c": "b"}),
        ("/a/{id}?b={id}", "/a/{id}", {"id": "b"}),
        ("/a?b=x{c}", "/a?b=x{c}", {}),
        ("/a{?b,c*}", "/a", {"b": "b", "c": "c"}),
        ("/a?b=c{&d:3}", "/a?b=c", {"d": "d"}),
    ],
)
def test_a_key_is_taken_apart(key: str, sent: str, queried: dict[str, str]) -> None:
    assert read_path(key) == PathTemplate(sent, queried)


def test_placeholders_are_those_that_are_filled() -> None:
    assert list(read_path("/a/{b}/{c}?d={e}&f=x{g}").placeholders) == ["b", "c", "g"]
