"""What packages of whole documents send, and what they make of answers: bytes on the wire."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from portwright_runtime import CallOptions, File, Headers, Secret, WireRequest, WireResponse
from portwright_runtime.errors import PortwrightError, UnexpectedAnswer
from tests.compiled import compile_document, imported
from tests.runtime.doubles import Wire

CASES = Path(__file__).parent / "cases"
BASE = "https://post.example/v1"


@pytest.fixture(scope="module")
def parameters() -> Iterator[ModuleType]:
    with imported(CASES / "whole_parameters/expected", "wire_parameters") as package:
        yield package


@pytest.fixture(scope="module")
def bodies() -> Iterator[ModuleType]:
    with imported(CASES / "whole_bodies/expected", "wire_bodies") as package:
        yield package


def called(
    package: ModuleType, operation: str, arguments: dict[str, Any], answer: WireResponse
) -> tuple[WireRequest, Any]:
    wire = Wire(script=lambda request: answer)
    names = package.WholeConnection.__dataclass_fields__
    connection = package.WholeConnection(**({"api_key": Secret("k")} if "api_key" in names else {}))
    with package.SyncWhole(connection, transport=wire) as client:
        value = _method(client, operation)(**arguments)
    return wire.sent[0], value


def _method(client: Any, operation: str) -> Any:
    """The method on the client, or on the group of operations that has it."""
    holders = [client, *(getattr(client, name) for name in dir(client) if name[0] != "_")]
    return next(getattr(item, operation) for item in holders if hasattr(item, operation))


def answered(status: int = 204, body: bytes = b"", media: str = "") -> WireResponse:
    return WireResponse(status, Headers([("Content-Type", media)] if media else []), body)


def sent(package: ModuleType, operation: str, /, **arguments: Any) -> WireRequest:
    """What a call sends whose answer does not matter."""
    status = 200 if operation in ("head", "options", "trace") else 204
    return called(package, operation, arguments, answered(status))[0]


def field(request: WireRequest, name: str) -> str | None:
    return Headers(request.headers).get(name)


def test_parameters_by_content_are_json_text(parameters: ModuleType) -> None:
    box = parameters.models.BoxInput
    request = sent(
        parameters,
        "by_content",
        box=box(w=1, name="é"),
        filter={"a": "b&c"},
        x_meta=box(name="é\n"),
        note='"as it is"',
        word="one",
        flag=True,
    )
    path, query = request.url.removeprefix(f"{BASE}/json/").split("?")
    assert path == "%7B%22name%22%3A%22%5Cu00e9%22%2C%22w%22%3A1%7D"
    assert query.split("&") == [
        "filter=%7B%22a%22%3A%22b%26c%22%7D",
        "flag=true",
        "note=%22as%20it%20is%22",
        "word=one",
    ]
    # A header field carries ASCII.
    assert field(request, "X-Meta") == '{"name":"\\u00e9\\n"}'
    assert "?" not in sent(parameters, "by_content", box=box()).url


def test_styles_of_paths(parameters: ModuleType) -> None:
    request = sent(
        parameters,
        "in_paths",
        label=["a.b", "c"],
        matrix=[1, 2],
        spread=parameters.models.BoxInput(w=1, name="x,y"),
        file="a/b c;d?e#f",
    )
    assert request.url == f"{BASE}/paths/.a.b.c/;matrix=1,2/name=x%2Cy,w=1/a/b%20c;d%3Fe%23f"


@pytest.mark.parametrize("file", ["", "..", "a/../../b", "/.."])
def test_reserved_characters_do_not_lead_elsewhere(parameters: ModuleType, file: str) -> None:
    with pytest.raises(PortwrightError):
        sent(parameters, "in_paths", label=["a"], matrix=[1], spread={"a": 1}, file=file)


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ({"open": "a/b:c,d&e=f+g#h[i]"}, "open=a/b:c,d%26e%3Df%2Bg%23h%5Bi%5D"),
        ({"sizes": [1, 2]}, "sizes=1%7C2"),
        ({"tags": ["a b", "c"]}, "tags=a%20b%20c"),
        ({"comma": ["a,b", "c"]}, "comma=a%2Cb,c"),
        ({"boxes": [{"w": 1}]}, "boxes=%7B%22w%22%3A1%7D"),
        (
            {"deep": {"at": {"ids": [1, 2]}}},
            "deep%5Bat%5D%5Bids%5D%5B%5D=1&deep%5Bat%5D%5Bids%5D%5B%5D=2",
        ),
        ({"box": {"w": 1, "name": "n"}}, "w=1&name=n"),
        ({"flags": ["a", "b"]}, "flags=a&flags=b"),
    ],
)
def test_styles_of_queries(parameters: ModuleType, arguments: dict[str, Any], query: str) -> None:
    assert sent(parameters, "in_queries", **arguments).url == f"{BASE}/queries?{query}"


def test_header_fields_go_as_they_are_given(parameters: ModuleType) -> None:
    request = sent(
        parameters,
        "in_headers",
        since="2026-11-27T19:12:00.123456Z",
        if_modified_since="Fri, 27 Nov 2026 19:12:00 GMT",
        x_boxes=["a", "b"],
        x_box=parameters.models.BoxInput(w=1, name="n"),
    )
    assert field(request, "Since") == "2026-11-27T19:12:00.123456Z"
    assert field(request, "If-Modified-Since") == "Fri, 27 Nov 2026 19:12:00 GMT"
    assert (field(request, "X-Boxes"), field(request, "X-Box")) == ("a,b", "name=n,w=1")
    # Neither the media types nor the key are arguments.
    assert (field(request, "Accept"), field(request, "X-Post-Key")) == ("*/*", "k")
    assert field(request, "Content-Type") is field(request, "Content-Length") is None


def test_cookies_are_one_field(parameters: ModuleType) -> None:
    request = sent(parameters, "in_cookies", sid="a=b/c+d", theme="dark; x")
    assert field(request, "Cookie") == "sid=a=b/c+d; theme=dark%3B%20x"
    assert field(sent(parameters, "in_cookies", sid="1"), "Cookie") == "sid=1"


@pytest.mark.parametrize(
    ("operation", "method", "url"),
    [
        ("on_another_server", "GET", "https://files.post.example/elsewhere"),
        ("on_the_same_server", "PUT", f"{BASE}/elsewhere"),
        ("on_a_server_that_is_not_known", "DELETE", f"{BASE}/elsewhere"),
        ("below_two_slashes", "GET", f"{BASE}//twice"),
        ("head", "HEAD", f"{BASE}/calls"),
        ("options", "OPTIONS", f"{BASE}/calls"),
        ("trace", "TRACE", f"{BASE}/calls"),
    ],
)
def test_where_calls_go(parameters: ModuleType, operation: str, method: str, url: str) -> None:
    request = sent(parameters, operation)
    assert (request.method, request.url) == (method, url)


@pytest.mark.parametrize(
    ("operation", "arguments", "media", "body"),
    [
        ("send_any_json", {"w": 1}, "application/json", b'{"w":1}'),
        ("send_plain_json", {"w": 1}, "application/json;odata=minimal", b'{"w":1}'),
        ("merge_json", {"w": 1}, "application/merge-patch+json", b'{"w":1}'),
        ("send_anything", {"w": 1}, "application/json", b'{"w":1}'),
        ("send_something", {"body": b"\0"}, "application/octet-stream", b"\0"),
        ("send_xml", {"body": "<é/>"}, "application/xml", "<é/>".encode()),
        ("send_lines", {"body": "{}\n{}\n"}, "application/x-ndjson", b"{}\n{}\n"),
        ("send_image", {"body": b"\x89PNG"}, "application/octet-stream", b"\x89PNG"),
        ("send_pdf", {"body": b"%PDF"}, "application/octet-stream", b"%PDF"),
        ("read_by_body", {"name": "n"}, "application/json", b'{"name":"n"}'),
        ("delete_by_body", {"body": ["a"]}, "application/json", b'["a"]'),
        ("send_file", {}, None, None),
    ],
)
def test_bodies(
    bodies: ModuleType, operation: str, arguments: dict[str, Any], media: str | None, body: bytes
) -> None:
    request, _ = called(bodies, operation, arguments, ANSWERS.get(operation, answered()))
    assert (field(request, "Content-Type"), request.body) == (media, body)


JSON = answered(200, b'{"w":2}', "application/json")
ANSWERS = {
    "send_any_json": JSON,
    "send_plain_json": JSON,
    "merge_json": JSON,
    "send_anything": answered(200, b"plain", "text/plain"),
    "send_something": answered(200, b"\1", "image/gif"),
    "send_xml": answered(200, b"<a/>", "text/xml"),
    "send_lines": answered(200, b"a: 1", "application/yaml"),
    "send_image": answered(200, b"\2", "image/webp"),
    "send_pdf": answered(200, b"\3", "application/json"),
    "read_by_body": answered(206, b'{"w":2}', "application/json"),
}


def test_a_media_type_of_the_callers_is_sent(bodies: ModuleType) -> None:
    options = CallOptions(headers={"Content-Type": "image/png"})
    request, _ = called(
        bodies, "send_image", {"body": b"1", "options": options}, ANSWERS["send_image"]
    )
    assert field(request, "Content-Type") == "image/png"


def test_a_batch_is_sent_under_its_own_boundary(bodies: ModuleType) -> None:
    batch = b"--mine\r\nContent-Type: application/http\r\n\r\nGET Things\r\n--mine--\r\n"
    answer = answered(200, b"--a--", "multipart/mixed; boundary=a")
    request, value = called(bodies, "send_batch", {"body": batch}, answer)
    assert field(request, "Content-Type") == 'multipart/mixed; boundary="mine"'
    assert (request.body, value) == (batch, b"--a--")


def test_parts_are_encoded_as_the_document_says(bodies: ModuleType) -> None:
    sheet = bodies.models.SheetInput
    request = sent(
        bodies,
        "send_parts",
        meta=sheet(w=1),
        cover=b"png",
        pages=[b"1", File(b"2", "b.txt", "text/plain", {"X-Page": "2"})],
        notes=[sheet(w=3)],
        title="T",
        tags=["a", "b"],
        link={"create": True, "days": [1, 2]},
    )
    boundary = str(field(request, "Content-Type")).partition("boundary=")[2]
    assert request.body is not None
    found = [
        part.partition(b"\r\n\r\n")
        for part in re.split(rb"(?:\r\n)?--" + boundary.encode(), request.body)
    ]
    assert [(head.strip().decode(), content) for head, _, content in found if content] == [
        (_part("meta", "application/vnd.print+json"), b'{"w":1}'),
        (_part("cover", "image/png", "cover"), b"png"),
        (_part("link[create]"), b"true"),
        (_part("link[days][0]"), b"1"),
        (_part("link[days][1]"), b"2"),
        (_part("notes", "application/json"), b'{"w":3}'),
        (_part("pages", "application/octet-stream", "pages"), b"1"),
        (_part("pages", "text/plain", "b.txt") + "\r\nX-Page: 2", b"2"),
        (_part("tags"), b"a,b"),
        (_part("title", "application/json"), b'"T"'),
    ]


def _part(name: str, media: str = "", file: str = "") -> str:
    named = f'; filename="{file}"' if file else ""
    head = f'Content-Disposition: form-data; name="{name}"{named}'
    return f"{head}\r\nContent-Type: {media}" if media else head


def test_fields_of_a_form_are_encoded_as_the_document_says(bodies: ModuleType) -> None:
    request = sent(bodies, "send_form", meta={"w": 1}, ids=[1, 2], tags=["a", "b"], sheet={"w": 2})
    assert request.body == b"ids=1%7C2&meta=%7B%22w%22%3A1%7D&sheet%5Bw%5D=2&tags=a&tags=b"


def test_what_has_files_is_sent_as_parts_though_json_is_declared_too(bodies: ModuleType) -> None:
    request = sent(bodies, "send_file", file=b"\xff", name="n")
    assert str(field(request, "Content-Type")).startswith("multipart/form-data; ")
    assert request.body is not None and b"\r\n\r\n\xff\r\n" in request.body


@pytest.mark.parametrize(
    ("operation", "answer", "value"),
    [
        ("merge_json", answered(200, b"[1]", "application/json"), [1]),
        ("merge_json", answered(200), None),
        ("send_anything", answered(200, b'"a"', "application/json"), "a"),
        ("send_anything", answered(200, b'"a"', "text/plain"), '"a"'),
        ("send_something", answered(200, b"\xff", "image/gif"), b"\xff"),
        ("send_pdf", answered(200, b"%PDF", "application/json"), b"%PDF"),
        ("says_nothing", answered(200, b"<a/>", "text/xml"), b"<a/>"),
        ("says_nothing", answered(), b""),
        ("says_errors_only", answered(201, b"made"), b"made"),
        ("redirects", answered(303), None),
        ("delete_by_body", answered(204), None),
    ],
)
def test_answers(bodies: ModuleType, operation: str, answer: WireResponse, value: Any) -> None:
    needed = {"send_pdf": {"body": b""}, "send_something": {"body": b""}}.get(operation, {})
    assert called(bodies, operation, needed, answer)[1] == value


def test_a_lone_default_is_the_success(bodies: ModuleType) -> None:
    found = called(bodies, "says_default", {}, answered(202, b'{"w":2}', "application/json"))[1]
    assert found == bodies.models.Sheet(w=2)


def test_an_answer_that_the_document_does_not_have_is_no_success(bodies: ModuleType) -> None:
    with pytest.raises(UnexpectedAnswer):
        called(bodies, "may_redirect", {}, answered(304))


def test_a_head_has_no_body_to_read(parameters: ModuleType) -> None:
    assert called(parameters, "head", {}, answered(200, b"", "application/json"))[1] is None


SWAGGER = """\
swagger: "2.0"
x-list: &list {type: array, items: {type: string}}
info: {title: Old, version: "1"}
host: old.example
schemes: [https]
paths:
  /lists/{piped}:
    post:
      operationId: sendLists
      consumes: [application/x-www-form-urlencoded]
      parameters:
        - {name: piped, in: path, required: true, collectionFormat: pipes, <<: *list}
        - {name: tabs, in: query, <<: *list, collectionFormat: tsv}
        - {name: many, in: query, <<: *list, collectionFormat: multi}
        - {name: X-Blanks, in: header, <<: *list, collectionFormat: ssv}
        - {name: X-Commas, in: header, <<: *list}
        - {name: plain, in: formData, <<: *list}
        - {name: piped_field, in: formData, <<: *list, collectionFormat: pipes}
        - {name: many_fields, in: formData, <<: *list, collectionFormat: multi}
      responses: {"204": {description: ""}}
"""


def test_lists_of_2_0_are_written_in_their_collection_formats(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(SWAGGER, encoding="utf-8")
    for name, text in compile_document(tmp_path).files.items():
        (tmp_path / "made" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "made" / name).write_text(text, encoding="utf-8")
    names = ("piped", "tabs", "many", "x_blanks", "x_commas", "plain", "piped_field", "many_fields")
    with imported(tmp_path / "made", "wire_swagger") as package:
        request = sent(package, "send_lists", **{name: ["a", "b"] for name in names})
    assert request.url == "https://old.example/lists/a%7Cb?many=a&many=b&tabs=a%09b"
    assert (field(request, "X-Blanks"), field(request, "X-Commas")) == ("a b", "a,b")
    assert request.body == b"many_fields=a&many_fields=b&piped_field=a%7Cb&plain=a,b"
