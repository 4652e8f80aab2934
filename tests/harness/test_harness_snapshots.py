"""L4: snapshots are exact, readable, written when asked for, and never of a wrong outcome."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import msgspec
import pytest

from portwright_harness.cassette_checks import checks_of
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import SourceFile
from portwright_harness.report_junit import junit
from portwright_harness.run import verify
from portwright_harness.snapshot_file import is_snapshot
from portwright_harness.snapshot_text import written
from portwright_harness.vendor import Vendor
from portwright_harness.vendor_checks import vendor_checks
from portwright_runtime import Money
from tests.recordings.driving import vendor

ROOT = Path(__file__).parents[2]
CASSETTE = ("create_payment", "ok")


class Word(StrEnum):
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Line:
    price: Money
    share: Decimal
    at: dt.datetime
    day: dt.date
    takes: dt.timedelta
    word: Word
    note: str | None | msgspec.UnsetType = msgspec.UNSET
    raw: bytes = b"hi"


def test_a_snapshot_is_exact_and_readable() -> None:
    line = Line(
        Money.of("12.50", "USD"),
        Decimal("0.10"),
        dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC),
        dt.date(2026, 1, 31),
        dt.timedelta(seconds=90),
        Word.YES,
    )
    assert written([line, None, "null", 1]) == (
        "- !Line\n"
        "  price: !money '12.50 USD'\n"
        "  share: !decimal '0.10'\n"
        "  at: !instant '2026-01-31T12:00:00+00:00'\n"
        "  day: !date '2026-01-31'\n"
        "  takes: !duration 'PT90S'\n"
        "  word: !Word 'yes'\n"
        "  raw: !!binary |\n    aGk=\n"
        "- null\n- 'null'\n- 1\n"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Money.of("12.501", "USD"), Money.of("12.50", "USD")),
        (Money.of("1", "USD"), "1 USD"),
        (Decimal("1.0"), 1.0),
        (dt.date(2026, 1, 31), "2026-01-31"),
        (Word.YES, "yes"),
        (None, "null"),
    ],
)
def test_values_of_two_kinds_or_spellings_have_two_texts(one: object, other: object) -> None:
    assert written(one) != written(other)


def test_what_no_port_can_return_is_refused() -> None:
    with pytest.raises(TypeError, match="no snapshot can hold"):
        written(object())


@pytest.fixture
def stripe(tmp_path: Path) -> Vendor:
    """Stripe with one cassette, and no snapshot yet."""
    whole = vendor("stripe")
    path = tmp_path / "stripe" / CASSETTE[0] / "ok.yaml"
    path.parent.mkdir(parents=True)
    shutil.copy(whole.cassette(*CASSETTE), path)
    cases = tuple(c for c in whole.manifest.cases if c.names(*CASSETTE) and not c.faults)
    manifest = msgspec.structs.replace(whole.manifest, cases=cases)
    return Vendor(replace(whole.config, cassettes=tmp_path), manifest)


def snapshot(stripe: Vendor) -> Path:
    return stripe.cassette(*CASSETTE).with_name("ok.snapshot.yaml")


def l4(stripe: Vendor, *, update: bool = False) -> Finding:
    asked = replace(stripe, config=replace(stripe.config, update=update))
    checks = checks_of(asked, stripe.cassette(*CASSETTE))
    return next(check for check in checks if check.level == "L4").run()


def test_a_missing_snapshot_fails_with_the_command_that_writes_it(stripe: Vendor) -> None:
    text = l4(stripe).problems[0].text
    assert "ok.snapshot.yaml is not there" in text
    assert "pytest --update-snapshots stripe/create_payment/ok.yaml" in text
    assert not snapshot(stripe).exists()


def test_a_snapshot_is_written_once_and_then_holds(stripe: Vendor) -> None:
    assert l4(stripe, update=True).notes == ("wrote stripe/create_payment/ok.snapshot.yaml",)
    before = snapshot(stripe).stat().st_mtime_ns
    assert l4(stripe) == Finding() == l4(stripe, update=True)
    assert snapshot(stripe).stat().st_mtime_ns == before
    names = {path.name for path in snapshot(stripe).parent.iterdir()}
    assert names == {"ok.yaml", "ok.snapshot.yaml"}


def test_another_result_is_shown_as_a_diff(stripe: Vendor) -> None:
    l4(stripe, update=True)
    text = snapshot(stripe).read_text(encoding="utf-8")
    snapshot(stripe).write_text(text.replace("20.00 EUR", "20.0 EUR"), encoding="utf-8")
    found = l4(stripe).problems[0].text
    assert "-amount: !money '20.0 EUR'\n  +amount: !money '20.00 EUR'" in found


def test_a_wrong_outcome_is_never_written(stripe: Vendor) -> None:
    (case,) = stripe.manifest.cases
    cases = (msgspec.structs.replace(case, raises="Declined"),)
    stripe = replace(stripe, manifest=msgspec.structs.replace(stripe.manifest, cases=cases))
    found = l4(stripe, update=True)
    assert [problem.kind for problem in found.problems] == ["outcome"]
    assert not snapshot(stripe).exists()


def test_a_snapshot_that_nothing_is_compared_with_fails(stripe: Vendor) -> None:
    def strays() -> list[str]:
        tests = next(c for c in vendor_checks(stripe) if c.scenario == "tests")
        return [problem.text for problem in tests.run().problems]

    l4(stripe, update=True)
    assert strays() == []
    snapshot(stripe).rename(snapshot(stripe).with_name("other.snapshot.yaml"))
    assert len(strays()) == 1
    assert strays()[0].startswith("stripe/create_payment/other.snapshot.yaml is of no case")


def test_a_case_in_the_vendors_terms_has_no_snapshot() -> None:
    stripe = vendor("stripe")
    path = stripe.cassette("create_refund", "ok")
    assert "L4" not in {check.level for check in checks_of(stripe, path)}
    assert is_snapshot(Path("ok.snapshot.yaml")) and not is_snapshot(path)


def test_a_failure_names_the_line_of_the_case(stripe: Vendor) -> None:
    place = l4(stripe).case
    file, _, line = place.partition(":")
    assert file == "specs/stripe/integration.yaml"
    shown = (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1 :]
    assert "create_payment" in shown[0] and "ok" in "".join(shown[:2])


def test_no_line_is_named_of_a_spec_that_the_package_is_not_of(stripe: Vendor) -> None:
    sources = {"spec": SourceFile("integration.yaml", "0")}
    manifest = msgspec.structs.replace(stripe.manifest, sources=sources)
    assert l4(replace(stripe, manifest=manifest)).case == ""


def test_junit_has_each_check_its_failure_and_no_forbidden_character(stripe: Vendor) -> None:
    path = stripe.cassette(*CASSETTE)
    report = verify(ROOT, config=stripe.config, vendors=["stripe"], levels=["L0", "L4"])
    (failed,) = [r for r in report.results if r.id == "stripe/create_payment/ok[L4]"]
    broken = replace(failed, finding=Finding((replace(failed.finding.problems[0], text="a\x00b"),)))
    document = ET.fromstring(junit(replace(report, results=(broken, *report.results))))
    cases = {case.get("name"): case for case in document.iter("testcase")}
    assert len(cases) == len(report.results) and path.is_file()
    shown = cases["stripe/create_payment/ok[L4]"].find("failure")
    assert shown is not None and "--update-snapshots" in (shown.text or "")
    assert "a\ufffdb" in junit(replace(report, results=(broken,)))
    assert cases["stripe/create_payment/ok[L0]"].find("failure") is None
    assert int(document.find("testsuite").get("failures", "0")) > 0  # type: ignore[union-attr]


def pytest_run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_pytest_runs_the_levels_that_are_asked_for() -> None:
    folder = "cassettes/stripe/create_payment"
    done = pytest_run("-v", folder, "--portwright-level", "l4,L0", "-k", "declined or project")
    assert done.returncode == 0, done.stdout
    assert "create_payment/declined[L4] PASSED" in done.stdout
    assert "create_payment/declined[L0] PASSED" in done.stdout
    assert "[L1]" not in done.stdout and "ok[L4]" not in done.stdout
    wrong = pytest_run(folder, "--portwright-level", "L9")
    assert wrong.returncode == 4 and "no level `L9`; there are: L0, L1" in wrong.stderr


def test_pytest_writes_snapshots_with_workers_too(tmp_path: Path) -> None:
    cassettes = tmp_path / "cassettes"
    shutil.copytree(ROOT / "cassettes" / "stripe", cassettes / "stripe")
    shutil.copytree(ROOT / "generated", tmp_path / "generated")
    (tmp_path / "pyproject.toml").write_text("[tool.portwright]\n", encoding="utf-8")
    kept = {path: path.read_bytes() for path in cassettes.rglob("*.snapshot.yaml")}
    for path in kept:
        path.unlink()
    command = ["-n", "2", "--rootdir", str(tmp_path), "-c", str(tmp_path / "pyproject.toml")]
    command += ["-m", "portwright_l4", "--update-snapshots", str(cassettes)]
    done = pytest_run(*command)
    assert done.returncode == 0, done.stdout
    assert kept and kept == {path: path.read_bytes() for path in cassettes.rglob("*.snapshot.yaml")}


def test_verify_writes_junit() -> None:
    command = [str(Path(sys.executable).with_name("portwright")), "verify", "--vendor", "stripe"]
    done = subprocess.run(
        [*command, "--level", "L4", "--format", "junit"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert ET.fromstring(done.stdout).find("testsuite").get("failures") == "0"  # type: ignore[union-attr]


def test_a_diff_shows_no_value_of_a_field_that_the_spec_declares_secret(stripe: Vendor) -> None:
    l4(stripe, update=True)
    kept = snapshot(stripe).read_text(encoding="utf-8")
    snapshot(stripe).write_text(kept.replace("20.00 EUR", "20.01 EUR"), encoding="utf-8")
    assert "20.01 EUR" in l4(stripe).problems[0].text
    manifest = msgspec.structs.replace(stripe.manifest, scrub=("body.amount", "body.received"))
    [problem] = l4(replace(stripe, manifest=manifest)).problems
    assert "-amount: (not shown: 1)\n  +amount: (not shown: 2)" in problem.text
    assert "20.0" not in problem.text
