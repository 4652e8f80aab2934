"""`portwright record`: what is asked for, what is said, and that nothing said holds a secret."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.cli.project import Project
from tests.recorder.shop import BEARER, DOCUMENT, SPEC, TOKEN
from tests.recorder.vendor import Answer, Vendor, serving

ENVIRON = {"SHOP_TOKEN": TOKEN}
CASSETTE = "cassettes/shop/get_order/ok.yaml"


@pytest.fixture(scope="module")
def vendor() -> Iterator[Vendor]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def compiled(vendor: Vendor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project(tmp_path_factory.mktemp("compiled"))
    spec = SPEC.replace("URL", vendor.url).replace("AUTH", BEARER).replace("SECRETS", "token")
    project.write("specs/shop/integration.yaml", spec)
    project.write("specs/shop/openapi.yaml", DOCUMENT)
    project.write("pyproject.toml", "[tool.portwright]\n")
    assert project.run("compile").exit_code == 0
    return project.folder


@pytest.fixture
def shop(compiled: Path, empty: Project, vendor: Vendor) -> Project:
    shutil.copytree(compiled, empty.folder, dirs_exist_ok=True)
    vendor.answers, vendor.asked = [Answer()], []
    return empty


def record(
    shop: Project, *arguments: str, env: dict[str, str] | None = None
) -> CompletedProcess[str]:
    done = shop.execute("record", "shop", *arguments, env=ENVIRON if env is None else env)
    assert TOKEN not in done.stdout + done.stderr
    return done


def test_a_case_is_recorded_and_verified_offline(shop: Project, vendor: Vendor) -> None:
    done = record(shop, "get_order/ok", "--environment", "test")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "recorded: shop/get_order/ok.yaml",
        "interactions: 1",
        "redacted: request.header.Authorization",
    ]
    assert done.stderr == ""
    levels = [word for level in ("L0", "L1", "L1-vcr", "L3") for word in ("--level", level)]
    report = json.loads(shop.execute("verify", *levels, "--format", "json").stdout)["results"]
    verdicts = {item["level"]: item["verdict"] for item in report if item["level"] != "project"}
    assert verdicts == dict.fromkeys(("L0", "L1", "L1-vcr", "L3"), "passed")
    assert len(vendor.asked) == 1


@pytest.mark.parametrize("named", ["shop", "../../specs/shop"])
def test_the_project_is_found_from_a_folder_in_it(shop: Project, named: str) -> None:
    inside = Project(shop.folder / "src" / "deep")
    inside.folder.mkdir(parents=True)
    done = inside.execute("record", named, "get_order/ok", "--environment", "test", env=ENVIRON)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("recorded: shop/get_order/ok.yaml\n")
    assert (shop.folder / CASSETTE).is_file() and not any(inside.folder.iterdir())


def test_a_dry_run_sends_nothing(shop: Project, vendor: Vendor) -> None:
    done = record(shop, "get_order/ok", "--environment", "test", "--dry-run", "--format", "json")
    assert json.loads(done.stdout) == {
        "would": "write",
        "cassette": "shop/get_order/ok.yaml",
        "call": "GET /orders/{id}",
        "environment": "test",
        "base_url": vendor.url,
        "source": "sandbox",
        "variables": {"SHOP_TOKEN": True},
    }
    assert vendor.asked == [] and not (shop.folder / "cassettes").exists()


def test_a_dry_run_says_which_secret_is_not_set(shop: Project) -> None:
    done = record(
        shop, "get_order/ok", "--environment", "test", "--dry-run", env={"SHOP_TOKEN": ""}
    )
    assert done.returncode == 0 and "variables: SHOP_TOKEN (NOT SET)" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("get_order/ok", "say which --environment; the spec declares live, test"),
        ("get_order/ok --environment prod", "no environment `prod`"),
        ("get_order/nope --environment test", "no case `get_order/nope`"),
        ("get_order/ok --environment live", "`live` is production; --allow-production"),
        ("sign_in/ok --environment live --allow-production", "not declared to only read"),
        ("sign_in/ok --environment live --allow-production --dry-run", "not declared to only"),
    ],
)
def test_what_is_not_allowed_is_wrong_usage(
    shop: Project, vendor: Vendor, arguments: str, said: str
) -> None:
    done = record(shop, *arguments.split())
    assert done.returncode == 2 and said in done.stderr
    assert vendor.asked == []


def test_what_only_reads_is_recorded_in_production(shop: Project) -> None:
    done = record(shop, "get_order/ok", "--environment", "live", "--allow-production")
    assert done.returncode == 0, done.stderr
    assert "source: live" in (shop.folder / CASSETTE).read_text("utf-8")


def test_a_client_of_another_spec_is_not_called(shop: Project, vendor: Vendor) -> None:
    path = shop.folder / "specs/shop/integration.yaml"
    path.write_text(path.read_text("utf-8").replace("deadline: 5s", "deadline: 6s"), "utf-8")
    done = record(shop, "get_order/ok", "--environment", "test")
    assert done.returncode == 2 and "`portwright compile` first" in done.stderr
    assert vendor.asked == []


def test_a_failure_says_why_without_the_secrets_that_the_vendor_echoes(
    shop: Project, vendor: Vendor
) -> None:
    body = json.dumps({"id": [TOKEN], "description": f"Bearer {TOKEN}"}).encode()
    vendor.answers = [Answer(body)]
    done = record(shop, "get_order/ok", "--environment", "test")
    assert done.returncode == 1 and done.stdout == ""
    assert "not recorded: raised DecodeFailed" in done.stderr
    assert not (shop.folder / "cassettes").exists()


def test_a_refresh_replaces_what_is_there(shop: Project, vendor: Vendor) -> None:
    shop.write(CASSETTE, "version: 1\n")
    done = record(shop, "get_order/ok", "--environment", "test")
    assert done.returncode == 2 and "is there already; --refresh replaces it" in done.stderr
    done = record(shop, "get_order/ok", "--environment", "test", "--refresh")
    assert done.returncode == 0, done.stderr
    assert "Two pears" in (shop.folder / CASSETTE).read_text("utf-8")


def test_a_secret_that_the_proof_finds_keeps_the_old_cassette(
    shop: Project, vendor: Vendor
) -> None:
    twice = b64encode(b64encode(TOKEN.encode()))
    vendor.answers = [Answer(json.dumps({"id": "o-1", "echo": twice.decode()}).encode())]
    shop.write(CASSETTE, "version: 1\n")
    done = record(shop, "get_order/ok", "--environment", "test", "--refresh")
    assert done.returncode == 1
    assert "redaction left a secret in the recording: `token` (base64, base64)" in done.stderr
    assert (shop.folder / CASSETTE).read_text("utf-8") == "version: 1\n"


def test_a_dry_run_tells_what_the_method_does_not_take(shop: Project, vendor: Vendor) -> None:
    spec, document = "specs/shop/integration.yaml", "specs/shop/openapi.yaml"
    for name, old, new in (
        (spec, '"424242424242"', "no base64"),
        (document, "pin: {type: string}", "pin: {type: string, format: binary}"),
        (document, "content: {application/json: {s", "content: {multipart/form-data: {s"),
    ):
        path = shop.folder / name
        assert old in path.read_text("utf-8")
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert shop.run("compile").exit_code == 0
    done = record(shop, "create_order/ok", "--environment", "test", "--dry-run")
    assert done.returncode == 2 and "a case writes bytes in base64" in done.stderr
    assert vendor.asked == []


@pytest.mark.parametrize(
    ("case", "said"),
    [("get_ordr/ok", "did you mean `get_order/ok`?"), ("get_order/okay", "there are: get_order/")],
)
def test_a_case_that_there_is_not_is_told_with_what_may_be_meant(
    shop: Project, case: str, said: str
) -> None:
    done = record(shop, case, "--environment", "test")
    assert done.returncode == 2
    assert f"no case `{case}`" in done.stderr and said in done.stderr
