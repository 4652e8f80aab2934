"""What the verbs write replaces nothing that somebody else needs, and all of it or none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.project import DOCUMENT, SPEC, Project


@pytest.mark.parametrize("name", ["openapi.json", "source.lock"])
def test_init_replaces_neither_a_document_nor_a_lock(empty: Project, name: str) -> None:
    empty.write(f"specs/shop/{name}", DOCUMENT)
    empty.write("whole.yaml", DOCUMENT)
    before = empty.files()
    result = empty.run("init", "shop", "--openapi", "whole.yaml")
    assert result.exit_code == 2
    assert f"specs/shop/{name} exists; move it away" in re.sub(r"\s+", " ", result.stderr)
    assert empty.files() == before


def test_init_of_a_folder_in_the_way_writes_nothing(empty: Project) -> None:
    empty.write("whole.yaml", DOCUMENT)
    (empty.folder / "specs/shop/openapi.json").mkdir(parents=True)
    assert empty.run("init", "shop", "--openapi", "whole.yaml").exit_code == 2
    assert list(empty.files()) == ["whole.yaml"]


@pytest.mark.parametrize("given", ["specs/shop/openapi.yaml", "link.yaml"])
def test_a_whole_document_is_not_cut_where_it_stands(shop: Project, given: str) -> None:
    (shop.folder / "link.yaml").symlink_to(shop.document)
    before = shop.files()
    result = shop.run("vendor", "add", "shop", "--openapi", given)
    assert result.exit_code == 1
    assert "error[E0110]: the slice would be written over" in result.stderr
    assert "--> specs/shop/integration.yaml:3:10" in result.stderr
    assert shop.files() == before


@pytest.mark.parametrize("key", ["document", "additions"])
@pytest.mark.parametrize("place", ["{tmp}/x.json", "../../outside.json"])
def test_a_slice_stays_in_the_folder_of_its_spec(empty: Project, key: str, place: str) -> None:
    place = place.format(tmp=empty.folder)
    other = "openapi.json" if key == "additions" else "additions.json"
    files = {key: place} | ({"document": other} if key == "additions" else {})
    named = ", ".join(f"{name}: {path}" for name, path in files.items())
    empty.write("specs/shop/integration.yaml", SPEC.replace("openapi.yaml", f"{{{named}}}"))
    empty.write("whole.yaml", DOCUMENT)
    before = empty.files()
    result = empty.run("vendor", "add", "shop", "--openapi", "whole.yaml")
    assert result.exit_code == 1
    assert "is outside the spec's folder" in result.stderr
    assert empty.files() == before


@pytest.mark.parametrize("verb", ["check", "vendor add"])
@pytest.mark.parametrize(
    "name", ["integration.yaml", "deviations.yaml", "source.lock", "./Source.Lock", "more.yaml"]
)
def test_the_place_of_another_file_is_taken(empty: Project, verb: str, name: str) -> None:
    named = f"{{document: {name}, additions: more.yaml}}"
    empty.write("specs/shop/integration.yaml", SPEC.replace("openapi.yaml", named))
    empty.write("specs/shop/more.yaml", "components: {}")
    empty.write("whole.yaml", DOCUMENT)
    before = empty.files()
    more = ("--openapi", "whole.yaml") if verb == "vendor add" else ()
    result = empty.run(*verb.split(), "shop", *more)
    assert result.exit_code == 1
    assert f"error[E0110]: {name} is the" in result.stderr
    assert empty.files() == before


def test_a_name_that_no_file_can_have_is_reported(shop: Project) -> None:
    shop.write(shop.spec, SPEC.replace("openapi.yaml", '"a\\0b"'))
    for arguments in (["check"], ["vendor", "add", "shop", "--openapi", shop.document]):
        result = shop.run(*arguments)
        assert result.exit_code == 1
        assert "error[E0001]" in result.stderr
        assert "--> specs/shop/integration.yaml:3:10" in result.stderr


def _two_specs(shop: Project) -> None:
    shop.write("specs/zoo/openapi.yaml", DOCUMENT)
    shop.write("specs/zoo/integration.yaml", SPEC.replace("vendor: shop", "vendor: zoo"))


@pytest.mark.parametrize("before_it", ["", "generated/zoo/client.py"])
def test_one_folder_in_the_way_keeps_all_packages_as_they_were(
    shop: Project, before_it: str
) -> None:
    _two_specs(shop)
    if before_it:
        shop.run("compile")
        shop.write(shop.spec, SPEC.replace("[id, description]", "[id]"))
        (shop.folder / "generated/zoo/manifest.json").unlink()
        for path in (shop.folder / "generated/zoo").iterdir():
            path.unlink()
    (shop.folder / "generated/zoo/manifest.json").mkdir(parents=True)
    before = shop.files()
    done = shop.execute("compile")
    assert done.returncode == 2
    assert "generated/zoo/manifest.json" in done.stderr
    assert shop.files() == before


def test_a_fault_in_the_second_package_keeps_the_first_unwritten(shop: Project) -> None:
    _two_specs(shop)
    before = shop.files()
    fault = (
        "import portwright.build.compile as module; make = module.generate\n"
        "module.generate = lambda item: 1 / 0 if item.vendor == 'zoo' else make(item)"
    )
    assert shop.execute_text(fault, "compile").returncode == 70
    assert shop.files() == before
    assert not (shop.folder / "generated").exists()


@pytest.mark.parametrize("vendor", ["true", "none"])
def test_a_vendor_whose_client_would_be_a_keyword_is_refused(shop: Project, vendor: str) -> None:
    shop.write(shop.spec, SPEC.replace("vendor: shop", f"vendor: {vendor}"))
    result = shop.run("compile")
    assert result.exit_code == 1
    assert "--> specs/shop/integration.yaml:2:9" in result.stderr
    assert not (shop.folder / "generated").exists()


def test_a_disk_that_fills_up_leaves_no_trace(
    shop: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.chmod

    def full(path: Path, mode: int) -> None:
        if path.name.startswith(".manifest"):
            raise OSError("no space left")
        real(path, mode)

    before = shop.files()
    monkeypatch.setattr(Path, "chmod", full)
    with pytest.raises(AssertionError):
        shop.run("compile")
    assert shop.files() == before
    assert not (shop.folder / "generated").exists()
