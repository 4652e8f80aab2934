"""`compile`: what is written, and what is left as it was."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.project import Project, loads

MISTAKES = Path(__file__).parents[1] / "cases/many_mistakes"
FILES = {
    *("__init__.py", "client.py", "connection.py", "errors.py", "models.py", "policies.py"),
    "manifest.json",
}


def test_writes_a_package_and_says_what_is_in_it(shop: Project) -> None:
    result = shop.run("compile")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("generated/shop: written (1 operation, 2 models, ")
    assert {path.name for path in shop.package.iterdir()} == FILES


def test_compiling_again_touches_no_file(shop: Project) -> None:
    shop.run("compile")
    before = {path: path.stat().st_mtime_ns for path in shop.package.iterdir()}
    for arguments in (["compile"], ["compile", "--force"]):
        result = shop.run(*arguments)
        assert result.stdout.startswith("generated/shop: unchanged (")
        assert {path: path.stat().st_mtime_ns for path in shop.package.iterdir()} == before


def test_a_changed_file_alone_is_written(shop: Project) -> None:
    shop.run("compile")
    models = shop.package / "models.py"
    before = {path: path.stat().st_mtime_ns for path in shop.package.iterdir() if path != models}
    wanted = models.read_bytes()
    models.write_bytes(wanted + b"# by hand\n")
    assert "generated/shop: written" in shop.run("compile").stdout
    assert models.read_bytes() == wanted
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_what_is_no_longer_made_is_removed_and_nothing_else(shop: Project) -> None:
    shop.run("compile")
    manifest = shop.package / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    listed = text.replace('"outputs": {', '"outputs": {\n  "old.py": "00",')
    manifest.write_text(listed, encoding="utf-8")
    shop.write("generated/shop/old.py", "")
    shop.write("generated/shop/mine.py", "")
    shop.run("compile")
    assert {path.name for path in shop.package.iterdir()} == FILES | {"mine.py"}


@pytest.mark.parametrize("manifest", [None, "", "[]", "{"])
def test_a_folder_that_is_not_ours_is_left_alone(shop: Project, manifest: str | None) -> None:
    shop.write("generated/shop/client.py", "# by hand\n")
    if manifest is not None:
        shop.write("generated/shop/manifest.json", manifest)
    before = shop.files()
    result = shop.run("compile")
    assert result.exit_code == 1
    assert "error[E0013]: generated/shop holds client.py" in result.stderr
    assert shop.files() == before


def test_an_error_in_one_spec_leaves_all_as_it_was(shop: Project) -> None:
    shop.run("compile")
    document = shop.document.read_text(encoding="utf-8")
    shop.write("specs/other/openapi.yaml", document)
    spec = shop.spec.read_text(encoding="utf-8")
    shop.write("specs/other/integration.yaml", spec.replace("vendor: shop", "vendor: other"))
    shop.write(shop.spec, spec.replace("[id, description]", "[id, descripton]"))
    before = shop.files()
    result = shop.run("compile")
    assert result.exit_code == 1
    assert "error[E0301]" in result.stderr
    assert shop.files() == before


def test_all_mistakes_of_a_spec_are_reported_in_one_run(empty: Project) -> None:
    for path in MISTAKES.iterdir():
        shutil.copy(path, empty.folder)
    before = empty.files()
    result = empty.run("compile", "integration.yaml")
    assert result.exit_code == 1
    assert result.stderr == (MISTAKES / "stderr.txt").read_text(encoding="utf-8")
    assert len(set(re.findall(r"^error\[(E\d+)\]", result.stderr, re.MULTILINE))) > 20
    assert empty.files() == before


def test_only_the_specs_that_are_named_are_compiled(shop: Project) -> None:
    shutil.copytree(shop.spec.parent, shop.folder / "elsewhere")
    shop.write("specs/broken/integration.yaml", "")
    result = shop.run("compile", "elsewhere", "--out", "src/vendors")
    assert result.exit_code == 0
    assert {path.name for path in (shop.folder / "src/vendors/shop").iterdir()} == FILES
    assert not shop.package.exists()


def test_two_specs_for_one_package_are_refused(shop: Project) -> None:
    shutil.copytree(shop.spec.parent, shop.folder / "specs/shop_eu")
    result = shop.run("compile", "--format", "json")
    assert result.exit_code == 1
    [finding] = loads(result)["diagnostics"]
    assert (finding["code"], finding["file"]) == ("E0209", "specs/shop_eu/integration.yaml")
    assert not shop.package.exists()


def test_the_report_for_programs(shop: Project) -> None:
    first, second = (loads(shop.run("compile", "--format", "json")) for _ in range(2))
    [written], [unchanged] = first["specs"], second["specs"]
    assert written["status"] == "written"
    assert (written["files"], written["touched"]) == (len(FILES), len(FILES))
    expected = {**written, "status": "unchanged", "touched": 0}
    assert unchanged == expected
    assert first["diagnostics"] == second["diagnostics"] == []


def test_warnings_do_not_keep_it_from_compiling(shop: Project) -> None:
    spec = shop.spec.read_text(encoding="utf-8")
    shop.write(shop.spec, spec.replace("  environments: {live", "  # environments: {live"))
    result = shop.run("compile")
    assert result.exit_code == 0
    assert "warning[W0207]" in result.stderr
    assert shop.package.exists()


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, 2**64])
def test_constants_that_no_decoder_takes_are_plain_integers(shop: Project, value: int) -> None:
    document = shop.document.read_text(encoding="utf-8")
    wide = document.replace("type: integer", f"type: integer, enum: [1, {value}]")
    shop.write(shop.document, wide.replace("id: {type: string,", f"id: {{enum: [{value}, 2],"))
    shop.write(shop.spec, shop.spec.read_text(encoding="utf-8").replace("[id,", "[id, example,"))
    done = shop.execute("compile")
    assert (done.returncode, done.stderr) == (0, "")
    models = (shop.package / "models.py").read_text(encoding="utf-8")
    assert "example: int | None = None" in models
    assert "id: int" in models
    decode = (
        "import msgspec; from generated.shop.models import Order; "
        f'msgspec.json.decode(b\'{{"id": {value}, "description": ""}}\', type=Order)'
    )
    subprocess.run([sys.executable, "-c", decode], cwd=shop.folder, check=True)


def test_the_banner_tells_the_other_parts_of_the_document(shop: Project) -> None:
    whole = shop.document.read_text(encoding="utf-8")
    shop.document.write_text(
        whole.replace('$ref: "#/components/schemas/Order"', '$ref: "parts.yaml#/Order"'),
        encoding="utf-8",
    )
    part = "Order: {properties: {id: {type: string}, description: {type: string}}}\n"
    hashes = set()
    for text in (part, part + "Unused: {}\n"):
        shop.write("specs/shop/parts.yaml", text)
        assert "written" in shop.run("compile").stdout
        banner = (shop.package / "__init__.py").read_text(encoding="utf-8")
        hashes.update(re.findall(r"# parts parts\.yaml sha256:([0-9a-f]{64})\n", banner))
    assert len(hashes) == 2
