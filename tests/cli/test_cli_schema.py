"""`schema`: what is written where, and what becomes of files that are wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.project import DOCUMENT, SPEC, Project, loads

SHOP = ".portwright/shop.schema.json"
GENERIC = {
    f".portwright/{name}.schema.json"
    for name in ("integration.yaml", "port.yaml", "deviations.yaml", "accepted.yaml", "source.lock")
}


def schema_of(project: Project) -> Any:
    return json.loads((project.folder / SHOP).read_text(encoding="utf-8"))


def written(project: Project, *arguments: str) -> list[str]:
    result = project.run("schema", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    return [row["path"] for row in loads(result)["schemas"] if row["status"] == "written"]


def test_writes_the_generic_schemas_and_the_vendors(shop: Project) -> None:
    before = shop.files()
    assert set(written(shop)) == {*GENERIC, SHOP}
    assert shop.files().keys() - before.keys() == {*GENERIC, SHOP}
    assert schema_of(shop)["title"] == "portwright: shop"


def test_is_quiet_and_writes_nothing_when_nothing_changed(shop: Project) -> None:
    shop.run("schema")
    before = {path: path.stat().st_mtime_ns for path in (shop.folder / ".portwright").iterdir()}
    result = shop.run("schema")
    assert (result.exit_code, result.output) == (0, "")
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_the_bytes_are_the_same_in_every_run(shop: Project) -> None:
    for seed in ("1", "2"):
        shop.execute("schema", "--out", f"out{seed}", env={"PYTHONHASHSEED": seed})
    one, two = ((shop.folder / f"out{seed}/shop.schema.json").read_bytes() for seed in (1, 2))
    assert one == two


def test_writes_where_it_is_told(shop: Project) -> None:
    assert "editor/shop.schema.json" in written(shop, "shop", "--out", "editor")
    assert not (shop.folder / ".portwright").exists()


def test_a_new_policy_is_offered_after_the_next_run(shop: Project) -> None:
    shop.run("schema")
    shop.write(shop.spec, SPEC + "policies: {patient: {deadline: 60s}}\n")
    assert written(shop) == [SHOP]
    assert schema_of(shop)["$defs"]["Operation"]["properties"]["policy"]["examples"] == [
        "default",
        "patient",
    ]


def test_a_spec_with_mistakes_has_its_schema(shop: Project) -> None:
    shop.write(shop.spec, SPEC.replace("call: getOrder", "cal: getOrder") + "polices: {}\n")
    result = shop.run("schema", "--format", "json")
    assert result.exit_code == 1
    assert {item["code"] for item in loads(result)["diagnostics"]} == {"E0003"}
    snippets = schema_of(shop)["$defs"]["Operation"]["properties"]["call"]["defaultSnippets"]
    assert [item["label"] for item in snippets] == ["getOrder", "deleteOrder"]


def test_warnings_are_left_to_check(shop: Project) -> None:
    shop.write(shop.spec, SPEC + "webhooks: {}\n")
    assert "W0001" in shop.run("check").output
    assert "W0001" not in shop.run("schema").output


@pytest.mark.parametrize("document", ["not: one", "{", None])
def test_a_broken_document_is_told_and_the_old_schema_stays(
    shop: Project, document: str | None
) -> None:
    shop.run("schema")
    before = (shop.folder / SHOP).read_bytes()
    if document is None:
        shop.document.unlink()
    else:
        shop.write(shop.document, document)
    result = shop.run("schema", "--format", "json")
    assert result.exit_code == 1
    assert loads(result)["diagnostics"]
    assert {row["path"] for row in loads(result)["schemas"]} == GENERIC
    assert (shop.folder / SHOP).read_bytes() == before


def test_one_broken_vendor_hides_no_other(shop: Project) -> None:
    shop.write("specs/bad/integration.yaml", SPEC.replace("shop", "bad", 1))
    result = shop.run("schema")
    assert result.exit_code == 1
    assert "specs/bad" in result.output
    assert (shop.folder / SHOP).exists()


def test_two_specs_of_one_vendor_are_told(shop: Project) -> None:
    shop.write("specs/twin/integration.yaml", SPEC)
    shop.write("specs/twin/openapi.yaml", DOCUMENT)
    result = shop.run("schema", "--format", "json")
    assert [item["code"] for item in loads(result)["diagnostics"]] == ["E0209"]


def test_a_vendors_name_leads_to_no_other_folder(shop: Project) -> None:
    shop.write(shop.spec, SPEC.replace("vendor: shop", "vendor: ../../shop"))
    assert shop.run("schema").exit_code == 1
    assert (shop.folder / SHOP).exists()
    assert not (shop.folder.parent / "shop.schema.json").exists()


def test_a_whole_document_is_completed_from_where_the_slice_has_less(shop: Project) -> None:
    whole = DOCUMENT.replace("operationId: deleteOrder", "operationId: removeOrder")
    shop.write("whole.yaml", whole)
    written(shop, "shop", "--openapi", "whole.yaml")
    assert "removeOrder" in json.dumps(schema_of(shop))
    shop.write("specs/other/integration.yaml", SPEC)
    assert shop.run("schema", "--openapi", "whole.yaml").exit_code == 2


def test_no_spec_is_a_matter_of_usage(empty: Project) -> None:
    assert empty.run("schema").exit_code == 2


def test_init_sets_an_editor_up(empty: Project) -> None:
    empty.write("whole.yaml", DOCUMENT)
    result = empty.run("init", "shop", "--openapi", "whole.yaml", "--operation", "getOrder")
    assert result.exit_code == 0, result.output
    first = empty.spec.read_text(encoding="utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (empty.spec.parent / named).resolve() == (empty.folder / SHOP).resolve()
    assert "deleteOrder" in json.dumps(schema_of(empty)), "of the whole document, not the slice"
    assert ".portwright/shop.schema.json: written, for editors" in result.output
    assert ".gitignore: a line for .portwright/" in result.output


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, ".portwright/\n"),
        ("", ".portwright/\n"),
        ("dist/\n", "dist/\n.portwright/\n"),
        ("dist/", "dist/\n.portwright/\n"),
        ("dist/\r\n", "dist/\r\n.portwright/\r\n"),
        ("# .portwright/\n", "# .portwright/\n.portwright/\n"),
        ("/.portwright/\n", "/.portwright/\n"),
        (".portwright\ndist", ".portwright\ndist"),
    ],
)
def test_git_has_one_line_for_the_folder(empty: Project, before: str | None, after: str) -> None:
    ignore = empty.folder / ".gitignore"
    if before is not None:
        ignore.write_bytes(before.encode())
    empty.write("whole.yaml", DOCUMENT)
    result = empty.run("init", "shop", "--openapi", "whole.yaml", "--operation", "getOrder")
    assert ignore.read_bytes() == after.encode()
    assert (".gitignore:" in result.output) == (before != after)
