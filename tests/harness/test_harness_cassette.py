"""Cassettes are read as untrusted input."""

from __future__ import annotations

import base64
import gzip
import zlib
from pathlib import Path

import pytest
import yaml

from portwright_harness import bodies, cassette
from portwright_harness.cassette import read_cassette
from portwright_harness.recording import Cassette, CassetteError
from portwright_harness.yaml_tree import MAX_DEPTH
from tests.harness.project import RECORDINGS

GOOD = """version: 1
interactions:
- request:
    method: GET
    uri: https://api.acme.example/v1/things?a=1
    body: null
    headers: {Accept: ['*/*'], X-One: single}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Type: [application/json]}
    body: {string: '{"a": 1}'}
"""


def read(tmp_path: Path, text: str | bytes) -> Cassette:
    path = tmp_path / "one.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_cassette(path)


def refused(tmp_path: Path, text: str | bytes) -> CassetteError:
    with pytest.raises(CassetteError) as caught:
        read(tmp_path, text)
    return caught.value


def test_a_good_cassette_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    request, response = found.interactions[0].request, found.interactions[0].response
    assert (request.method, request.url) == ("GET", "https://api.acme.example/v1/things?a=1")
    assert request.headers == (("Accept", "*/*"), ("X-One", "single"))
    assert request.body is None
    assert (response.status, response.body) == (200, b'{"a": 1}')
    assert found.provenance is None and found.metadata == {}


BREAKS = {
    "not YAML": ("version: 1", "version: [", "not YAML"),
    "another version": ("version: 1", "version: 2", "version '2' is not 1"),
    "an unknown key": ("version: 1", "version: 1\nextra: 1", "unknown key 'extra'"),
    "a key twice": ("version: 1", "version: 1\nversion: 1", "occurs twice"),
    "no interactions": ("- request", "- other", "unknown key 'other'"),
    "a Python object": ("body: null", "body: !!python/object/apply:os.system ['true']", "refused"),
    "a merge key": ("body: null", "<<: {body: null}", "merge keys"),
    "an unknown anchor": ("body: null", "body: *nowhere", "not YAML|no finished anchor"),
    "a cyclic anchor": ("headers: {Accept", "headers: &h {X: *h, Accept", "no finished anchor"),
    "no method": ("method: GET", "method: 'GET /x'", "not an HTTP method"),
    "a file URL": ("https://api.acme.example", "file:///etc", "not an http"),
    "a bad port": ("api.acme.example", "api.acme.example:x", "not an http"),
    "a header of two lines": ("single", '"a\\r\\nX-Evil: 1"', "control characters"),
    "a header name of two words": ("X-One", "X One", "not a header name"),
    "a status out of range": ("code: 200", "code: 99", "not between 100 and 599"),
    "a status of words": ("code: 200", "code: fine", "not between 100 and 599"),
    "a body as a list": ("body: null", "body: [1]", "body must be text"),
    "bad base64": ("{string: '{\"a\": 1}'}", "{base64_string: '*'}", "not base64"),
    "two kinds of body": ("{string: '{\"a\": 1}'}", "{string: a, base64_string: YQ==}", "without"),
    "a source nobody knows": (
        "version: 1",
        "version: 1\nmetadata: {provenance: {source: production}}",
        "provenance source 'production'",
    ),
    "a provenance of text": (
        "version: 1",
        "version: 1\nmetadata: {provenance: live}",
        "must be a map",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_cassette_is_refused_with_the_reason(tmp_path: Path, name: str) -> None:
    old, new, reason = BREAKS[name]
    assert old in GOOD
    assert any(part in str(refused(tmp_path, GOOD.replace(old, new))) for part in reason.split("|"))


def test_a_refusal_names_file_and_line(tmp_path: Path) -> None:
    """With its folders, as many are called `ok.yaml`."""
    error = refused(tmp_path, GOOD.replace("code: 200", "code: 99"))
    assert str(error).startswith("/".join([*tmp_path.parts[-2:], "one.yaml:9: "]))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    assert "one.yaml:2: is not UTF-8 at byte 17" in str(
        refused(tmp_path, b"version: \nother: \xff")
    )


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert "empty" in str(refused(tmp_path, ""))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CassetteError, match="cannot be read"):
        read_cassette(tmp_path / "none.yaml")


def test_deep_nesting_is_refused_and_does_not_recurse(tmp_path: Path) -> None:
    deep = "metadata: " + "[" * 50_000 + "]" * 50_000
    assert f"more than {MAX_DEPTH} deep" in str(refused(tmp_path, f"version: 1\n{deep}\n"))


def test_a_chain_of_aliases_is_refused(tmp_path: Path) -> None:
    lines = ["  a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    text = GOOD + "metadata:\n" + "\n".join(lines) + "\n"
    assert "too large or too deep" in str(refused(tmp_path, text))


def test_a_long_chain_of_aliases_does_not_recurse(tmp_path: Path) -> None:
    lines = ["  a0: &a0 [x]", *(f"  a{n}: &a{n} [*a{n - 1}]" for n in range(1, 3_000))]
    text = GOOD + "metadata:\n" + "\n".join(lines) + "\n"
    assert "too large or too deep" in str(refused(tmp_path, text))


def test_all_bodies_together_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cassette, "MAX_BODIES", 10)
    assert read(tmp_path, GOOD)
    again = GOOD.split("interactions:\n")[1]
    assert "larger than 10 bytes in all" in str(refused(tmp_path, GOOD + again))


def with_body(body: str, headers: str = "") -> str:
    return GOOD.replace("{string: '{\"a\": 1}'}", body).replace(
        "headers: {Content-Type: [application/json]}",
        f"headers: {{Content-Type: [application/json], Content-Length: ['3']{headers}}}",
    )


@pytest.mark.parametrize(
    "body",
    [
        "{string: 'grüße'}",
        "{string: !!binary " + base64.b64encode("grüße".encode()).decode() + "}",
        "{base64_string: " + base64.b64encode("grüße".encode()).decode() + "}",
        "{encoding: UTF-8, string: 'grüße'}",
        "grüße",
    ],
)
def test_every_spelling_of_a_body_gives_its_bytes(tmp_path: Path, body: str) -> None:
    assert read(tmp_path, with_body(body)).interactions[0].response.body == "grüße".encode()


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [("gzip", gzip.compress), ("deflate", zlib.compress)],
)
def test_compressed_bodies_are_decoded_and_their_headers_go(
    tmp_path: Path, encoding: str, compress: object
) -> None:
    data = base64.b64encode(compress(b"plain")).decode()  # type: ignore[operator]
    text = with_body(f"{{string: !!binary {data}}}", f", Content-Encoding: [{encoding}]")
    response = read(tmp_path, text).interactions[0].response
    assert response.body == b"plain"
    assert response.headers == (("Content-Type", "application/json"),)


def test_a_body_that_was_decompressed_by_the_recorder_stays(tmp_path: Path) -> None:
    text = with_body("{string: plain}", ", Content-Encoding: [gzip]")
    assert read(tmp_path, text).interactions[0].response.body == b"plain"


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MAX_BODY", 1_000)
    data = base64.b64encode(gzip.compress(b"0" * 100_000)).decode()
    text = with_body(f"{{string: !!binary {data}}}", ", Content-Encoding: [gzip]")
    assert "larger than 1000 bytes" in str(refused(tmp_path, text))


def test_cut_compressed_data_is_refused(tmp_path: Path) -> None:
    data = base64.b64encode(gzip.compress(b"plain text")[:-9]).decode()
    text = with_body(f"{{string: !!binary {data}}}", ", Content-Encoding: [gzip]")
    assert "cut short" in str(refused(tmp_path, text))


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    text = with_body("{string: x}", ", Content-Encoding: [br]")
    assert "'br' is not read here" in str(refused(tmp_path, text))


def test_metadata_keeps_dates_and_versions_as_text(tmp_path: Path) -> None:
    text = GOOD + (
        "metadata:\n  provenance: {source: 'simulator:acme-sim', recorded_at: 2024-06-20}\n"
        "  inputs: {wire: {amount: 5, share: 0.5, on: true, no: NO, none: null, code: '7'}}\n"
    )
    found = read(tmp_path, text)
    assert found.provenance is not None
    assert found.provenance.source == "simulator:acme-sim"
    assert found.provenance.recorded_at == "2024-06-20"
    assert found.metadata["inputs"] == {
        "wire": {"amount": 5, "share": 0.5, "on": True, "no": "NO", "none": None, "code": "7"}
    }


def test_real_recordings_are_read_as_a_plain_yaml_reader_reads_them() -> None:
    paths = sorted(RECORDINGS.glob("*/*.yaml"))
    if not paths:
        pytest.skip("0 recordings: the shared recordings are not here")
    for path in paths:
        plain = yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]
        found = read_cassette(path).interactions
        assert len(found) == len(plain)
        for one, other in zip(found, plain, strict=True):
            assert one.request.url == other["request"]["uri"]
            assert one.response.status == other["response"]["status"]["code"]
            assert one.response.body == other["response"]["body"]["string"].encode()
            body = other["request"]["body"]
            assert one.request.body == (None if body is None else body.encode())
