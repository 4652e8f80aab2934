"""Recording against a server whose address the caller alone knows."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from portwright_harness.recorder.problem import RecordingRefusedError
from tests.cli.project import Project
from tests.recorder.shop import DOCUMENT, SPEC, TOKEN, Shop, compiled
from tests.recorder.vendor import Vendor

SERVERS = """\
  params: {server: origin}
  environments:
    own: {base_url: {origin: server, path: /v1}, source: self_hosted}
    mock: {base_url: {origin: server}, source: "simulator:shop-mock"}
    real: {base_url: {origin: server}, production: true, source: self_hosted}
    test: {base_url: "URL"}
"""


@pytest.fixture
def shop(tmp_path: Path, vendor: Vendor, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setattr(sys, "path", [*sys.path])
    before, rest = SPEC.split("  environments:\n")
    spec = before + SERVERS + rest[rest.index("  auth:") :]
    spec = spec.replace("AUTH", "{bearer: {secret: token}}").replace("SECRETS", "token")
    environ = {"SHOP_TOKEN": TOKEN, "SHOP_SERVER": vendor.url}
    return compiled(Project(tmp_path), vendor, spec, DOCUMENT, environ)


def test_it_is_played_where_it_was_recorded(shop: Shop) -> None:
    shop.record(environment="own")
    assert shop.vendor.asked[0].path == "/v1/orders/o-1"
    [exchange] = shop.loaded()["interactions"]
    assert exchange["request"]["uri"] == f"{shop.vendor.url}/v1/orders/o-1"
    assert shop.problems() == []


def test_another_path_than_the_recorded_one_is_seen(shop: Shop) -> None:
    """The origin is the recording's, the path is the spec's."""
    shop.record(environment="own")
    path = shop.project.folder / "cassettes/shop/get_order/ok.yaml"
    path.write_text(shop.text().replace("/v1/orders", "/v2/orders"), encoding="utf-8")
    assert any("/v2/orders" in problem for problem in shop.problems())


@pytest.mark.parametrize(
    ("environment", "source"),
    [("own", "self_hosted"), ("mock", "simulator:shop-mock"), ("test", "sandbox")],
)
def test_who_answered_is_what_the_spec_says(shop: Shop, environment: str, source: str) -> None:
    shop.record(environment=environment)
    assert shop.loaded()["metadata"]["provenance"]["source"] == source


def test_production_of_ones_own_is_production(shop: Shop) -> None:
    with pytest.raises(RecordingRefusedError, match="the environment `real` is production"):
        shop.plan(environment="real")
    assert shop.plan(environment="real", allow_production=True).source == "self_hosted"


def test_an_address_that_is_not_set_is_named(shop: Shop) -> None:
    del shop.environ["SHOP_SERVER"]
    with pytest.raises(RecordingRefusedError, match="SHOP_SERVER"):
        shop.record(environment="own")
    assert shop.vendor.asked == []
