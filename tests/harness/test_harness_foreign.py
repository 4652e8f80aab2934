"""Files of foreign recordings, driven interaction by interaction."""

from __future__ import annotations

from portwright_harness.foreign import drive

from tests.harness.project import Project, kinds


def test_each_interaction_is_driven_or_says_why_not(project: Project) -> None:
    path = project.path("list_orders", "foreign")
    project.edit("list_orders", "foreign", "?limit=2&status=open\n", "?page=2\n")
    first, second = drive(project.vendor, path)
    assert (first.number, first.operation, first.reason) == (1, "list_orders", None)
    assert first.passed and {name: kinds(f) for name, f in first.findings.items()} == {
        "L1": [],
        "L3": [],
    }
    assert second.operation is None and not second.passed
    assert second.reason == "GetOrders: unknown query parameter `page`"


def test_a_difference_fails_its_interaction_alone(project: Project) -> None:
    path = project.path("list_orders", "foreign")
    project.edit("list_orders", "foreign", "limit=2&created", "limit=%2B2&created")
    first, second = drive(project.vendor, path)
    assert first.reason is not None and "`limit` is not integer" in first.reason
    assert second.passed
    project.edit("list_orders", "foreign", "limit=%2B2", "limit=02")
    first, second = drive(project.vendor, path)
    assert kinds(first.findings["L1"]) == ["request"] and not first.passed
    assert second.passed


def test_arguments_that_the_method_refuses_are_a_reason(project: Project) -> None:
    operation = project.vendor.manifest.operations["list_orders"]
    arguments = tuple(a for a in operation.arguments if a.name != "limit")
    limit = next(a for a in operation.arguments if a.name == "limit")
    loose = type(limit)(name="limit", in_="query", wire="limit", schema={"type": "string"})
    project.operation("list_orders", arguments=(*arguments, loose))
    [first, _] = drive(project.vendor, project.path("list_orders", "foreign"))
    assert first.reason is not None and "argument `limit`: Expected `int`" in first.reason


def test_what_another_client_did_not_send_is_not_asked_of_it(project: Project) -> None:
    """No key, no credentials, no Content-Type and another version: ours sends them all the same."""
    path = project.path("create_refund", "ok")
    for header in ("Authorization", "Acme-Version", "Content-Type", "Idempotency-Key"):
        first = next(
            line for line in path.read_text("utf-8").splitlines() if line.strip() == f"{header}:"
        )
        project.edit("create_refund", "ok", f"{first}\n", first.replace(header, "X-No") + "\n")
        break
    [driven] = drive(project.vendor, path)
    assert driven.passed, driven


def test_but_what_it_sent_is(project: Project) -> None:
    project.edit("create_refund", "ok", "Bearer REDACTED", "Basic REDACTED")
    [driven] = drive(project.vendor, project.path("create_refund", "ok"))
    assert kinds(driven.findings["L1"]) == ["request"]
