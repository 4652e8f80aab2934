"""Ports: what a spec names is read, and a port may be checked by itself."""

from __future__ import annotations

from pathlib import Path

from tests.cli.project import SPEC, Project

PORT = """\
port: OrdersPort
types: {Order: {id: id}}
operations: {get_order: {in: {id: id}, out: Order}}
"""


OPERATION = "  get_order: {call: getOrder, request: {id: id}, response: {fields: {id: id}}}\n"


def naming_a_port(
    project: Project, port: str | None, name: str = "../ports/orders.port.yaml"
) -> None:
    spec = project.folder / "specs/shop/integration.yaml"
    head = SPEC.replace("vendor: shop\n", f"vendor: shop\nport: {name}\n")
    spec.write_text(head.partition("  get_order:")[0] + OPERATION, "utf-8")
    if port is not None:
        path = project.folder / "specs/ports/orders.port.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(port, "utf-8")


def test_of_a_port_that_is_fine_nothing_is_said(shop: Project) -> None:
    naming_a_port(shop, PORT)
    done = shop.run("check")
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_port_that_is_not_there_is_told_where_it_is_named(shop: Project) -> None:
    naming_a_port(shop, None)
    done = shop.run("check")
    assert done.exit_code == 1
    assert "error[E0001]: no such file: specs/ports/orders.port.yaml" in done.stderr
    assert "--> specs/shop/integration.yaml:3:7" in done.stderr


def test_a_port_outside_of_the_specs_is_not_read(shop: Project) -> None:
    (shop.folder / "secret.yaml").write_text("a: b\n", "utf-8")
    naming_a_port(shop, None, "../../secret.yaml")
    done = shop.run("check")
    assert done.exit_code == 1
    assert "../../secret.yaml is outside the folder of the specs" in done.stderr


def test_mistakes_of_a_port_stand_in_the_port(shop: Project) -> None:
    naming_a_port(shop, PORT.replace("out: Order", "out: [Order]"))
    done = shop.run("check")
    assert done.exit_code == 1
    assert "--> specs/ports/orders.port.yaml:3:45" in done.stderr


def test_a_port_is_checked_as_one(shop: Project) -> None:
    naming_a_port(shop, PORT)
    port = str(Path("specs/ports/orders.port.yaml"))
    assert shop.run("check", port).exit_code == 0
    naming_a_port(shop, ":::: [broken\n")
    done = shop.run("check", port)
    assert (done.exit_code, done.stderr.count("error[")) == (1, 1)
