"""Ports on the command line: what is compiled with what, what is refused, what changed since."""

from __future__ import annotations

import json

import pytest

from tests.cli.project import DOCUMENT, SPEC, Project, loads

COMMON = "port: CommonPort\ntypes: {Person: {name: string}}\n"
PORT = """\
port: OrdersPort
imports: {common.port.yaml: [Person]}
types:
  Order: {id: id, buyer: Person}
errors:
  Refused: {message: string}
operations:
  get_order: {in: {id: id}, out: Order, raises: [Refused]}
  drop_order: {in: {id: id}}
"""
REFUSED = "errors:\n  Refused: {message: string}\n"
ADAPTER = """\
  get_order:
    call: getOrder
    request: {id: id}
    response: {fields: {id: id, buyer: {object: customer, fields: {name: name}}}}
  drop_order: {call: deleteOrder, request: {id: id}}
"""
ORDERS, SHARED = "specs/ports/orders.port.yaml", "specs/ports/common.port.yaml"
FILES = ("__init__.py", "errors.py", "manifest.json", "port.py", "types.py")


@pytest.fixture
def ports(shop: Project) -> Project:
    """A spec that names one of three ports; that port imports another."""
    shop.write("specs/shop/integration.yaml", adapter_of("shop"))
    shop.write(ORDERS, PORT)
    shop.write(SHARED, COMMON)
    shop.write("specs/ports/stock.port.yaml", "port: StockPort\noperations: {count: {out: int}}\n")
    return shop


def adapter_of(vendor: str) -> str:
    """A spec that puts the vendor behind the port."""
    head = SPEC.replace("vendor: shop\n", f"vendor: {vendor}\nport: ../ports/orders.port.yaml\n")
    return head.partition("  get_order:")[0] + ADAPTER


def generated(project: Project, out: str = "generated") -> set[str]:
    folder = project.folder / out
    return {path.parent.relative_to(folder).as_posix() for path in folder.rglob("manifest.json")}


def test_without_arguments_all_are_compiled(ports: Project) -> None:
    assert ports.run("compile").exit_code == 0
    assert generated(ports) == {"shop", "ports/orders", "ports/common", "ports/stock"}
    folder = ports.folder / "generated/ports"
    assert (folder / "__init__.py").read_text("utf-8").count("\n") == 1
    assert sorted(path.name for path in (folder / "orders").iterdir()) == sorted(FILES)


def test_a_spec_brings_its_port_along_and_a_port_what_it_imports(ports: Project) -> None:
    assert ports.run("compile", "specs/shop").exit_code == 0
    assert generated(ports) == {"shop", "ports/orders", "ports/common"}


def test_a_port_is_compiled_without_the_specs(ports: Project) -> None:
    done = ports.run("compile", ORDERS)
    assert done.exit_code == 0
    assert generated(ports) == {"ports/orders", "ports/common"}
    assert "generated/ports/orders: written (2 operations, 2 types, " in done.stdout


def test_a_folder_of_ports_means_all_of_them(ports: Project) -> None:
    assert ports.run("compile", "ports").exit_code == 0
    assert generated(ports) == {"ports/orders", "ports/common", "ports/stock"}
    done = ports.run("check", "specs/ports", "specs/shop")
    assert done.stdout == "1 spec and 3 ports checked, no errors\n"


def test_a_port_that_is_not_there_is_no_folder_of_ports(ports: Project) -> None:
    done = ports.run("check", "specs/ports/order.port.yaml")
    assert (done.exit_code, "no such file: specs/ports/order.port.yaml" in done.stderr) == (1, True)


def test_any_package_may_hold_them(ports: Project) -> None:
    assert ports.run("compile", "--out", "src/team/vendors").exit_code == 0
    assert generated(ports, "src/team/vendors") >= {"shop", "ports/orders"}
    code = "import src.team.vendors.ports.orders as orders; print(orders.Order.__module__)"
    done = ports.execute_text(f"{code}; raise SystemExit")
    assert done.stdout == "src.team.vendors.ports.orders.types\n"


def test_what_is_current_is_left_alone_and_what_is_not_is_told(ports: Project) -> None:
    ports.run("compile")
    before = ports.files()
    done = ports.run("compile", "--format", "json")
    rows = loads(done)["ports"]
    assert [(row["port"], row["status"]) for row in rows] == [
        ("CommonPort", "unchanged"),
        ("OrdersPort", "unchanged"),
        ("StockPort", "unchanged"),
    ]
    assert ports.files() == before
    assert ports.run("compile", "--check").exit_code == 0
    ports.write("generated/ports/orders/types.py", "# by hand\n")
    done = ports.run("compile", "--check", ORDERS)
    assert done.exit_code == 1
    assert (
        "generated/ports/orders is not what its spec compiles to: types.py differs" in done.stderr
    )


def test_a_module_that_is_not_made_any_more_goes(ports: Project) -> None:
    ports.run("compile")
    ports.write(ORDERS, PORT.replace(", raises: [Refused]", "").replace(REFUSED, ""))
    assert ports.run("compile", ORDERS).exit_code == 0
    assert not (ports.folder / "generated/ports/orders/errors.py").exists()


def test_a_folder_of_somebody_else_is_left_alone(ports: Project) -> None:
    ports.write("generated/ports/orders/mine.py", "# mine\n")
    done = ports.run("compile")
    assert (done.exit_code, "error[E0013]: generated/ports/orders holds" in done.stderr) == (
        1,
        True,
    )
    assert generated(ports) == set()


def test_a_mistake_in_a_port_is_told_once_and_nothing_is_written(ports: Project) -> None:
    ports.write("specs/mall/integration.yaml", adapter_of("mall"))
    ports.write("specs/mall/openapi.yaml", DOCUMENT)
    ports.write(ORDERS, PORT.replace("buyer: Person", "buyer: Persn"))
    done = ports.run("compile")
    assert (done.exit_code, done.stderr.count("E0350")) == (1, 1)
    assert not (ports.folder / "generated").exists()


def test_every_spec_that_names_a_port_with_a_mistake_fails(ports: Project) -> None:
    """Also when the port was read for another before."""
    ports.write(ORDERS, PORT.replace("buyer: Person", "buyer: Persn"))
    assert ports.run("check", "specs/shop").exit_code == 1
    done = ports.run("compile", ORDERS, "specs/shop")
    assert done.exit_code == 1
    assert generated(ports) == set()


def test_a_port_imports_nothing_from_outside_of_the_specs(ports: Project) -> None:
    ports.write("common.port.yaml", COMMON)
    ports.write(ORDERS, PORT.replace("common.port.yaml", "../../common.port.yaml"))
    done = ports.run("check", ORDERS)
    assert "../../common.port.yaml is outside the folder of the specs" in done.stderr
    assert (done.exit_code, done.stderr.count("error[")) == (1, 1)


def test_a_port_may_stand_in_the_folder_of_a_vendor(ports: Project) -> None:
    ports.write("specs/shop/own.port.yaml", PORT.replace("common", "../ports/common"))
    assert ports.run("compile", "specs/shop/own.port.yaml").exit_code == 0
    assert generated(ports) == {"ports/own", "ports/common"}


def test_no_vendor_takes_the_folder_of_ports(shop: Project) -> None:
    shop.write("specs/shop/integration.yaml", SPEC.replace("vendor: shop", "vendor: ports"))
    done = shop.run("check")
    assert (done.exit_code, "specs/shop/integration.yaml:2:9" in done.stderr) == (1, True)


# Ports that changed under an adapter


@pytest.fixture
def adapted(ports: Project) -> Project:
    """A package of a vendor that was compiled for the port as it is now."""
    assert ports.run("compile").exit_code == 0
    return ports


def test_an_adapter_records_what_the_port_meant(adapted: Project) -> None:
    folder = adapted.folder / "generated"
    shop = json.loads((folder / "shop/manifest.json").read_text("utf-8"))
    port = json.loads((folder / "ports/orders/manifest.json").read_text("utf-8"))
    own, imported = shop["port"]
    assert own == {key: port[key] for key in ("port", "package", "contract", "members")}
    assert imported["package"] == "common"
    assert imported["members"].items() <= port["members"].items()


@pytest.mark.parametrize("verb", ["check", "compile"])
def test_a_changed_operation_is_told_where_it_stands(adapted: Project, verb: str) -> None:
    adapted.write(
        ORDERS, PORT.replace("in: {id: id}, out", "in: {id: id, at: instant | null}, out")
    )
    done = adapted.run(verb, ORDERS)
    assert done.exit_code == 0
    told = "warning[W0365]: generated/shop was compiled before operation `get_order` changed (at)"
    assert told in done.stderr
    assert f"--> {ORDERS}:8:3" in done.stderr
    assert "run `portwright compile`" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "message", "place"),
    [
        ("  drop_order: {in: {id: id}}\n", "", "operation `drop_order` was removed", "1:7"),
        ("  drop_order", "  lose_order", "operation `lose_order` was added", "9:3"),
        ("{message: string}", "{text: string}", "error `Refused` changed (message, text)", "6:3"),
        ("OrdersPort", "ShopPort", "`ShopPort` changed", "1:7"),
    ],
)
def test_what_changed_is_said(
    adapted: Project, old: str, new: str, message: str, place: str
) -> None:
    adapted.write(ORDERS, PORT.replace(old, new))
    done = adapted.run("check", ORDERS)
    assert f"generated/shop was compiled before {message}" in done.stderr
    assert f"--> {ORDERS}:{place}" in done.stderr


def test_a_change_of_an_imported_type_is_told_where_that_is(adapted: Project) -> None:
    adapted.write(SHARED, COMMON.replace("name: string", "name: string | null"))
    done = adapted.run("check", ORDERS)
    assert "before type `Person` changed (name)" in done.stderr
    assert f"--> {SHARED}:2:9" in done.stderr
    assert done.stderr.count("W0365") == 1


def test_an_imported_port_is_told_of_what_the_adapter_has_from_it(adapted: Project) -> None:
    """Checked alone, so that only the record of the import can tell."""
    more = COMMON.replace("{Person", "{Animal: {name: string}, Person")
    adapted.write(SHARED, more)
    assert adapted.run("check", SHARED).stderr == ""
    adapted.write(SHARED, more.replace("Person: {name: string", "Person: {name: id"))
    done = adapted.run("check", SHARED)
    assert "generated/shop was compiled before type `Person` changed (name)" in done.stderr
    assert (done.exit_code, done.stderr.count("W0365")) == (0, 1)


def test_of_a_port_that_means_the_same_nothing_is_said(adapted: Project) -> None:
    adapted.write(ORDERS, f"# another comment\n{PORT}")
    assert adapted.run("check", ORDERS).stderr == ""


def test_of_an_adapter_that_is_compiled_along_nothing_is_said(adapted: Project) -> None:
    adapted.write(
        ORDERS, PORT.replace("in: {id: id}, out", "in: {id: id, at: instant | null}, out")
    )
    assert "W0365" not in adapted.run("compile").stderr


@pytest.mark.parametrize("text", ["", "[]", '{"port": 1}', '{"port": [{"package": "orders"}]}'])
def test_a_damaged_manifest_is_of_no_interest(adapted: Project, text: str) -> None:
    adapted.write("generated/shop/manifest.json", text)
    adapted.write(ORDERS, PORT.replace("drop_order", "lose_order"))
    done = adapted.run("check", ORDERS)
    assert (done.exit_code, done.stderr) == (0, "")
