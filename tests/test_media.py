"""Which media type of several counts, and what is sent of it."""

from __future__ import annotations

from typing import Any

import pytest

from portwright.openapi.document import look_up_pointer
from portwright.openapi.operation_view import AnswerView, MediaView, view_operation
from portwright.semantics.media import choose, sent_media


@pytest.mark.parametrize(
    ("declared", "chosen", "codec"),
    [
        ("application/*+json application/json text/json", "application/json", "json"),
        ("application/*+json application/vnd.a+json", "application/vnd.a+json", "json"),
        (
            "application/json-patch+json application/merge-patch+json",
            "application/merge-patch+json",
            "json",
        ),
        ("application/json-patch+json", "application/json-patch+json", "json"),
        ("application/json;v=2 application/json;v=1 text/json", "application/json;v=1", "json"),
        ("*/* text/json", "text/json", "json"),
        ("*/* application/xml", "*/*", "json"),
        (
            "application/x-www-form-urlencoded application/xml",
            "application/x-www-form-urlencoded",
            "form",
        ),
        ("application/pdf text/csv", "text/csv", "text"),
        ("application/pdf application/octet-stream image/*", "application/octet-stream", "bytes"),
        ("image/* image/png", "image/png", "bytes"),
        ("multipart/form-data application/pdf", "application/pdf", "bytes"),
        ("multipart/related multipart/form-data", "multipart/form-data", "multipart"),
        ("multipart/related application/pdf", "application/pdf", "bytes"),
        ("multipart/mixed;boundary=a", "multipart/mixed;boundary=a", "bytes"),
        ("application/form-data", "application/form-data", "multipart"),
        ("application/yaml", "application/yaml", "text"),
        ("application/x-ndjson", "application/x-ndjson", "text"),
        ("image/svg+xml", "image/svg+xml", "text"),
        ("name total application/pdf", "application/pdf", "bytes"),
        ("applicationjson;v=1", "applicationjson;v=1", "json"),
        ("text/a\nb image/png", "image/png", "bytes"),
    ],
)
def test_the_one_that_counts(declared: str, chosen: str, codec: str) -> None:
    found = [MediaView(media, "#/it") for media in declared.split(" ")]
    for order in (found, found[::-1]):
        view, how = choose(order) or (None, None)
        assert (view.media if view else None, how) == (chosen, codec)


@pytest.mark.parametrize("media", ["application/json", "text/csv", "*/*", "application/pdf"])
def test_what_is_binary_is_bytes_under_any_name(media: str) -> None:
    view = MediaView(media, "#/it", "binary")
    assert choose([view]) == (view, "bytes")


def test_files_are_sent_as_parts_where_they_can_be() -> None:
    json, parts = (
        MediaView("application/json", "#/a", "files"),
        MediaView("multipart/form-data", "#/b"),
    )
    assert choose([json, parts]) == (parts, "multipart")
    assert choose([json]) == (json, "json")
    plain = MediaView("application/json", "#/a")
    assert choose([plain, parts]) == (plain, "json")


def test_a_range_says_nothing_without_a_schema() -> None:
    assert choose([]) is choose([MediaView("name", None)]) is None
    for media, holds, codec in (("*/*", "text", "text"), ("application/*", "else", "json")):
        assert choose([MediaView(media, "#/it", holds)])[1] == codec  # type: ignore[arg-type, index]
    assert choose([MediaView("*/*", None)]) == (MediaView("*/*", None), "bytes")


@pytest.mark.parametrize(
    ("media", "codec", "sent"),
    [
        ("application/*+json", "json", "application/json"),
        ("*/*", "text", "text/plain; charset=utf-8"),
        ("image/*", "bytes", "application/octet-stream"),
        ("applicationjson;v=1", "json", "application/json"),
        ("application/json;odata=minimal ", "json", "application/json;odata=minimal"),
        ("image/png\r\nX-Evil: 1", "bytes", "application/octet-stream"),
    ],
)
def test_what_is_sent(media: str, codec: str, sent: str) -> None:
    assert sent_media(media, codec) == sent  # type: ignore[arg-type]


class Source:
    """A document of one operation."""

    def __init__(self, responses: object) -> None:
        self.data = {"paths": {"/a": {"get": {"responses": responses}}}}

    def get(self, pointer: str) -> Any:
        return look_up_pointer(self.data, pointer)


def test_a_range_in_letters_of_either_kind_is_one_answer() -> None:
    text = {"content": {"text/plain": {}}}
    source = Source(
        {"2xx": {"content": {"text/csv": {}}}, "x-own": text, "2XX": text, "DEFAULT": {}}
    )
    assert view_operation(source, "#/paths/~1a/get").answers == (
        AnswerView("2XX", (MediaView("text/plain", None), MediaView("text/csv", None))),
        AnswerView("default", ()),
    )
