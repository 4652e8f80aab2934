"""Several specs in one run: whatever is wrong with one, the others are checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright.build import front
from portwright.diagnostics.model import Diagnostics
from tests.cli.project import DOCUMENT, SPEC, Project, loads

WRONG = SPEC.replace("getOrder", "getOdrer")
SHOP, ZOO = "specs/shop/integration.yaml", "specs/zoo/integration.yaml"
DEEP = "[" * 100_000
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
# What the spec `apex` is, what its document is, and what is said of them.
BROKEN: dict[str, tuple[bytes, bytes | None, str]] = {
    "no YAML": (b"spec: 1\n: : [", b"{}", "E0002"),
    "not UTF-8": (b"spec: 1\nvendor: \xff\xfe\n", b"{}", "E0001"),
    "another encoding": (SPEC.encode("utf-16"), b"{}", "E0001"),
    "empty": (b"", b"{}", "E0004"),
    "a list": (b"- spec\n", b"{}", "E0005"),
    "another version": (b"spec: 99\n", b"{}", "E0010"),
    "nested too deep": (DEEP.encode(), b"{}", "E0011"),
    "a bomb of aliases": (BOMB.encode(), b"{}", "E0011"),
    "no document": (SPEC.encode(), None, "E0001"),
    "a document that is none": (SPEC.encode(), b"[1, 2]", "E0101"),
    "a document that is not UTF-8": (SPEC.encode(), b"openapi: \xff", "E0001"),
    "a document that is not YAML": (SPEC.encode(), b"openapi: [", "E0002"),
    "a document nested too deep": (SPEC.encode(), DEEP.encode(), "E0011"),
    "a document of aliases": (SPEC.encode(), BOMB.encode(), "E0011"),
    "an operation that is none": (SPEC.encode(), b"openapi: 3.1.0\npaths: {/a: 7}\n", "E0201"),
}


@pytest.fixture
def two(shop: Project) -> Project:
    """Beside the spec `shop`, which has one mistake, `zoo`, which has one too."""
    shop.write(SHOP, WRONG)
    shop.write(ZOO, WRONG.replace("vendor: shop", "vendor: zoo"))
    shop.write("specs/zoo/openapi.yaml", DOCUMENT)
    return shop


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_spec_hides_no_mistake_of_another(two: Project, name: str) -> None:
    spec, document, code = BROKEN[name]
    folder = two.folder / "specs/apex"
    folder.mkdir()
    (folder / "integration.yaml").write_bytes(spec.replace(b"vendor: shop", b"vendor: apex"))
    if document is not None:
        (folder / "openapi.yaml").write_bytes(document)
    done = two.run("check", "--format", "json")
    assert done.exit_code == 1
    found = {(item["file"], item["code"]) for item in loads(done)["diagnostics"]}
    assert {(SHOP, "E0201"), (ZOO, "E0201")} <= found
    assert code in {told for file, told in found if file.startswith("specs/apex/")}


def test_a_defect_of_ours_hides_nothing_either(
    two: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told as one, and the run ends as one."""
    real = front.compile_front

    def fails_at_shop(path: Path, *rest: object, **named: object) -> object:
        if "shop" in path.parts:
            raise KeyError("lost")
        return real(path, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(front, "compile_front", fails_at_shop)
    done = two.run("check")
    assert done.exit_code == 70
    assert "error[E0014]: portwright itself failed here: KeyError: 'lost'" in done.stderr
    assert f"--> {ZOO}" in done.stderr
    monkeypatch.setenv(front.TRACEBACK, "1")
    with pytest.raises(KeyError):
        front.front_all([Path(SHOP)], Diagnostics())
