"""Bodies of several parts, and bodies that are no text: what is redacted, and what is refused."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from portwright_harness.recorder.parts import Part, with_parts
from portwright_harness.recorder.problem import RecordingFailedError
from tests.cli.project import Project
from tests.recorder.shop import TOKEN, Shop, compiled
from tests.recorder.vendor import Answer, Vendor

PHOTO = b"\x89PNG\r\n\x1a\n\xff\xfe--\r\n" + bytes(range(256))
SPEC = """\
spec: 1
vendor: shop
openapi: openapi.yaml
connection:
  secrets: [token]
  environments: {test: {base_url: "URL"}}
  auth: {bearer: {secret: token}}
policies:
  default:
    deadline: 5s
    timeout: {connect: 1s, attempt: 2s}
    retry: {attempts: 2, base: 1ms, cap: 1ms}
operations:
  upload:
    call: upload
    safety: unsafe
    send: [pin, note, owner.*, photo, contract]
    read: [id]
  get_photo: {call: getPhoto, safety: read}
tests:
  scrub: [body.pin, body.phone, body.contract]
  cases:
    - {op: upload, cassette: ok, wire: WIRE}
    - {op: get_photo, cassette: ok, wire: {id: u-1}}
"""
DOCUMENT = """\
openapi: 3.0.3
info: {title: Shop, version: "7"}
paths:
  /uploads/{id}/photo:
    get:
      operationId: getPhoto
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: The photo.
          content: {image/png: {schema: {type: string, format: binary}}}
  /uploads:
    post:
      operationId: upload
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                pin: {type: string}
                note: {type: string}
                owner:
                  type: object
                  properties: {name: {type: string}, phone: {type: string}}
                photo: {type: string, format: binary}
                contract: {type: string, format: binary}
      responses:
        "200":
          description: Done.
          content:
            application/json:
              schema: {type: object, properties: {id: {type: string}}}
"""


@pytest.fixture
def upload(shop: Shop, vendor: Vendor, tmp_path: Path) -> Callable[..., Shop]:
    """A shop (the fixture `shop` is there for the path alone) that is asked with these fields."""

    def made(**fields: object) -> Shop:
        project = Project(tmp_path / "uploads")
        spec = SPEC.replace("WIRE", json.dumps(fields))
        vendor.answers = [Answer(b'{"id": "u-1"}')]
        return compiled(project, vendor, spec, DOCUMENT, {"SHOP_TOKEN": TOKEN})

    return made


def parts(shop: Shop) -> dict[str, Any]:
    """The parts of the recorded request by their names."""
    [exchange] = shop.loaded("upload/ok")["interactions"]
    body = exchange["request"]["body"]
    data = body.encode() if isinstance(body, str) else body
    [media] = exchange["request"]["headers"]["Content-Type"]
    message = message_from_bytes(f"Content-Type: {media}\r\n\r\n".encode() + data)
    assert message.is_multipart() and not message.defects
    return {str(p.get_param("name", header="content-disposition")): p for p in message.walk()}


def content(part: Any) -> bytes:
    found = part.get_payload(decode=True)
    assert isinstance(found, bytes)
    return found


def test_declared_fields_are_placeholders_however_short(upload: Callable[..., Shop]) -> None:
    shop = upload(pin="4711", note="Two pears", owner={"name": "Ann", "phone": "555"})
    done = shop.record("upload/ok")
    found = parts(shop)
    assert content(found["pin"]) == b"REDACTED"
    assert content(found["note"]) == b"Two pears"
    assert json.loads(content(found["owner"])) == {"name": "Ann", "phone": "REDACTED"}
    assert b"4711" in shop.vendor.asked[0].body
    assert {"request.body.pin", "request.body.owner.phone"} <= set(done.redacted)
    assert shop.problems() == []


def test_files_stay_to_the_byte_beside_a_redacted_field(upload: Callable[..., Shop]) -> None:
    """The one part that is no text no longer keeps the others from being redacted."""
    photo = base64.b64encode(PHOTO).decode()
    shop = upload(pin="secret-pin-of-ann", photo=photo)
    shop.vendor.answers = [Answer(b'{"id": "u-1", "why": "secret-pin-of-ann was sent"}')]
    shop.record("upload/ok")
    found = parts(shop)
    assert content(found["photo"]) == PHOTO
    assert content(found["pin"]) == b"REDACTED"
    assert "secret-pin-of-ann" not in shop.text("upload/ok")


def test_a_file_that_is_declared_is_a_placeholder(upload: Callable[..., Shop]) -> None:
    shop = upload(contract=base64.b64encode(PHOTO).decode())
    shop.record("upload/ok")
    part = parts(shop)["contract"]
    assert content(part) == b"REDACTED" and part.get_filename() == "REDACTED"
    assert shop.problems() == []


def test_the_boundary_tells_nothing_of_the_parts(upload: Callable[..., Shop]) -> None:
    """The client's is a digest of them: of a short secret all could be tried."""
    shop = upload(pin="4711")
    shop.record("upload/ok")
    boundary = shop.vendor.asked[0].headers["content-type"].partition("boundary=")[2]
    assert boundary and boundary not in shop.text("upload/ok")


def test_a_file_that_holds_a_secret_is_refused_by_its_place(upload: Callable[..., Shop]) -> None:
    shop = upload(photo=base64.b64encode(PHOTO + TOKEN.encode()).decode())
    said = (
        r"request\.body\.photo is no text, so that nothing .* holds a secret: `token` \(as it is\)"
    )
    with pytest.raises(RecordingFailedError, match=said):
        shop.record("upload/ok")
    assert shop.cassettes() == []


@pytest.mark.parametrize("holds", [TOKEN.encode(), base64.b64encode(TOKEN.encode())])
def test_an_answer_that_is_no_text_and_holds_a_secret_is_refused(
    upload: Callable[..., Shop], holds: bytes
) -> None:
    shop = upload(note="Two pears")
    image = (("Content-Type", "image/png"),)
    shop.vendor.answers = [Answer(PHOTO + holds, headers=image)]
    with pytest.raises(RecordingFailedError, match=r"answer\.body is no text.*`token`"):
        shop.record("get_photo/ok")
    assert shop.cassettes() == []
    shop.vendor.answers = [Answer(PHOTO, headers=image)]
    shop.record("get_photo/ok")
    assert shop.problems() == []


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("multipart/form-data", b"--x\r\n\r\n1\r\n--x--\r\n"),
        ("multipart/form-data; boundary=y", b"--x\r\nA: b\r\n\r\n1\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\nA: b\r\n\r\n1\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\nno head\r\n--x--\r\n"),
        ("application/json; boundary=x", b"--x\r\nA: b\r\n\r\n1\r\n--x--\r\n"),
    ],
)
def test_what_has_no_such_parts_is_left_alone(media: str, body: bytes) -> None:
    assert with_parts(body, media, lambda part: part) is None


def test_a_boundary_that_a_part_holds_is_not_taken() -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n--portwright-1\r\n--x--\r\n'
    seen: list[Part] = []
    made = with_parts(body, "multipart/form-data; boundary=x", lambda p: seen.append(p) or p)
    assert made is not None and made[1] == 'multipart/form-data; boundary="portwright-2"'
    assert made[0] == body.replace(b"--x", b"--portwright-2")
    assert [(part.name, part.content) for part in seen] == [("a", b"--portwright-1")]
