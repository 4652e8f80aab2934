"""One required part of a spec that is missing or broken hides no mistake but those inside it.

The spec of `cases/many_mistakes` is broken at one place more; what else it has to say must stay.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiled import compile_folder

CASE = Path(__file__).parent / "cases/many_mistakes"
SPEC = (CASE / "integration.yaml").read_text(encoding="utf-8")
DOCUMENT = (CASE / "openapi.yaml").read_text(encoding="utf-8")
AUTH = "auth: {bearer: {secret: tokn}}"
NAMED = "openapi: openapi.yaml"
DOCUMENT_AND = "document: openapi.yaml"
# Mistakes that cannot be seen without the document, in the connection, in the operations.
BY_DOCUMENT = {"E0201", "E0204", "E0205", "E0301", "E0302"} | {
    *("E0305", "E0308", "E0401", "E0404", "E0405", "E0407", "E0601")
}
IN_CONNECTION = {"E0003", "E0501", "E0502", "E0503", "E0504"}
IN_OPERATIONS = (BY_DOCUMENT - {"E0601"}) | {"E0203", "E0208", "E0402"}

# What is edited, what that says, and what it hides.
BROKEN: dict[str, tuple[str, str, set[str], set[str]]] = {
    "an unknown kind of auth": (AUTH, "auth: {bearr: {secret: tokn}}", {"E0007"}, {"E0501"}),
    "two kinds of auth": (AUTH, "auth: {bearer: {secret: a}, basic: {}}", {"E0007"}, {"E0501"}),
    "no auth": (AUTH, "#", {"E0004"}, {"E0501"}),
    "no version": ("spec: 1", "#", {"E0004"}, set()),
    "no vendor": ("vendor: muddle", "#", {"E0004"}, set()),
    "a vendor that is no name": ("vendor: muddle", "vendor: [3]", {"E0005"}, set()),
    "no document": (NAMED, "#", {"E0004"}, BY_DOCUMENT),
    "a document without a name": (NAMED, "openapi: {additions: a.yaml}", {"E0004"}, BY_DOCUMENT),
    "a document that is not there": (NAMED, "openapi: nope.yaml", {"E0001"}, BY_DOCUMENT),
    "additions that are not there": (
        *(NAMED, f"openapi: {{{DOCUMENT_AND}, additions: no.yaml}}", {"E0001"}, BY_DOCUMENT),
    ),
    "no connection": ("connection:", "x:", {"E0003", "E0004"}, IN_CONNECTION),
    "a connection of text": (
        *("connection:\n", "connection: 3\nx:\n", {"E0003", "E0005"}, IN_CONNECTION),
    ),
    "operations as a list": (
        *("operations:\n", "operations: []\nx:\n", {"E0003", "E0005"}, IN_OPERATIONS),
    ),
}


def codes(folder: Path, spec: str, document: str = DOCUMENT) -> list[str]:
    (folder / "integration.yaml").write_text(spec, encoding="utf-8")
    (folder / "openapi.yaml").write_text(document, encoding="utf-8")
    found = compile_folder(folder)
    assert found.integration is None
    return [item.code for item in found.sink]


def without(found: list[str], hidden: set[str]) -> list[str]:
    return sorted(code for code in found if code not in hidden)


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_hides_what_is_inside_it_and_no_more(name: str, tmp_path: Path) -> None:
    old, new, said, hidden = BROKEN[name]
    assert SPEC.count(old) == 1
    before = codes(tmp_path, SPEC)
    after = codes(tmp_path, SPEC.replace(old, new))
    assert said <= set(after)
    assert without(after, said | hidden) == without(before, said | hidden)


@pytest.mark.parametrize(("document", "code"), [("openapi: [", "E0002"), ("a: b", "E0101")])
def test_a_document_that_cannot_be_read(document: str, code: str, tmp_path: Path) -> None:
    before = codes(tmp_path, SPEC)
    after = codes(tmp_path, SPEC, document)
    assert without(after, {code}) == without(before, BY_DOCUMENT)


@pytest.mark.parametrize(
    "connection",
    ["connection: 3", "connection: {auth: {bearr: 1}, environments: {live: {base_url: [3]}}}"],
)
def test_what_could_not_be_read_is_not_missed(connection: str, tmp_path: Path) -> None:
    """No base URL, no environment `live`, no parameter: each might stand in what is broken."""
    spec = (
        f"spec: 1\nvendor: shop\nopenapi: openapi.yaml\n{connection}\n"
        "limits: [{per: connection, rate: 10/s, env: live}]\noperations: {}\n"
    )
    document = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n"
    assert set(codes(tmp_path, spec, document)) <= {"E0005", "E0007"}
