"""Package, cases and cassettes belong together: what nothing would play is a failure."""

from __future__ import annotations

import msgspec
import pytest

from portwright_harness.manifest import Case
from portwright_harness.run import verify
from tests.harness.project import SAMPLE, Project, kinds, seal, text

REFUND_NAMED = '"op": "create_refund", "cassette": "copy"'


def failures(project: Project, *levels: str) -> dict[str, str]:
    report = verify(SAMPLE, config=project.vendor.config, levels=levels or None)
    return {r.id: text(r.finding) for r in report.results if not r.passed}


def test_a_cassette_that_no_case_names_fails_and_says_which_line_is_missing(
    project: Project,
) -> None:
    """Its inputs would come from the file itself, so that any content would pass."""
    content = project.path("create_refund", "ok").read_text(encoding="utf-8")
    content = content.replace("amount=500", "amount=777").replace("2025-03-01", "1999-01-01")
    project.path("create_refund", "copy").write_text(content, encoding="utf-8")
    seal(project.path("create_refund", "copy"))
    [(name, said)] = failures(project).items()
    assert name == "acme/create_refund/copy[project-unnamed]"
    assert f"- {{{REFUND_NAMED}" in said and '"amount": 777' in said
    assert set(failures(project, "L3")) == {name}, "whatever is asked for, it is told"


def test_the_line_that_is_missing_names_the_error_and_may_lack_inputs(project: Project) -> None:
    content = project.path("create_refund", "declined").read_text(encoding="utf-8")
    content = content.replace("amount=999999", "amout=1")
    project.path("create_refund", "copy").write_text(content, encoding="utf-8")
    seal(project.path("create_refund", "copy"))
    [said] = failures(project).values()
    assert f'- {{{REFUND_NAMED}, "wire": {{}}, "raises": "Rejected"}}' in said


def test_inputs_in_the_metadata_name_no_cassette(project: Project) -> None:
    stated = "metadata:\n  inputs: {wire: {amount: 999999, charge: ch_1}, raises: Rejected}"
    project.edit("create_refund", "declined", "metadata:", stated)
    project.manifest(
        cases=tuple(c for c in project.vendor.manifest.cases if c.cassette != "declined")
    )
    levels = {check.level for check in project.checks("create_refund", "declined")}
    assert levels == {"L0", "project"}


def test_a_fault_case_alone_does_not_name_a_cassette(project: Project) -> None:
    fault = Case(op="create_refund", cassette="declined", faults=("400",), wire={"amount": 1})
    named = [c for c in project.vendor.manifest.cases if c.cassette != "declined"]
    project.manifest(cases=(*named, fault))
    assert "project" in {check.level for check in project.checks("create_refund", "declined")}


def test_a_cassette_of_an_operation_that_there_is_not_says_so(project: Project) -> None:
    path = project.path("make_refund", "ok")
    path.parent.mkdir()
    path.write_bytes(project.path("create_refund", "ok").read_bytes())
    assert failures(project) == {
        "acme/make_refund/ok[project-unnamed]": "acme has no operation `make_refund`"
    }


@pytest.mark.parametrize(
    ("place", "name", "reason"),
    [
        ("acme/create_refund/x.yml", "acme/create_refund/x.yml", "ends in .yml"),
        ("acme/create_refund/x.json", "acme/create_refund/x.json", "ends in .json"),
        ("acme/create_refund/x.YAML", "acme/create_refund/x.YAML", "ends in .YAML"),
        ("acme/create_refund/x/ok.yaml", "acme/create_refund/x/ok.yaml", "does not stand at"),
        ("acme/ok.yaml", "acme/*/ok.yaml", "does not stand at <vendor>/<operation>/<scenario>"),
        ("ok.yaml", "*/*/ok.yaml", "does not stand at"),
    ],
)
def test_a_file_in_the_wrong_place_fails(
    project: Project, place: str, name: str, reason: str
) -> None:
    path = project.cassettes / place
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(project.path("create_refund", "ok").read_bytes())
    [(found, said)] = failures(project).items()
    assert found == f"{name}[project-misplaced]"
    assert reason in said and place in said


@pytest.mark.parametrize("link", ["acme/create_refund/link.yaml", "acme/linked", "linked"])
def test_a_link_is_not_followed_and_fails(project: Project, link: str) -> None:
    path = project.cassettes / link
    target = project.path("create_refund", "ok")
    path.symlink_to(target if path.suffix else target.parent)
    [said] = failures(project).values()
    assert "is a symbolic link" in said


def test_a_link_to_something_else_is_left_alone(project: Project) -> None:
    (project.cassettes / "README").symlink_to(SAMPLE / "pyproject.toml")
    assert failures(project) == {}


@pytest.mark.parametrize("place", ["README.md", ".git/x.yaml", "acme/create_refund/.x.yaml"])
def test_what_nobody_meant_for_a_cassette_is_left_alone(project: Project, place: str) -> None:
    path = project.cassettes / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("not a cassette", encoding="utf-8")
    assert failures(project) == {}


def test_a_case_without_its_file_fails_once_however_many_ask_for_it(project: Project) -> None:
    for faults in ((), ("503", "ok"), ("reset", "ok")):
        project.case(Case(op="create_order", cassette="none", faults=faults))
    assert not [c for c in project.checks("create_order", "ok") if "none" in c.id]
    finding = project.vendor_checks()["acme/*/tests[project]"].run()
    assert text(finding) == (
        "a case names the cassette `none` of create_order; there is no acme/create_order/none.yaml"
        "; record it with\n  portwright record acme create_order/none --environment live"
    )


def test_a_folder_in_place_of_a_cassette_is_said_to_be_one(project: Project) -> None:
    path = project.path("create_order", "ok")
    path.unlink()
    path.mkdir()
    finding = project.vendor_checks()["acme/*/tests[project]"].run()
    assert "acme/create_order/ok.yaml is a folder, take it away" in text(finding)


@pytest.mark.parametrize(
    "name", ["a\nb.yaml", "a\u202eb.yaml", "\udcff.yaml", "a\\b.yaml", " a.yaml"]
)
def test_a_name_that_no_case_can_give_is_told_and_shown_escaped(
    project: Project, name: str
) -> None:
    path = project.cassettes / "acme/create_refund" / name
    path.write_bytes(project.path("create_refund", "ok").read_bytes())
    [(found, said)] = failures(project).items()
    assert found.isprintable() and said.isprintable()
    assert "has a name that no case can give" in said


def test_a_case_that_asks_for_nothing_fails(project: Project) -> None:
    project.manifest(cases=(Case(), Case(op="create_order")))
    finding = project.vendor_checks()["acme/*/tests[project]"].run()
    assert kinds(finding) == ["case"]
    assert "of create_order, has neither cassette nor faults" in text(finding)


def test_a_path_of_scrub_that_names_no_place_fails(project: Project) -> None:
    project.manifest(scrub=("header.Authorization", "query.key", "body."))
    finding = project.vendor_checks()["acme/*/tests[project]"].run()
    assert "`query.key` is neither" in text(finding) and "`body.`" in text(finding)


def test_the_checks_of_a_vendor_pass_when_nothing_is_wrong(project: Project) -> None:
    checks = project.vendor_checks()
    assert {"acme/*/package[project]", "acme/*/tests[project]"} <= checks.keys()
    assert not [kinds(check.run()) for check in checks.values() if check.run().problems]


def test_a_vendor_without_cassettes_has_its_own_checks(project: Project) -> None:
    project.manifest(cases=(Case(op="list_orders", faults=("503", "ok")),))
    assert [c for c in project.vendor_checks() if "no_cassette" in c]


def test_happy_answers_are_looked_for_in_their_places_alone(project: Project) -> None:
    """A file in the wrong place answers no fault case."""
    project.path("create_refund", "ok").rename(project.cassettes / "acme/create_refund/ok.yml")
    retried = [c.id for c in project.checks("create_refund", "retried") if c.level == "faults"]
    assert retried == ["acme/create_refund/retried[faults-timeout,503,ok]"]


def test_names_of_a_case_are_compared_whole() -> None:
    case = Case(op="a", cassette="b")
    assert case.names("a", "b")
    assert not any((case.names("b", "a"), case.names("a", "bb"), Case(op="a").names("a", "b")))
    assert msgspec.structs.replace(case, op="c").names("c", "b")
