"""A project whose vendor is the one on this machine, compiled, and recorded in this process."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from portwright_harness.checks import PLAYED, PROJECT
from portwright_harness.config import read_config
from portwright_harness.recorder.plan import Plan, Wish, make_plan
from portwright_harness.recorder.record import Recorded, record
from portwright_harness.run import verify
from portwright_harness.vendor import load_vendor
from tests.cli.project import Project
from tests.recorder.vendor import Vendor

TOKEN = "tok_4f9c0e71b2d84a63"
BEARER = "{bearer: {secret: token}}"
SPEC = """\
spec: 1
vendor: shop
openapi: openapi.yaml
connection:
  secrets: [SECRETS]
  environments:
    test: {base_url: "URL"}
    live: {base_url: "URL", production: true}
  auth: AUTH
errors:
  rules:
    - {status: 404, header.X-Why: gone, then: not_found}
policies:
  default:
    deadline: 5s
    timeout: {connect: 1s, attempt: 2s}
    retry: {attempts: 2, base: 1ms, cap: 1ms}
operations:
  get_order: {call: getOrder, safety: read, read: [id, description]}
  create_order:
    call: createOrder
    safety: {keyed: {header: Idempotency-Key, from: $key, ttl: 24h}}
    send: [description, pin]
    read: [id, description]
  sign_in: {call: signIn, safety: unsafe, send: [user, password], read: [id]}
tests:
  scrub: [body.pin, body.owner.phone]
  cases:
    - {op: get_order, cassette: ok, wire: {id: o-1}, expect: {id: o-1}}
    - {op: get_order, cassette: missing, wire: {id: o-2}, raises: NotFound}
    - {op: get_order, cassette: ok, wire: {id: o-1}, faults: [503, ok], expect: {requests: 2}}
    - {op: create_order, cassette: ok, wire: {description: Two pears, pin: "424242424242"}}
    - {op: sign_in, cassette: ok, wire: {user: ann, password: not-a-real-one}}
"""
DOCUMENT = """\
openapi: 3.0.3
info: {title: Shop, version: "7"}
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {$ref: "#/components/responses/Order"}
        "404": {description: No such order.}
  /orders:
    post:
      operationId: createOrder
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}
      responses: {"200": {$ref: "#/components/responses/Order"}}
  /sessions:
    post:
      operationId: signIn
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties: {user: {type: string}, password: {type: string}}
      responses: {"200": {$ref: "#/components/responses/Order"}}
components:
  responses:
    Order:
      description: The order.
      content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}
  schemas:
    Order:
      type: object
      properties:
        id: {type: string}
        description: {type: string}
        pin: {type: string}
"""


@dataclass(frozen=True)
class Shop:
    project: Project
    vendor: Vendor
    environ: dict[str, str]

    def plan(
        self, case: str = "get_order/ok", environment: str | None = "test", **wish: bool
    ) -> Plan:
        config = read_config(self.project.folder)
        return make_plan(load_vendor(config, "shop"), Wish(case, environment, **wish))

    def record(
        self, case: str = "get_order/ok", environment: str | None = "test", **wish: bool
    ) -> Recorded:
        return record(self.plan(case, environment, **wish), self.environ, lambda _: None)

    def text(self, case: str = "get_order/ok") -> str:
        path = self.project.folder / "cassettes" / "shop" / f"{case}.yaml"
        return path.read_text(encoding="utf-8")

    def loaded(self, case: str = "get_order/ok") -> dict:  # type: ignore[type-arg]
        found: dict = yaml.safe_load(self.text(case))  # type: ignore[type-arg]
        return found

    def cassettes(self) -> list[str]:
        folder = self.project.folder / "cassettes"
        return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))

    def problems(self) -> list[str]:
        """What the levels have to say of the cassettes that there are, played offline.

        Cases of faults are of other tests, and so are cases that are not recorded yet.
        """
        failed = verify(self.project.folder, levels=["L0", *PLAYED]).results
        return [p.text for one in failed if one.level != PROJECT for p in one.finding.problems]


def make_shop(project: Project, vendor: Vendor, auth: str = BEARER, **secrets: str) -> Shop:
    """A shop that authenticates so, with these secrets."""
    secrets = secrets or {"token": TOKEN}
    spec = SPEC.replace("AUTH", auth).replace("SECRETS", ", ".join(secrets))
    environ = {f"SHOP_{name}".upper(): value for name, value in secrets.items()}
    return compiled(project, vendor, spec, DOCUMENT, environ)


def compiled(
    project: Project, vendor: Vendor, spec: str, document: str, environ: dict[str, str]
) -> Shop:
    """Each project has a folder of generated code of its own name: packages stay imported."""
    project.write("specs/shop/integration.yaml", spec.replace("URL", vendor.url))
    project.write("specs/shop/openapi.yaml", document)
    generated = f"generated_{project.folder.parent.name}_{project.folder.name}".replace("-", "_")
    project.write("pyproject.toml", f'[tool.portwright]\ngenerated = "{generated}"\n')
    done = project.run("compile", "--out", generated)
    assert done.exit_code == 0, done.output
    return Shop(project, vendor, environ)
