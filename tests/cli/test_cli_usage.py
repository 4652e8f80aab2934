"""Exit codes and messages where the arguments or the files are wrong. Never a traceback."""

from __future__ import annotations

import json

import pytest

from tests.cli.project import Project, loads

USAGE = [
    ("unknown", "No such command 'unknown'"),
    ("check --format xml", "'xml' is not one of"),
    ("check --colour", "No such option"),
    ("check", "no specs: none given"),
    ("compile", "portwright init VENDOR --openapi FILE"),
    ("explain E0001 E0002", "unexpected extra argument"),
    ("init", "Missing argument 'VENDOR'"),
    ("init shop", "Missing option '--openapi'"),
    ("vendor add", "Missing argument 'VENDOR'"),
    ("vendor add shop", "Missing option '--openapi'"),
    ("vendor add shop --openapi x.yaml --origin ftp://x", "is none of npm:PACKAGE@VERSION:PATH"),
    ("compile --out file", "'file' is a file"),
]
BROKEN = {
    "syntax": (b"a: [", "E0002", "spec.yaml:1:5"),
    "not UTF-8": (b"spec: \xe9", "E0001", "spec.yaml:1:7"),
    "UTF-16": (b"\xff\xfe\x00", "E0001", "spec.yaml:1:1"),
    "empty": (b"", "E0004", "spec.yaml:1:1"),
    "a list": (b"- spec: 1", "E0005", "spec.yaml:1:1"),
    "a text": (b"spec", "E0005", "spec.yaml:1:1"),
    "two documents": (b"spec: 1\n---\nspec: 1", "E0002", "spec.yaml:2:1"),
    "a key twice": (b"spec: 1\nspec: 1", "E0008", "spec.yaml:2:1"),
    "another version": (b"spec: 2", "E0010", "spec.yaml:1:7"),
    "binary": (b"\x00\x01\x02", "E0002", "spec.yaml:1:1"),
    "too deep": (b"[" * 3000, "E0011", "spec.yaml:1:"),
}


@pytest.mark.parametrize(("arguments", "message"), USAGE, ids=lambda text: text)
def test_wrong_usage_is_2(empty: Project, arguments: str, message: str) -> None:
    empty.write("file", "")
    result = empty.run(*arguments.split())
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("verb", ["check", "compile"])
def test_a_folder_of_specs_is_told_which_there_are(shop: Project, verb: str) -> None:
    result = shop.run(verb, "specs")
    assert result.exit_code == 2
    assert "specs is a folder of specs; name one of them: specs/shop" in result.stderr


@pytest.mark.parametrize("verb", ["check", "compile"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_spec_is_1_and_says_where(empty: Project, verb: str, name: str) -> None:
    data, code, place = BROKEN[name]
    (empty.folder / "spec.yaml").write_bytes(data)
    result = empty.run(verb, "spec.yaml")
    assert result.exit_code == 1
    assert f"error[{code}]" in result.stderr
    assert f"--> {place}" in result.stderr
    assert list(empty.files()) == ["spec.yaml"]


@pytest.mark.parametrize("verb", ["check", "compile"])
def test_a_missing_spec_is_1(empty: Project, verb: str) -> None:
    (empty.folder / "folder").mkdir()
    result = empty.run(verb, "missing.yaml", "folder")
    assert result.exit_code == 1
    assert "error[E0001]: no such file: folder/integration.yaml" in result.stderr
    assert "error[E0001]: no such file: missing.yaml" in result.stderr
    assert result.stderr.endswith("2 errors\n")


def test_a_missing_document_is_reported_where_it_is_named(shop: Project) -> None:
    shop.document.unlink()
    result = shop.run("check")
    assert result.exit_code == 1
    assert "error[E0001]: no such file: specs/shop/openapi.yaml" in result.stderr
    assert "--> specs/shop/integration.yaml:3:10" in result.stderr


@pytest.mark.parametrize("name", ["../openapi.yaml", "/etc/hostname"])
def test_a_document_elsewhere_is_refused(shop: Project, name: str) -> None:
    shop.write("specs/openapi.yaml", shop.document.read_text(encoding="utf-8"))
    spec = shop.spec.read_text(encoding="utf-8").replace("openapi.yaml", name)
    shop.write(shop.spec, spec)
    result = shop.run("check")
    assert result.exit_code == 1
    assert "--> specs/shop/integration.yaml:3:10" in result.stderr


@pytest.mark.parametrize("text", ["{", "openapi: 4.0.0", "[1, 2]", "openapi: 3.0.0\npaths: 7"])
def test_a_broken_document_is_1(shop: Project, text: str) -> None:
    shop.write(shop.document, text)
    result = shop.run("compile")
    assert result.exit_code == 1
    assert "--> specs/shop/openapi.yaml:" in result.stderr
    assert not shop.package.exists()


def test_findings_for_programs_go_to_standard_output(shop: Project) -> None:
    shop.write(shop.spec, shop.spec.read_text(encoding="utf-8").replace("getOrder", "getOdrer"))
    shown = {name: shop.run("check", "--format", name) for name in ("json", "sarif", "github")}
    assert {result.exit_code for result in shown.values()} == {1}
    assert {result.stderr for result in shown.values()} == {""}
    [finding] = loads(shown["json"])["diagnostics"]
    place = {"file": "specs/shop/integration.yaml", "line": 9, "column": 21, "code": "E0201"}
    assert place.items() <= finding.items()
    [result] = loads(shown["sarif"])["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (result["ruleId"], region["startLine"], region["startColumn"]) == ("E0201", 9, 21)
    assert shown["github"].stdout.startswith(
        "::error file=specs/shop/integration.yaml,line=9,col=21,endColumn=29,"
    )


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_without_findings_formats_are_still_whole(shop: Project, name: str) -> None:
    result = shop.run("check", "--format", name)
    assert result.exit_code == 0
    assert isinstance(loads(result), dict)


def test_a_check_of_several_specs_reports_all_of_them(shop: Project) -> None:
    shop.write("specs/a/integration.yaml", "spec: 2\n")
    shop.write("specs/b/integration.yaml", "a: [")
    result = shop.run("check")
    assert result.exit_code == 1
    assert "specs/a/integration.yaml:1:7" in result.stderr
    assert "specs/b/integration.yaml:1:5" in result.stderr


def test_a_clean_check_says_so(shop: Project) -> None:
    result = shop.run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 spec checked, no errors\n"


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "", "NO_COLOR": ""}, False),
    ],
)
def test_colour_is_for_people_who_want_it(
    shop: Project, env: dict[str, str], coloured: bool
) -> None:
    shop.write(shop.spec, "a: [")
    done = shop.execute("check", env=env)
    assert done.returncode == 1
    assert ("\x1b[" in done.stderr) is coloured


def test_the_process_exits_with_what_the_verb_says(shop: Project) -> None:
    assert shop.execute("check").returncode == 0
    assert shop.execute("check", "missing.yaml").returncode == 1
    assert shop.execute("check", "--format", "xml").returncode == 2
    version = shop.execute("--version")
    assert (version.returncode, version.stdout.split()[0]) == (0, "portwright")


def test_a_disk_that_cannot_be_written_is_told_in_a_line(shop: Project) -> None:
    shop.write("generated/shop", "a file where the package's folder belongs")
    done = shop.execute("compile")
    assert done.returncode == 2
    assert done.stderr.startswith("portwright: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_defect_of_ours_is_70_and_asks_for_a_report(shop: Project) -> None:
    fault = "import portwright.cli.check as module; module.front_all = lambda *_: 1 / 0"
    done = shop.execute_text(fault, "check")
    assert done.returncode == 70
    assert "a defect of portwright itself" in done.stderr
    assert "ZeroDivisionError: division by zero" in done.stderr


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_a_name_that_the_terminal_cannot_spell_is_escaped(shop: Project, format_: str) -> None:
    shop.write(shop.spec, shop.spec.read_text(encoding="utf-8").replace("getOrder", "取得"))
    done = shop.execute("check", "--format", format_, env={"PYTHONIOENCODING": "cp1252"})
    assert done.returncode == 1
    assert "\\u53d6" in done.stdout + done.stderr


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_closed_stream_swallows_what_is_printed(shop: Project, closed: str) -> None:
    done = shop.execute_text(f"import sys; sys.{closed} = None", "check", "--format", "json")
    assert done.returncode == 0


@pytest.mark.parametrize("given", ["shop", "specs/shop", "specs/shop/integration.yaml"])
def test_a_spec_is_named_by_vendor_folder_or_file(shop: Project, given: str) -> None:
    assert shop.run("check", given).exit_code == 0
    shop.write("whole.yaml", shop.document.read_text(encoding="utf-8"))
    assert shop.run("vendor", "add", given, "--openapi", "whole.yaml").exit_code == 0
    missing = shop.run("check", "shp")
    assert "no such file: specs/shp/integration.yaml" in missing.stderr


def test_a_spec_that_is_given_twice_is_one(shop: Project) -> None:
    result = shop.run("check", "specs/shop", "shop", "./specs/shop/integration.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 spec checked, no errors\n"


@pytest.mark.parametrize("verb", ["init shop", "vendor add shop", "vendor operations"])
def test_a_url_is_not_fetched_and_told_so(empty: Project, verb: str) -> None:
    result = empty.run(*verb.split(), "--openapi", "https://api.shop.example/openapi.json")
    assert result.exit_code == 2
    assert "https://api.shop.example/openapi.json is not fetched" in result.stderr


def test_every_verb_has_help(empty: Project) -> None:
    shown = json.dumps(empty.run("--help").stdout)
    for verb in (
        "cassettes",
        "check",
        "compile",
        "coverage",
        "explain",
        "init",
        "vendor",
        "verify",
    ):
        assert f"  {verb} " in shown
        assert empty.run(verb, "--help").exit_code == 0


def test_verifying_nothing_is_1(empty: Project) -> None:
    result = empty.run("verify")
    assert result.exit_code == 1
    assert "nothing to verify" in result.stdout
    report = empty.run("verify", "--format", "json")
    assert report.exit_code == 1
    assert isinstance(loads(report), dict)
