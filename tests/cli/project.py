"""A project of one vendor in a folder of its own, and the verbs run in it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from portwright.cli.verbs import portwright

MAIN = "from portwright.cli.main import main; main()"
SPEC = """\
spec: 1
vendor: shop
openapi: openapi.yaml
connection:
  secrets: [token]
  environments: {live: {base_url: "https://api.shop.example", production: true}}
  auth: {bearer: {secret: token}}
operations:
  get_order: {call: getOrder, read: [id, description]}
"""
DOCUMENT = """\
openapi: 3.0.3
info: {title: Shop, version: "7", description: All about the shop.}
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      summary: Reads an order.
      description: Long prose about orders.
      parameters:
        - {name: id, in: path, required: true, description: Its id., schema: {type: string}}
        - name: filter
          in: query
          content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}
      responses:
        "200":
          description: The order.
          content: {application/json: {schema: {$ref: "#/components/schemas/Order"}, example: {}}}
        "404": {description: No such order.}
    delete:
      operationId: deleteOrder
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: Gone.}}
components:
  schemas:
    Order:
      type: object
      title: An order
      description: Prose about the order.
      required: [id, description, customer]
      properties:
        id: {type: string, description: Its id., example: o-1}
        description: {type: string, title: What it is, description: In words.}
        title: {type: string}
        example: {type: integer}
        customer: {$ref: "#/components/schemas/Customer"}
    Customer:
      type: object
      required: [name]
      properties: {name: {type: string, description: Her name.}}
"""


@dataclass(frozen=True)
class Project:
    """`run` is in this process, `execute` in one of its own."""

    folder: Path

    @property
    def spec(self) -> Path:
        return self.folder / "specs/shop/integration.yaml"

    @property
    def document(self) -> Path:
        return self.folder / "specs/shop/openapi.yaml"

    @property
    def package(self) -> Path:
        return self.folder / "generated/shop"

    def write(self, path: Path | str, text: str) -> Path:
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *arguments: str | Path) -> Result:
        """No exception gets out but the exit itself."""
        with contextlib.chdir(self.folder):
            result = CliRunner().invoke(portwright, [str(item) for item in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result

    def execute(
        self, *arguments: str, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """The command line, in a process of its own."""
        return self.execute_text("", *arguments, env=env)

    def execute_text(
        self, before: str, *arguments: str, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """The same, with Python that runs first."""
        done = subprocess.run(
            [sys.executable, "-c", f"{before}\n{MAIN}", *arguments],
            cwd=self.folder,
            env={**os.environ, **(env or {})},
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert "Traceback" not in done.stderr
        return done

    def files(self) -> dict[str, bytes]:
        """All files below, by path."""
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}


def loads(result: Result) -> Any:
    return json.loads(result.stdout)
