"""Multipart bodies, read back by the standard library's parser of messages."""

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from portwright_runtime import File, Idempotent, Request
from portwright_runtime.codec.multipart import encode_multipart, multipart_media
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.fields import Fields
from portwright_runtime.prepare import prepare
from tests.runtime.doubles import Account
from tests.runtime.shop import Shop

SPEC = replace(Shop.create_refund.spec, body="multipart", safety=Idempotent())


class Bath(msgspec.Struct, rename={"degrees": "deg-C"}):
    degrees: float


def parts(body: bytes) -> list[tuple[str | None, str | None, str | None, bytes]]:
    """Name, file name, stated media type and content of each part."""
    head = f"Content-Type: {multipart_media(body)}\r\n\r\n".encode()
    message = email.message_from_bytes(head + body, policy=email.policy.HTTP)
    assert message.is_multipart() and not message.defects
    return [_part(part) for part in message.iter_parts() if isinstance(part, EmailMessage)]


def _part(part: EmailMessage) -> tuple[str | None, str | None, str | None, bytes]:
    name = part.get_param("name", header="content-disposition")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes) and (name is None or isinstance(name, str))
    return name, part.get_filename(), part["content-type"], content


def test_each_kind_of_value_is_a_part_of_its_own_kind() -> None:
    body = encode_multipart(
        {
            "film": b"\x00\r\n--\xff",
            "proof": File(b"png", "a.png", "image/png"),
            "caption": "Été",
            "push": 2,
            "glossy": True,
            "tags": ["a", None, "b"],
            "strips": [b"1", File(b"2")],
            "bath": Bath(20.5),
            "none": None,
            "unset": UNSET,
        }
    )
    octets = "application/octet-stream"
    assert parts(body) == [
        ("film", "film", octets, b"\x00\r\n--\xff"),
        ("proof", "a.png", "image/png", b"png"),
        ("caption", None, None, "Été".encode()),
        ("push", None, None, b"2"),
        ("glossy", None, None, b"true"),
        ("tags", None, None, b"a"),
        ("tags", None, None, b"b"),
        ("strips", "strips", octets, b"1"),
        ("strips", "strips", octets, b"2"),
        ("bath", None, "application/json", b'{"deg-C":20.5}'),
    ]


@given(st.dictionaries(st.from_regex(r"[a-z]{1,9}", fullmatch=True), st.binary(), min_size=1))
def test_files_come_back_as_they_went(files: dict[str, bytes]) -> None:
    body = encode_multipart(files)
    assert {name: content for name, _, _, content in parts(body)} == files
    assert encode_multipart(files) == body


def test_a_name_cannot_add_a_header_or_a_part() -> None:
    name = 'a"\r\nContent-Type: text/html\r\n\r\n<b>'
    [(found, file, media, content)] = parts(encode_multipart({"film": File(b"x", name)}))
    assert (found, media, content) == ("film", "application/octet-stream", b"x")
    assert file == "a%22%0D%0AContent-Type: text/html%0D%0A%0D%0A<b>"


@pytest.mark.parametrize("media", ["text", "text/html\r\nX: y", "a b/c", ""])
def test_what_is_no_media_type_is_refused(media: str) -> None:
    body = {"film": File(b"x", media=media)}
    if media == "":
        assert parts(encode_multipart(body))[0][2] is None
    else:
        with pytest.raises(ConfigurationError):
            encode_multipart(body)


def test_the_field_says_which_boundary_the_body_has() -> None:
    call = prepare(SPEC, Request(body={"a": b"x"}), Account(), lambda: "")
    assert call.body is not None
    fields = {name.lower(): value for name, value in call.fields.pairs_under(Fields({}))}
    assert fields["content-type"] == multipart_media(call.body)
    boundary = fields["content-type"].partition("boundary=")[2]
    assert call.body.endswith(f"\r\n--{boundary}--\r\n".encode())


def test_no_fields_are_a_form_without_parts_or_no_body() -> None:
    empty = encode_multipart({"a": UNSET})
    assert empty == f"--{multipart_media(empty).partition('=')[2]}--\r\n".encode()
    spec = replace(SPEC, body_required=False)
    call = prepare(spec, Request(body={"a": UNSET}), Account(), lambda: "")
    assert call.body is None
    assert "content-type" not in {name.lower() for name, _ in call.fields.pairs_under(Fields({}))}


@pytest.mark.parametrize("body", ["text", UNSET, 1])
def test_a_form_has_named_fields(body: Any) -> None:
    with pytest.raises(ConfigurationError, match="named fields"):
        prepare(SPEC, Request(body=body), Account(), lambda: "")


def test_the_repr_of_a_file_shows_no_content() -> None:
    assert repr(File(b"secret", "a.txt")) == "File(name='a.txt', 6 bytes)"
