"""Cassettes of Ruby's VCR are read as recordings, and are no cassettes of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright_harness.cassette import read_cassette, read_recording
from portwright_harness.recording import CassetteError

RUBY = """\
---
http_interactions:
- request:
    method: post
    uri: https://api.acme.example/v1/refunds
    body: {encoding: UTF-8, string: amount=5}
    headers: {Content-Type: [application/x-www-form-urlencoded]}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Type: [application/json]}
    body: {encoding: ASCII-8BIT, base64_string: "eyJpZCI6ICJyLTEifQ=="}
    http_version: null
    adapter_metadata: {effective_url: https://api.acme.example}
  recorded_at: Sat, 22 Oct 2016 23:23:16 GMT
recorded_with: VCR 6.0.0
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "ruby.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_says_the_same_as_one_of_vcrpy(tmp_path: Path) -> None:
    [item] = read_recording(written(tmp_path, RUBY)).interactions
    assert (item.request.method, item.request.body) == ("POST", b"amount=5")
    assert (item.response.status, item.response.body) == (200, b'{"id": "r-1"}')
    assert item.line == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  response:", "  answer:", "ruby.yml:9: an interaction has an unknown key 'answer'"),
        ("http_version: null", "version: null", "response has an unknown key 'version'"),
        ("recorded_with: VCR 6.0.0", "recorded_by: me", "an unknown key 'recorded_by'"),
        (RUBY[4:], "http_interactions: 1\n", "interactions must be a list"),
    ],
)
def test_what_is_not_of_the_format_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in RUBY
    with pytest.raises(CassetteError) as error:
        read_recording(written(tmp_path, RUBY.replace(old, new)))
    assert said in str(error.value)


def test_it_is_no_cassette_of_ours(tmp_path: Path) -> None:
    with pytest.raises(CassetteError):
        read_cassette(written(tmp_path, RUBY))
