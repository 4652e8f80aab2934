"""What is said of operations of a whole document that are delivered, and not as it has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.compiled import compile_document

HEAD = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.example"}]
"""
SCHEMES = """\
components:
  securitySchemes:
    key: {type: http, scheme: bearer}
    admin: {type: apiKey, in: cookie, name: admin}
"""
NOTHING = '{"204": {description: ""}}'
XML = '{"200": {description: "", content: {application/xml: {}}}}'


def remarked(folder: Path, text: str) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """The warnings, and what the report says."""
    (folder / "openapi.yaml").write_text(HEAD + text, encoding="utf-8")
    made = compile_document(folder)
    return [(item.code, item.message) for item in made.sink], json.loads(made.report)["remarks"]


def test_nothing_is_said_of_what_is_as_the_document_has_it(tmp_path: Path) -> None:
    text = f"paths: {{/a: {{get: {{operationId: a, responses: {NOTHING}}}}}}}\n"
    said, report = remarked(tmp_path, text)
    assert said == []
    assert not any(report.values())


def test_xml_is_told_once_for_all_operations(tmp_path: Path) -> None:
    paths = "".join(f"  /{n}: {{get: {{operationId: {n}, responses: {XML}}}}}\n" for n in "abcde")
    said, report = remarked(tmp_path, f"paths:\n{paths}")
    assert said == [("W0224", "XML is a text in 5 operations: `a`, `b`, `c` and 2 more")]
    assert report["xml_as_text"] == list("abcde")


def test_xml_beside_json_is_nothing_to_tell(tmp_path: Path) -> None:
    both = "{application/xml: {}, application/json: {schema: {type: integer}}}"
    answers = f'{{"200": {{description: "", content: {both}}}}}'
    text = f"paths: {{/a: {{get: {{operationId: a, responses: {answers}}}}}}}\n"
    assert remarked(tmp_path, text)[0] == []


def test_calls_of_the_vendors_are_named(tmp_path: Path) -> None:
    hook = f"{{post: {{responses: {NOTHING}}}}}"
    text = f"""\
paths:
  /a:
    get: {{operationId: a, callbacks: {{done: {{"{{$url}}": {hook}}}}}, responses: {NOTHING}}}
webhooks: {{paid: {hook}, refunded: {hook}}}
"""
    said, report = remarked(tmp_path, text)
    assert said == [
        ("W0225", "the vendor calls back after 1 operation: `a`"),
        ("W0225", "the vendor sends 2 webhooks: `paid`, `refunded`"),
    ]
    assert (report["callbacks"], report["webhooks"]) == (["a"], ["paid", "refunded"])


@pytest.mark.parametrize(
    ("security", "asked"),
    [
        ("[{key: []}]", []),
        ("[{admin: []}, {key: []}]", []),
        ("[{}]", []),
        ("[]", []),
        ("[{admin: []}]", ["admin"]),
        ("[{key: [], admin: []}]", ["key", "admin"]),
    ],
)
def test_operations_with_other_credentials_are_named(
    tmp_path: Path, security: str, asked: list[str]
) -> None:
    text = f"""\
security: [{{key: []}}]
paths:
  /a: {{get: {{operationId: a, security: {security}, responses: {NOTHING}}}}}
{SCHEMES}"""
    said, report = remarked(tmp_path, text)
    assert [code for code, _ in said] == (["W0511"] if asked else [])
    assert report["other_credentials"] == ({"a": asked} if asked else {})


def test_the_security_of_the_document_counts_where_an_operation_says_nothing(
    tmp_path: Path,
) -> None:
    text = f"""\
security: [{{admin: []}}]
paths:
  /a: {{get: {{operationId: a, responses: {NOTHING}}}}}
{SCHEMES}"""
    [(code, message)], _ = remarked(tmp_path, text)
    assert (code, message) == ("W0511", "1 operation of `admin` cannot be authenticated: `a`")


def test_parameters_that_are_no_arguments_are_listed_with_the_reason(tmp_path: Path) -> None:
    text = f"""\
paths:
  /a:
    get:
      operationId: a
      parameters:
        - {{name: accept, in: header, schema: {{type: string}}}}
        - {{name: Host, in: header, schema: {{type: string}}}}
        - {{name: Authorization, in: header, required: true, schema: {{type: string}}}}
        - {{name: Cookie, in: header, schema: {{type: string}}}}
      responses: {NOTHING}
{SCHEMES}"""
    said, report = remarked(tmp_path, text)
    assert said == []
    assert [(item["name"], item["reason"]) for item in report["parameters_not_sent"]] == [
        ("accept", "OpenAPI ignores it: body and answers settle it"),
        ("Host", "the transport settles it"),
        ("Authorization", "the connection sets it"),
    ]


def test_without_credentials_a_parameter_is_the_only_way_to_authenticate(tmp_path: Path) -> None:
    token = "{name: Authorization, in: header, required: true, schema: {type: string}}"
    text = f"paths: {{/a: {{get: {{parameters: [{token}], responses: {NOTHING}}}}}}}\n"
    (tmp_path / "openapi.yaml").write_text(HEAD + text, encoding="utf-8")
    made = compile_document(tmp_path).integration
    assert made is not None
    assert [item.name for item in made.operations[0].arguments] == ["authorization"]


def test_the_credentials_that_suffice_for_the_most_operations_are_taken(tmp_path: Path) -> None:
    """Of those that suffice for as many, the order of the compiler decides: a bearer token."""
    schemes = SCHEMES.replace("in: cookie, name: admin", "in: header, name: X-Admin")
    for uses, kind in ((["key", "admin", "admin"], "ApiKey"), (["admin", "key"], "Bearer")):
        paths = "".join(
            f"  /{number}: {{get: {{security: [{{{name}: []}}], responses: {NOTHING}}}}}\n"
            for number, name in enumerate(uses)
        )
        (tmp_path / "openapi.yaml").write_text(f"{HEAD}paths:\n{paths}{schemes}", encoding="utf-8")
        made = compile_document(tmp_path).integration
        assert made is not None and made.connection.auth.kind == kind


def test_of_oauth_only_the_token_is_asked_for(tmp_path: Path) -> None:
    """Documents that were converted from 2.0 want one scheme for each flow, all at once."""
    flow = "{authorizationUrl: https://id.example, scopes: {}}"
    flows = (
        f"{{implicit: {{type: oauth2, flows: {{implicit: {flow}}}}}, "
        "open: {type: openIdConnect, openIdConnectUrl: https://id.example}}"
    )
    operation = f"{{operationId: a, security: [{{implicit: [], open: []}}], responses: {NOTHING}}}"
    text = f"paths: {{/a: {{get: {operation}}}}}\ncomponents: {{securitySchemes: {flows}}}\n"
    assert remarked(tmp_path, text)[0] == []
    made = compile_document(tmp_path).integration
    assert made is not None
    assert (made.connection.auth.kind, made.connection.secrets) == ("Bearer", ("access_token",))


def test_keys_that_would_be_in_one_header_are_not_sent_together(tmp_path: Path) -> None:
    schemes = SCHEMES.replace("in: cookie, name: admin", "in: header, name: authorization")
    operation = f"{{operationId: a, security: [{{key: [], admin: []}}], responses: {NOTHING}}}"
    said, report = remarked(tmp_path, f"paths: {{/a: {{get: {operation}}}}}\n{schemes}")
    assert [code for code, _ in said] == ["W0511"]
    assert report["other_credentials"] == {"a": ["key", "admin"]}


def test_keys_that_are_wanted_together_are_sent_together(tmp_path: Path) -> None:
    schemes = SCHEMES + "    app: {type: apiKey, in: header, name: X-App-Id}\n"
    schemes = schemes.replace("in: cookie, name: admin", "in: header, name: X-Admin")
    for wanted, headers in (
        ("{key: [], app: []}", ["X-App-Id"]),
        ("{key: [], app: [], admin: []}", ["X-Admin", "X-App-Id"]),
        ("{app: []}, {key: [], app: []}", []),
    ):
        operation = f"{{operationId: a, security: [{wanted}], responses: {NOTHING}}}"
        text = f"paths: {{/a: {{get: {operation}}}}}\n"
        said, _ = remarked(tmp_path, text + schemes)
        made = compile_document(tmp_path).integration
        assert made is not None and said == []
        assert [name for name, _ in made.connection.headers] == headers
        assert made.connection.secrets == (
            "api_key",
            *(name.lower().replace("-", "_") for name in headers),
        )
