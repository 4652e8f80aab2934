"""Links that vendors name: read by RFC 8288, followed on their own origin and nowhere else."""

import pytest

from portwright_runtime.origin import ForeignURL, followed, within
from portwright_runtime.pagination.link_field import links

BASE = "https://shop.example/v1/things?limit=2"

FOLLOWED = {
    "https://shop.example/v2": "https://shop.example/v2",
    "https://SHOP.example:443/v2": "https://SHOP.example:443/v2",
    "/v2?a=b#part": "https://shop.example/v2?a=b",
    "?page=2": "https://shop.example/v1/things?page=2",
    "more": "https://shop.example/v1/more",
    "//shop.example/v2": "https://shop.example/v2",
    "../v2": "https://shop.example/v2",
    "/a b?q=é": "https://shop.example/a%20b?q=%C3%A9",
    " /v2 ": "https://shop.example/v2",
    "/v2?next=https://evil.example/": "https://shop.example/v2?next=https://evil.example/",
    "/a%2Fb?x=%20": "https://shop.example/a%2Fb?x=%20",
    "Things('1')/Items?$skiptoken=9": "https://shop.example/v1/Things('1')/Items?$skiptoken=9",
}
FOREIGN = (
    "http://shop.example/v2",
    "https://shop.example:8443/v2",
    "https://evil.example/v2",
    "https://shop.example.evil.example/v2",
    "//evil.example/v2",
    "https://shop.example@evil.example/v2",
    "https://user@shop.example/v2",
    "https:\\\\evil.example/v2",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/v2\r\nHost: evil.example",
    "ht\ntps://evil.example/",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://[::1",
    "https://shop.example:99999999/",
    "https://shop.exämple/",
    "",
    " ",
)


@pytest.mark.parametrize("reference", FOLLOWED)
def test_a_link_of_the_same_origin_is_followed(reference: str) -> None:
    assert followed(BASE, reference) == FOLLOWED[reference]


@pytest.mark.parametrize("reference", FOREIGN)
def test_another_link_is_refused_and_not_told(reference: str) -> None:
    with pytest.raises(ForeignURL) as caught:
        followed(BASE, reference)
    assert "evil" not in str(caught.value)


def test_path_and_query_lead_nowhere_else() -> None:
    for url in ("//evil.example/x?a=1", "https://shop.example//evil.example/x?a=1"):
        there = within(url)
        assert there.startswith("/") and not there.startswith("//")
        assert followed(BASE, there).startswith("https://shop.example/")
    assert within("https://shop.example") == "/"


def test_credentials_that_a_vendor_echoes_are_left_out() -> None:
    url = "https://shop.example/v1?api%5Fkey=secret&page=2&api_key=secret&keys=1"
    assert within(url, ["api_key"]) == "/v1?page=2&keys=1"
    assert within("/v1?key=s", ["key"]) == "/v1"


FIELDS = {
    '<https://a.example/?p=2>; rel="next"': [("https://a.example/?p=2", {"next"})],
    "</x>; rel=next, </y>; rel=last": [("/x", {"next"}), ("/y", {"last"})],
    '</x>; rel="prev  NEXT"; title="a, b; c"': [("/x", {"prev", "next"})],
    '</x;a,b>;rel = "next"': [("/x;a,b", {"next"})],
    '</x>; rel=next; rel="last"': [("/x", {"next"})],
    '</x>; title="say \\"rel=last\\""; rel=next': [("/x", {"next"})],
    ", , </x>;;rel=next;": [("/x", {"next"})],
    "</x>; REL=next": [("/x", {"next"})],
    "</x>": [("/x", set())],
    "<>; rel=next": [("", {"next"})],
    '</x>; rel="next': [("/x", set())],
    "</x; rel=next": [],
    "next": [],
    "": [],
}


@pytest.mark.parametrize("field", FIELDS)
def test_link_fields_are_read_by_rfc_8288(field: str) -> None:
    assert [(link.target, set(link.relations)) for link in links(field)] == FIELDS[field]


def test_a_link_with_an_anchor_is_about_something_else() -> None:
    assert [link.anchored for link in links('</x>; rel=next; anchor="#a", </y>; rel=next')] == [
        True,
        False,
    ]


def test_a_hostile_field_takes_no_time() -> None:
    # Quadratic reading of these would take minutes.
    for field in ("<" * 100_000, "</x>" + ";" * 100_000, '</x>;a="' + "\\" * 99_999, "," * 100_000):
        assert len(list(links(field))) <= 1
