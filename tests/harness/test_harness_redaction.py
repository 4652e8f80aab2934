"""L0 fails a cassette that keeps a secret or does not say where it comes from."""

from __future__ import annotations

import gzip
from base64 import b64encode
from urllib.parse import quote

import msgspec
import pytest

from portwright_harness.manifest import CredentialNames
from tests.harness.project import Project, kinds, text

ANSWER = '{"id":"re_1","object":"refund","amount":500,"status":"succeeded","reason":null}'


def l0(project: Project) -> str:
    """What L0 says of one cassette; nothing when it passes."""
    finding = project.run("create_refund", "ok", "L0")
    assert bool(finding.problems) == bool(text(finding))
    assert set(kinds(finding)) <= {"redaction", "provenance"}
    return text(finding)


def test_every_cassette_of_the_sample_passes(project: Project) -> None:
    for path in project.vendor.cassette_paths():
        assert not project.run(path.parent.name, path.stem, "L0").problems


def test_a_cassette_must_say_where_it_comes_from(project: Project) -> None:
    project.edit("create_refund", "ok", "provenance:", "origin:")
    assert l0(project).startswith("acme/create_refund/ok.yaml: `metadata.provenance` is missing")


@pytest.mark.parametrize(
    "value",
    ["Bearer sk_live_1", "sk_live_1", "Basic dXNlcjpwYXNz", "REDACTED sk_live_1", "Bearer"],
)
def test_a_credential_fails_with_its_place_and_is_not_shown(project: Project, value: str) -> None:
    project.edit("create_refund", "ok", "Bearer REDACTED", value)
    said = l0(project)
    assert said.startswith("acme/create_refund/ok.yaml:3: the request's header `Authorization`")
    assert value not in said.replace("`Authorization`", "")


@pytest.mark.parametrize("value", ["Bearer REDACTED", "'[FILTERED]'", "Bearer <TOKEN>", "''"])
def test_placeholders_pass(project: Project, value: str) -> None:
    project.edit("create_refund", "ok", "Bearer REDACTED", value)
    assert l0(project) == ""


@pytest.mark.parametrize(
    ("name", "value", "hidden"),
    [
        ("X-Api-Key", "k-1", False),
        ("X-Api-Key", "REDACTED k-1", False),
        ("X-Api-Key", "REDACTED", True),
        ("Cookie", "sid=REDACTED; lang=de", False),
        ("Cookie", "sid=REDACTED; lang=REDACTED", True),
        ("X-Csrf-Token", "Fetch", True),
        ("X-Csrf-Token", "q1w2", False),
        ("Authorization", "Fetch", False),
        ("X-Other", "anything", True),
        ("X-Partner", "anything", False),
    ],
)
def test_every_header_that_holds_credentials_is_looked_at(
    project: Project, name: str, value: str, hidden: bool
) -> None:
    """Those that everybody knows, and those that the manifest names."""
    connection = project.vendor.manifest.connection
    names = CredentialNames(headers=("Authorization", "X-Partner"))
    project.manifest(connection=msgspec.structs.replace(connection, credentials=names))
    project.edit("create_refund", "ok", "      User-Agent:", f"      {name}2: []\n      Z:")
    project.edit("create_refund", "ok", f"{name}2: []", f"{name}: ['{value}']")
    if name == "Authorization":
        project.edit("create_refund", "ok", "      Authorization:\n      - Bearer REDACTED\n", "")
    assert (l0(project) == "") is hidden


KEY = "-----BEGIN PRIVATE KEY-----\\nMIIEvQ\\n-----END PRIVATE KEY-----"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"


@pytest.mark.parametrize("secret", [KEY, TOKEN])
@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"reason":null', '"reason":"of SECRET."', "the answer's body"),
        (
            "Bearer REDACTED",
            'Bearer REDACTED\n      X-Note: "SECRET"',
            "the request's header `X-Note`",
        ),
        ("/refunds", "/refunds?note=SECRET", "the request's query parameter `note`"),
    ],
)
def test_what_is_secret_by_its_shape_is_found_in_any_place(
    project: Project, secret: str, old: str, new: str, place: str
) -> None:
    written = quote(secret) if "?" in new else secret.replace("\\n", " ")
    project.edit("create_refund", "ok", old, new.replace("SECRET", written))
    said = l0(project)
    assert f"{place} (a token or a key by its shape)" in said
    assert written not in said


@pytest.mark.parametrize(
    ("value", "hidden"),
    [("sid=REDACTED; Path=/; HttpOnly", True), ("sid=a1; Path=/", False)],
)
def test_cookies_of_answers_are_credentials(project: Project, value: str, hidden: bool) -> None:
    project.edit(
        "create_refund",
        "ok",
        "      Request-Id:\n      - req_1",
        f"      Set-Cookie:\n      - {value}",
    )
    assert (l0(project) == "") is hidden


def test_credentials_in_the_query_are_looked_at(project: Project) -> None:
    connection = project.vendor.manifest.connection
    names = CredentialNames(query=("sig",))
    project.manifest(connection=msgspec.structs.replace(connection, credentials=names))
    project.edit("create_refund", "ok", "/v1/refunds", "/v1/refunds?sig=REDACTED&api_key=k&x=1")
    assert "query parameter `api_key`" in l0(project) and "`sig`" not in l0(project)
    project.edit("create_refund", "ok", "sig=REDACTED&api_key=k", "sig=s1")
    assert "query parameter `sig`" in l0(project)


@pytest.mark.parametrize(
    ("answer", "hidden"),
    [
        ('{"card": {"number": "4242"}}', False),
        ('{"card": {"number": "REDACTED"}}', True),
        ('{"card": {"number": null}}', True),
        ('{"card": {"number": 4242}}', False),
        ('{"card": {"number": {"last": "4242"}}}', False),
        ('{"data": [{"card": {"number": "REDACTED"}}, {"card": {"number": "4242"}}]}', False),
        ('{"card": [{"number": "4242"}]}', False),
        ('{"number": "4242", "card": {"brand": "visa"}}', True),
        ('{"card": {"number": "REDACTED"}, "card": {"number": "4242"}}', False),
        ("number: 4242", False),
        ("nothing", True),
    ],
)
def test_what_the_spec_scrubs_of_a_body_is_found_at_any_depth(
    project: Project, answer: str, hidden: bool
) -> None:
    project.edit("create_refund", "ok", ANSWER, answer)
    said = l0(project)
    assert (said == "") is hidden
    assert hidden or "the answer's field `card.number` holds no placeholder" in said
    assert "4242" not in said


@pytest.mark.parametrize(
    ("value", "hidden"), [("4242", False), ("REDACTED", True), ("", True), ("%34242", False)]
)
def test_forms_are_looked_at_too(project: Project, value: str, hidden: bool) -> None:
    project.edit("create_refund", "ok", "charge=ch_1", f"charge=ch_1&card[number]={value}")
    assert (l0(project) == "") is hidden


def test_a_compressed_answer_hides_nothing(project: Project) -> None:
    body = b64encode(gzip.compress(b'{"card": {"number": "4242"}}')).decode()
    project.edit("create_refund", "ok", f"string: '{ANSWER}'", f"string: !!binary {body}")
    project.edit("create_refund", "ok", "Request-Id:\n      - req_1", "Content-Encoding: [gzip]")
    assert "the answer's field `card.number`" in l0(project)


def test_the_content_type_decides_nothing(project: Project) -> None:
    project.edit("create_refund", "ok", ANSWER, '{"card": {"number": "4242"}}')
    project.edit("create_refund", "ok", "      - application/json", "      - text/plain")
    assert "card.number" in l0(project)


def test_a_header_that_the_spec_scrubs_is_looked_at_in_answers_too(project: Project) -> None:
    project.manifest(scrub=("header.Request-ID",))
    assert "the answer's header `Request-Id`" in l0(project)


@pytest.mark.parametrize(
    ("answer", "hidden"),
    [
        ('{"access_token": "at_1"}', False),
        ('{"access_token": "REDACTED"}', True),
        ('{"data": [{"Client_Secret": "cs_1"}]}', False),
        ('{"credentials": {"secret": {"value": "v_1"}}}', False),
        ('{"password": true, "secret": null, "api_key": ""}', True),
        ('{"reason": "password"}', True),
    ],
)
def test_fields_that_are_secret_by_their_name_are_looked_at(
    project: Project, answer: str, hidden: bool
) -> None:
    """No spec has to declare what OAuth 2 calls a secret."""
    project.edit("create_refund", "ok", ANSWER, answer)
    said = l0(project)
    assert (said == "") is hidden
    assert all(value not in said for value in ("at_1", "cs_1", "v_1"))


def test_names_of_secrets_are_looked_at_in_requests_too(project: Project) -> None:
    project.edit("create_refund", "ok", "/v1/refunds", "/v1/refunds?client_secret=c_1")
    project.edit("create_refund", "ok", "charge=ch_1", "charge=ch_1&password=p_1")
    said = l0(project)
    assert "query parameter `client_secret`" in said and "request's field `password`" in said
