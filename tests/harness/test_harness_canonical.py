"""Requests that mean the same compare equal, and nothing else does."""

from __future__ import annotations

import pytest

from portwright_harness.canonical import Message, Rules, canonical
from portwright_harness.difference import differences, render

URL = "https://api.acme.example/v1/things"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def request(
    body: str | bytes | None = None,
    media: str | None = None,
    url: str = URL,
    method: str = "POST",
    **headers: str,
) -> Message:
    pairs = {name.replace("_", "-"): value for name, value in headers.items()}
    if media is not None:
        pairs["Content-Type"] = media
    data = body.encode() if isinstance(body, str) else body
    return Message(method, url, tuple(pairs.items()), data)


def diff(recorded: Message, sent: Message, rules: Rules | None = None) -> str:
    rules = rules or Rules()
    return render(differences(canonical(recorded, rules), canonical(sent, rules)))


def form(body: str) -> Message:
    return request(body, FORM)


def json(body: str) -> Message:
    return request(body, JSON)


SAME = {
    "order of names": (form("a=1&b=2"), form("b=2&a=1")),
    "encoded brackets": (form("a[b]=1"), form("a%5Bb%5D=1")),
    "plus and %20": (form("a=x+y"), form("a=x%20y")),
    "array markers": (form("a[]=1&a[]=2"), form("a[0]=1&a[1]=2")),
    "an array with a first index of one": (form("a[1]=x&a[2]=y"), form("a[]=x&a[]=y")),
    "numbered elements out of order": (form("a[1]=y&a[0]=x"), form("a[0]=x&a[1]=y")),
    "objects in arrays": (
        form("i[][p]=1&i[][q]=2&i[][p]=3"),
        form("i[0][p]=1&i[0][q]=2&i[1][p]=3"),
    ),
    "arrays in objects in arrays": (
        form("i[][t][]=1&i[][t][]=2&i[][p]=3"),
        form("i[0][p]=3&i[0][t][0]=1&i[0][t][1]=2"),
    ),
    "an empty value": (form("a="), form("a")),
    "an empty element": (form("a[]="), form("a[0]")),
    "query spelling": (request(url=URL + "?b=2&a=%31"), request(url=URL + "?a=1&b=2")),
    "query markers": (request(url=URL + "?e[]=x&e[]=y"), request(url=URL + "?e%5B0%5D=x&e[1]=y")),
    "path spelling": (request(url=URL + "/%41b"), request(url=URL + "/Ab")),
    "case of the host and its port": (
        request(url="HTTPS://API.acme.example:443/x"),
        request(url="https://api.acme.example/x"),
    ),
    "an empty path": (
        request(url="https://api.acme.example"),
        request(url="https://api.acme.example/"),
    ),
    "JSON spacing and order": (json('{"a": 1, "b": [1, 2]}'), json('{"b":[1,2],"a":1}')),
    "JSON numbers": (
        json("[1.0, 1e2, -0.50, 0.0, 0.05]"),
        json("[1, 100, -0.5, 0, 5e-2]"),
    ),
    "JSON escapes": (json('"\\u00e9"'), json('"é"')),
    "a charset": (request("{}", JSON), request("{}", "application/json; charset=utf-8")),
    "volatile headers": (request(User_Agent="a", Accept="b"), request(traceparent="c")),
    "headers nobody listed": (request(X_Other="a"), request()),
    "tokens": (request(Authorization="Bearer one"), request(Authorization="bearer two")),
    "keys": (request(X_Api_Key="one"), request(X_Api_Key="two")),
    "a redacted scheme": (request(Authorization="REDACTED"), request(Authorization="Bearer two")),
    "keys in queries": (request(url=URL + "?api_key=x"), request(url=URL + "?api_key=y")),
    "an empty body": (request(b"", FORM), request()),
    "boundaries": (
        request(
            '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        request(
            '--yy\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--yy--\r\n',
            "multipart/form-data; boundary=yy",
        ),
    ),
}

OTHER = {
    "an amount": (form("amount=1"), form("amount=999999"), "body       amount = 1"),
    "a JSON amount": (json('{"a":{"b":[1]}}'), json('{"a":{"b":[2]}}'), "a.b[0] = 2"),
    "text for a number": (json('{"a":1}'), json('{"a":"1"}'), 'a = "1"'),
    "true for one": (json('{"a":1}'), json('{"a":true}'), "a = true"),
    "null for nothing": (json('{"a":null}'), json("{}"), "a = null"),
    "an empty list for nothing": (json('{"a":[]}'), json("{}"), "a = []"),
    "a long number": (json("[1.00000000000000000001]"), json("[1]"), "[0] = 1.0000"),
    "an order of elements": (form("a[]=1&a[]=2"), form("a[]=2&a[]=1"), "a[0] = 2"),
    "an order of repeated names": (form("a=1&a=2"), form("a=2&a=1"), "a = 2"),
    "a repeated name for an array": (form("a=1&a=2"), form("a[]=1&a[]=2"), "a[0] = 1"),
    "an element too many": (form("a[]=1"), form("a[]=1&a[]=2"), "+ body       a[1] = 2"),
    "an extra field": (form("a=1"), form("a=1&b="), "+ body       b ="),
    "a name with a dot": (json('{"a.b":1}'), json('{"a":{"b":1}}'), "'a.b' = 1"),
    "a method": (request(method="POST"), request(method="PUT"), "method = PUT"),
    "a host": (request(), request(url="https://evil.example/v1/things"), "url = https://evil"),
    "a scheme of the URL": (request(), request(url=URL.replace("https", "http")), "= http:"),
    "a port": (request(), request(url="https://api.acme.example:8443/v1/things"), ":8443"),
    "an encoded slash": (request(url=URL + "/a%2Fb"), request(url=URL + "/a/b"), "/a%2Fb"),
    "a query": (request(url=URL + "?a=1"), request(url=URL + "?a=2"), "query      a = 2"),
    "a missing token": (request(Authorization="Bearer x"), request(), "authorization = Bearer"),
    "another scheme": (
        request(Authorization="Bearer x"),
        request(Authorization="Basic x"),
        "+ credential authorization = Basic",
    ),
    "a token without a scheme": (
        request(Authorization="Bearer x"),
        request(Authorization="sk_1"),
        "(no scheme)",
    ),
    "a missing key": (request(url=URL + "?api_key=x"), request(), "query.api_key = (present)"),
    "a media type": (request("a", "text/plain"), request("a", "text/html"), "text/html"),
    "text": (request("a", "text/plain"), request("b", "text/plain"), "body = b"),
    "bytes": (request(b"\x00\x01", "image/png"), request(b"\x00\x02", "image/png"), "sha256"),
    "JSON that repeats a key": (json('{"a":1,"a":2}'), json('{"a":2}'), '"a":1,"a":2'),
}


@pytest.mark.parametrize("name", SAME)
def test_same(name: str) -> None:
    recorded, sent = SAME[name]
    assert diff(recorded, sent) == ""
    assert diff(sent, sent) == ""


@pytest.mark.parametrize("name", OTHER)
def test_other(name: str) -> None:
    recorded, sent, shown = OTHER[name]
    assert shown in diff(recorded, sent)


def test_listed_headers_are_compared() -> None:
    rules = Rules(headers=frozenset({"x-version", "user-agent"}))
    one, two = request(X_Version="1", User_Agent="a"), request(X_Version="2", User_Agent="b")
    assert diff(one, two, rules) == "  - header     x-version = 1\n  + header     x-version = 2"
    assert "- header" in diff(one, request(), rules)
    assert "+ header" in diff(request(), one, rules)


def test_credentials_are_never_shown() -> None:
    shown = diff(
        request(Authorization="Bearer recorded-secret", url=URL + "?api_key=query-secret"),
        request(Authorization="Basic sent-secret", Cookie="cookie-secret"),
    )
    assert "secret" not in shown and "Bearer" in shown and "cookie" in shown


def test_volatile_places_compare_by_presence() -> None:
    rules = Rules(volatile=frozenset({("key",)}))
    assert diff(form("key=1"), form("key=2"), rules) == ""
    assert diff(form("key=1"), form(""), rules) != ""


def test_a_body_without_content_type_is_read_as_the_operation_declares() -> None:
    one, two = request("a=1&b=2"), request("b=2&a=1")
    assert diff(one, two) != ""
    assert diff(one, two, Rules(media=FORM)) == ""


def test_a_long_value_is_cut_where_it_differs() -> None:
    start = "x" * 500
    shown = diff(form(f"a={start}old{start}"), form(f"a={start}new{start}"))
    before, after = shown.splitlines()
    assert len(before) < 300 and "xoldx" in before and "xnewx" in after


def test_hostile_bodies_do_not_break_the_comparison() -> None:
    deep = json("[" * 100_000 + "]" * 100_000)
    assert diff(deep, json("[]")) != ""
    wide = form("&".join(f"a[{n}]=x" for n in range(20_000)))
    assert diff(wide, wide) == ""
    assert diff(json("[1e999999999]"), json("[1e999999998]")) != ""
