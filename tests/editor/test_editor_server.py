"""What a person sees in an editor: a real yaml-language-server, over stdio.

`make test-tools` installs it; without it these tests are skipped.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from portwright.build.schema import write_schemas
from portwright.diagnostics.model import Diagnostics
from tests.editor.lsp import Editor, editing

ROOT = Path(__file__).parents[2]
STRIPE = ROOT / "specs/stripe"
HERE = "§"
NUMBERS = count()


def server() -> str | None:
    own = ROOT / ".cache/node_modules/.bin"
    return shutil.which("yaml-language-server", path=str(own)) or shutil.which(
        "yaml-language-server"
    )


pytestmark = pytest.mark.skipif(server() is None, reason="no yaml-language-server: make test-tools")


@dataclass(frozen=True)
class Desk:
    """An editor with Stripe's spec, under a new name for each text that is shown."""

    editor: Editor
    folder: Path
    spec: str

    def problems(self, was: str = "", becomes: str = "") -> list[tuple[int, str]]:
        """Line, from 1, and message of what is flagged when a part of the spec is changed."""
        told = self.editor.open(self._path(), self._changed(was, becomes))
        return [(item["range"]["start"]["line"] + 1, item["message"]) for item in told]

    def offers(self, was: str, becomes: str) -> dict[str, Any]:
        """What may stand at the sign in `becomes`, by label."""
        text, path = self._changed(was, becomes), self._path()
        before, _, after = text.partition(HERE)
        self.editor.open(path, before + after)
        lines = before.split("\n")
        items = self.editor.complete(path, len(lines) - 1, len(lines[-1]))
        return {item["label"]: item for item in items}

    def line_of(self, text: str) -> int:
        return self.spec[: self.spec.index(text)].count("\n") + 1

    def _changed(self, was: str, becomes: str) -> str:
        assert was in self.spec
        return self.spec.replace(was, becomes, 1)

    def _path(self) -> Path:
        return self.folder / f"{next(NUMBERS)}.yaml"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    project = tmp_path_factory.mktemp("project")
    folder = project / "specs/stripe"
    shutil.copytree(STRIPE, folder)
    spec = folder / "integration.yaml"
    write_schemas([spec], project / ".portwright", Diagnostics())
    command = server()
    assert command is not None
    with editing([command, "--stdio"], project) as editor:
        yield Desk(editor, folder, spec.read_text(encoding="utf-8"))


def test_a_good_spec_has_no_problems(desk: Desk) -> None:
    assert desk.problems() == []


@pytest.mark.parametrize("typed", ["", "Post", "GetRef"])
def test_call_completes_the_operations_of_this_vendor(desk: Desk, typed: str) -> None:
    found = desk.offers("call: PostRefunds\n", f"call: {typed}{HERE}\n")
    assert found["GetRefundsRefund"]["documentation"] == "GET /v1/refunds/{refund}"
    assert found["PostRefunds"]["textEdit"]["newText"] == "PostRefunds"
    assert len(found) > 20


@pytest.mark.parametrize("typed", ["", "fail", "balance_transaction.f"])
def test_read_completes_the_fields_of_this_answer(desk: Desk, typed: str) -> None:
    found = desk.offers("      - failure_reason\n", f"      - {typed}{HERE}\n")
    assert {"failure_reason", "balance_transaction.fee"} <= found.keys()
    assert "decline_code" not in found
    assert "true" not in found


@pytest.mark.parametrize("typed", ["", "re"])
def test_a_list_in_one_line_is_completed_too(desk: Desk, typed: str) -> None:
    found = desk.offers("send: [refund, expand]", f"send: [expand, {typed}{HERE}]")
    assert {"refund", "expand"} <= found.keys()
    assert "charge" not in found


def test_names_of_the_spec_are_completed(desk: Desk) -> None:
    assert set(desk.offers("policy: money_write", f"policy: {HERE}")) == {"default", "money_write"}
    assert set(desk.offers("{secret: api_key}", f"{{secret: {HERE}}}")) == {"api_key"}
    assert set(desk.offers("{param: account}", f"{{param: {HERE}}}")) == {"account"}


def test_paging_completes_query_parameters_and_fields(desk: Desk) -> None:
    found = desk.offers("{param: starting_after,", f"{{param: {HERE},")
    assert {"starting_after", "limit"} <= found.keys()
    found = desk.offers("more: has_more", f"more: {HERE}")
    assert {"has_more", "data.amount"} <= found.keys()
    assert "amount" not in found, "a field of GetPaymentIntentsIntent, not of GetPaymentIntents"


def test_a_request_completes_its_keys(desk: Desk) -> None:
    added = f"    call: PostRefunds\n    request:\n      {HERE}\n"
    found = desk.offers("    call: PostRefunds\n", added)
    assert found["amount"]["documentation"] == "integer"
    assert {"charge", "reason"} <= found.keys()


PROBLEMS = [
    ("call: PostRefunds\n", "call: PostRefund\n", "no such operation in openapi.json"),
    ("      - failure_reason\n", "      - failure_raison\n", "no such field in the answer of"),
    ("send: [refund, expand]", "send: [refunds, expand]", "GetRefundsRefund takes no such field"),
    ("    call: PostRefunds\n", "    cal: PostRefunds\n", "Property cal is not allowed."),
    ("attempts: 4", "attempts: four", 'Incorrect type. Expected "integer".'),
]


@pytest.mark.parametrize(("was", "becomes", "message"), PROBLEMS)
def test_a_mistake_is_shown_at_its_line(desk: Desk, was: str, becomes: str, message: str) -> None:
    found = desk.problems(was, becomes)
    line = desk.line_of(was)
    assert any(text.startswith(message) and at == line for at, text in found), found
