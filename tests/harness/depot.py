"""A vendor that gives out tokens, compiled on the spot, with cassettes that begin with one."""

from __future__ import annotations

from pathlib import Path

from portwright_harness.config import Config
from portwright_harness.seal import sealed_text
from portwright_harness.vendor import Vendor, load_vendor
from tests.compiled import compile_folder

GENERATED = "depot_generated"
URL = "https://depot.example"
_CLIENT = "client: {id: {secret: client_id}, secret: client_secret, method: post}"
AUTHS = {
    "credentials": f"{{oauth2_client_credentials: {{token_url: {URL}/token, {_CLIENT}}}}}",
    "code": (
        f"{{oauth2_authorization_code: {{token_url: {URL}/token, {_CLIENT},"
        " refresh_token: refresh_token}}"
    ),
}
_SPEC = """\
spec: 1
vendor: {vendor}
openapi: openapi.yaml
connection:
  secrets: [client_id, client_secret, refresh_token]
  environments: {{live: {{base_url: "https://depot.example", production: true}}}}
  auth: {auth}
limits: [{{per: connection, rate: 3/s}}]
policies:
  default:
    deadline: 40s
    timeout: {{connect: 2s, attempt: 9s}}
    retry:
      {{attempts: 3, base: 500ms, throttle_base: 2s, cap: 5s, jitter: equal, retry_after_cap: 20s}}
    breaker:
      {{per: operation, window_calls: 12, min_calls: 6, failure_rate: 50%, open_for: 3s, probes: 2}}
errors:
  retry_hint: {{header: X-Retry, force: "yes", forbid: "no"}}
  rules:
    - {{status: 400, body.code: stale_token, then: reauth}}
    - {{status: 503, header.X-Busy: "1", then: {{throttle: {{until: 4s}}}}}}
    - {{status: 409, then: retry}}
    - {{status: 429, header.Retry-After: {{absent: true}}, then: {{throttle: {{until: 8s}}}}}}
operations:
  get_box: {{call: getBox, read: [id, size]}}
  make_box:
    call: makeBox
    safety: {{keyed: {{header: Idempotency-Key, from: $key, ttl: 24h}}}}
    send: [size]
    read: [id, size]
  ship_box: {{call: shipBox, safety: unsafe, send: [id], read: [id, size]}}
tests:
  scrub: [header.Authorization, body.client_id]
  cases:
    - {{op: get_box, cassette: ok, wire: {{id: b1}}}}
    - {{op: make_box, cassette: ok, wire: {{size: small}}}}
    - {{op: ship_box, cassette: ok, wire: {{id: b1}}}}
    - op: get_box
      cassette: ok
      faults: [503, 401, ok]
      wire: {{id: b1}}
      expect: {{requests: 3}}
"""
_DOCUMENT = """\
openapi: 3.1.0
info: {title: Depot, version: "1"}
paths:
  /boxes:
    post:
      operationId: makeBox
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {size: {$ref: "#/components/schemas/Size"}}}
      responses:
        "200": &box
          description: ""
          content: {application/json: {schema: {$ref: "#/components/schemas/Box"}}}
  /boxes/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: getBox, responses: {"200": *box}}
    post: {operationId: shipBox, responses: {"200": *box}}
components:
  schemas:
    Size: {type: string, enum: [small, large]}
    Box:
      type: object
      required: [id, size]
      properties: {id: {type: string}, size: {$ref: "#/components/schemas/Size"}}
"""
_CALLS = {
    "get_box": ("GET", "/boxes/b1", ""),
    "make_box": ("POST", "/boxes", '{"size": "small"}'),
    "ship_box": ("POST", "/boxes/b1", ""),
}


def depot(root: Path, auth: str) -> Vendor:
    """The vendor under `root`, whose calls are authenticated in the way that `auth` names."""
    name = f"depot_{auth}"
    source = root / "specs" / name
    source.mkdir(parents=True)
    (source / "integration.yaml").write_text(_SPEC.format(vendor=name, auth=AUTHS[auth]))
    (source / "openapi.yaml").write_text(_DOCUMENT)
    compiled = compile_folder(source)
    assert compiled.files, compiled.said
    for file, text in compiled.files.items():
        path = root / GENERATED / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for operation in _CALLS:
        _record(root / "cassettes" / name / operation / "ok.yaml", operation, auth)
    return load_vendor(Config(root, root / GENERATED, root / "cassettes"), name)


def _record(path: Path, operation: str, auth: str) -> None:
    method, place, body = _CALLS[operation]
    headers = {"Authorization": ["Bearer REDACTED"], "Content-Type": ["application/json"]}
    sent = {**headers, "Idempotency-Key": ["k-1"]} if operation == "make_box" else headers
    document = {
        "version": 1,
        "metadata": {"provenance": {"source": "synthetic"}},
        "interactions": [
            _exchange("POST", "/token", _asked(auth), _FORM, _TOKEN),
            _exchange(method, place, body, sent, '{"id": "b1", "size": "small"}'),
        ],
    }
    path.parent.mkdir(parents=True)
    path.write_text(sealed_text(path, document))


_FORM = {"Content-Type": ["application/x-www-form-urlencoded"]}
_TOKEN = '{"access_token": "REDACTED", "token_type": "bearer", "expires_in": 3600}'


def _asked(auth: str) -> str:
    fields = "client_id=REDACTED&client_secret=REDACTED"
    if auth == "code":
        return f"grant_type=refresh_token&refresh_token=REDACTED&{fields}"
    return f"grant_type=client_credentials&{fields}"


def _exchange(
    method: str, place: str, body: str, headers: dict[str, list[str]], answer: str
) -> dict[str, object]:
    return {
        "request": {"method": method, "uri": f"{URL}{place}", "headers": headers, "body": body},
        "response": {
            "status": {"code": 200, "message": "OK"},
            "headers": {"Content-Type": ["application/json"]},
            "body": {"string": answer},
        },
    }
