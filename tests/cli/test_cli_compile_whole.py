"""`compile --openapi`: a document without a spec, what is written and what is told of the rest."""

from __future__ import annotations

import json

import pytest

from tests.cli.project import DOCUMENT, Project, loads

WHOLE = ("compile", "--openapi", "shop.yaml", "--name", "shop")
LOSING = """\
openapi: 3.0.3
info: {title: Shop, version: "7"}
servers: [{url: "https://api.shop.example"}]
paths:
  /orders:
    get: {operationId: listOrders, responses: {"200": {description: All.}}}
  /session:
    get:
      operationId: getSession
      parameters: [sid]
      responses: {"200": {description: It.}}
  /damaged:
    get: {operationId: readDamage, parameters: none, responses: {"200": {description: It.}}}
    put: not an operation
"""


@pytest.fixture
def project(empty: Project) -> Project:
    empty.write("shop.yaml", DOCUMENT)
    return empty


def test_a_document_alone_becomes_a_package(project: Project) -> None:
    result = project.run(*WHOLE)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("generated/shop: written (2 operations, 3 models, ")
    assert result.stderr.count("W0207") == 1
    orders = (project.package / "operations/orders.py").read_text(encoding="utf-8")
    assert "def get_order" in orders
    assert not (project.folder / "specs").exists()


def test_the_same_document_again_touches_no_file_and_passes_the_check(project: Project) -> None:
    project.run(*WHOLE)
    assert project.run(*WHOLE).stdout.startswith("generated/shop: unchanged (")
    assert project.run(*WHOLE, "--check").exit_code == 0
    (project.package / "client.py").write_text("", encoding="utf-8")
    result = project.run(*WHOLE, "--check")
    assert (result.exit_code, "E0012" in result.stderr) == (1, True)


def test_each_lost_operation_is_named_and_the_others_are_written(empty: Project) -> None:
    empty.write("shop.yaml", LOSING)
    result = empty.run(*WHOLE, "--format", "json")
    found = [item for item in loads(result)["diagnostics"] if item["severity"] == "error"]
    assert result.exit_code == 1
    assert [(item["code"], item["line"], item["message"].split("`")[1]) for item in found] == [
        ("E0221", 8, "getSession"),
        ("E0221", 14, "PUT /damaged"),
    ]
    operations = sorted(path.name for path in (empty.package / "operations").glob("*.py"))
    assert operations == ["__init__.py", "damaged.py", "orders.py"]
    orders = (empty.package / "operations/orders.py").read_text(encoding="utf-8")
    assert "def list_orders" in orders and "def get_session" not in orders


def test_the_report_adds_up(empty: Project) -> None:
    empty.write("shop.yaml", LOSING)
    empty.run(*WHOLE, "--report", "made/report.json")
    report = json.loads((empty.folder / "made/report.json").read_text(encoding="utf-8"))
    operations = report["operations"]
    assert operations["in_document"] == 4
    assert [item["id"] for item in operations["delivered"]] == ["listOrders", "readDamage"]
    assert [(item["id"], item["code"]) for item in operations["lost"]] == [
        ("PUT /damaged", "E0102"),
        ("getSession", "E0102"),
    ]


def test_a_document_without_operations_is_a_client_without_methods(empty: Project) -> None:
    empty.write("shop.yaml", 'openapi: 3.0.3\ninfo: {title: Shop, version: "7"}\npaths: {}\n')
    result = empty.run(*WHOLE)
    assert result.exit_code == 0
    assert result.stdout.startswith("generated/shop: written (0 operations, 0 models, ")


def test_no_package_is_written_if_no_operation_is_left(empty: Project) -> None:
    empty.write("shop.yaml", LOSING)
    result = empty.run(*WHOLE, "--operation", "getSession", "--report", "report.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert not empty.package.exists()
    report = json.loads((empty.folder / "report.json").read_text(encoding="utf-8"))
    assert (report["package"], report["operations"]["delivered"]) == (None, [])


def test_operations_can_be_picked(project: Project) -> None:
    result = project.run(*WHOLE, "--operation", "deleteOrder")
    assert result.stdout.startswith("generated/shop: written (1 operation, 0 models, ")


def test_an_operation_that_cannot_be_read_can_be_asked_for(empty: Project) -> None:
    empty.write("shop.yaml", LOSING)
    result = empty.run(*WHOLE, "--operation", "PUT /damaged")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("E0221") == 1


def test_a_folder_of_somebody_else_is_left_alone(project: Project) -> None:
    project.write("generated/shop/mine.py", "")
    result = project.run(*WHOLE)
    assert (result.exit_code, "E0013" in result.stderr) == (1, True)
    assert [path.name for path in project.package.iterdir()] == ["mine.py"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("compile", "--name", "shop"), "go with --openapi"),
        (("compile", "--report", "r.json"), "go with --openapi"),
        (("compile", "--openapi", "shop.yaml"), "needs --name"),
        ((*WHOLE, "specs/shop"), "give one or the other"),
        ((*WHOLE[:-1], "Shop!"), "is no name of a package"),
        ((*WHOLE[:-1], "class"), "try `class_api`"),
        ((*WHOLE, "--report", "shop.yaml"), "would overwrite the document"),
        ((*WHOLE, "--operation", "getOdrer"), "did you mean `getOrder`?"),
    ],
)
def test_what_does_not_go_together_is_refused(
    project: Project, arguments: tuple[str, ...], told: str
) -> None:
    result = project.run(*arguments)
    assert (result.exit_code, told in result.stderr) == (2, True), result.stderr
    assert not project.package.exists()
