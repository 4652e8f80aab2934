"""Which recordings beside the checkout are driven against what, and how each is read.

A document stands for the recordings of the folder of its name. What a recording is read as, apart
from its address, is told as a departure of its request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from portwright.build.compile import compile_all
from portwright.build.documents import load_document
from portwright.build.whole import compile_whole
from portwright.diagnostics.model import Diagnostics
from portwright.openapi.document import OpenApi
from portwright_harness.cassette import read_cassette
from portwright_harness.departure import Departure, DepartureKind
from portwright_harness.foreign import ReadAs, Reread, package_at, recorded_as_is, recorded_at
from portwright_harness.manifest import (
    ClientNames,
    ConnectionEntry,
    Environment,
    Manifest,
    OperationEntry,
)
from portwright_harness.path_match import match_path, methods_at
from portwright_harness.recording import Interaction
from portwright_harness.vendor import Vendor
from tests.recordings import driving, test_recordings_shipengine, test_recordings_shipstation_v1

DOCUMENTS = driving.SHARED.parent / "openapi"
PUT_RIGHT: dict[str, DepartureKind] = {
    "residential indicator in capitals": "value of another type",
    "residential indicator of a shipment": "undeclared field",
    "carriers of a shipment": "undeclared field",
    "amount in quotes": "value of another type",
}


def _shipengine(vendor: Vendor) -> ReadAs:
    """At ShipStation's address, and its requests put right."""

    def read_as(item: Interaction) -> Reread:
        _, done = test_recordings_shipengine.put_right(item.request.body)
        departures = tuple(Departure(PUT_RIGHT[name], name) for name in done)
        return Reread(test_recordings_shipengine.as_ours(item), departures)

    return read_as


def _shipstation(vendor: Vendor) -> ReadAs:
    """With a body for the request that lost it."""

    def read_as(item: Interaction) -> Interaction | Reread:
        asked = test_recordings_shipstation_v1.as_asked(item)
        lost = Departure("put in", "the recording lost the body: there stands one of ours")
        return item if asked == item else Reread(asked, (lost,))

    return read_as


def _as_get(vendor: Vendor) -> ReadAs:
    """Slack takes each method as GET and as POST; its document knows one of them."""

    def read_as(item: Interaction) -> Interaction | Reread:
        request = item.request
        if request.method != "POST" or methods_at(vendor.manifest, request.url) != ["GET"]:
            return item
        url = f"{request.url}?{(request.body or b'').decode()}".rstrip("?")
        asked = replace(request, method="GET", url=url, body=None)
        departure = Departure("other method", "POST with a form, where the document has GET")
        return Reread(replace(item, request=asked), (departure,))

    return read_as


def _as_it_is(vendor: Vendor) -> ReadAs:
    return recorded_as_is


def _of_production(vendor: Vendor) -> ReadAs:
    sandbox = "https://sandbox-quickbooks.api.intuit.com"
    return recorded_at(sandbox, vendor.manifest.connection.environments["live"].base_url)


@dataclass(frozen=True)
class Pairing:
    """Recordings of one folder against a shipped spec or a document; `why` there is neither.

    `called` compiles of a large document the operations alone that the recordings call.
    """

    recordings: str
    spec: str = ""
    document: str = ""
    read_as: Callable[[Vendor], ReadAs] = _as_it_is
    called: bool = False
    why: str = ""

    @property
    def against(self) -> str:
        """What the table calls the other side."""
        return f"specs/{self.spec}" if self.spec else self.document or "–"

    def files(self) -> list[Path]:
        return sorted((driving.SHARED / self.recordings).glob("*.yaml"))

    def vendor(self, folder: Path) -> Vendor:
        """The package: the shipped one, or one that is compiled into a folder of its own."""
        if self.spec:
            return driving.vendor(self.spec)
        stem = Path(self.document).stem.replace("-", "_").replace(".", "_").lower()
        name = f"{self.recordings}_{stem}"
        sink = Diagnostics()
        document = load_document(DOCUMENTS / self.document, sink)
        assert document is not None
        wanted = self._called(document) if self.called else ()
        whole = compile_whole(document, name, wanted, sink)
        assert whole.integration is not None
        out = folder / f"whole_{name}"
        [outcome] = compile_all([whole.integration], out)
        return package_at(outcome.folder)

    def _called(self, document: OpenApi) -> tuple[str, ...]:
        known = _paths(document)
        found = {
            match.operation
            for path in self.files()
            for item in read_cassette(path).interactions
            for match in match_path(known, item.request.method, item.request.url)
        }
        return tuple(sorted(found))


def _paths(document: OpenApi) -> Manifest:
    """Methods and paths of a document, which is all that requests are told apart by."""
    operations = {
        item.id: OperationEntry(operation_id=item.id, method=item.method, path=item.path)
        for item in document.operations.values()
    }
    server = {"live": Environment("https://vendor.invalid")}
    connection = ConnectionEntry(class_="", environments=server)
    return Manifest(1, "", "", ClientNames(async_="", sync=""), connection, operations)


PAIRINGS = (
    Pairing("github", document="github/ghes-2.22.json"),
    Pairing("hubspot", why="no document of this vendor is there"),
    Pairing("quickbooks", document="quickbooks/openapi.yaml", read_as=_of_production),
    Pairing("salesforce", document="salesforce/pardot-v5.yaml"),
    Pairing("servicenow", document="servicenow/openapi.yaml"),
    Pairing("shipengine", spec="shipstation_v2", read_as=_shipengine),
    Pairing("shipengine", document="shipengine/openapi-2023-06.yaml"),
    Pairing("shipengine", document="shipengine/openapi-2026-04.yaml"),
    Pairing("shipstation_v1", spec="shipstation_v1", read_as=_shipstation),
    Pairing("shipstation_v1", document="shipstation_v1/openapi.yaml"),
    Pairing("slack", document="slack/slack_web_openapi_v2.json", read_as=_as_get),
    Pairing("stripe", spec="stripe"),
    Pairing("stripe", document="stripe/spec3-2021-06.json", called=True),
    Pairing("stripe", document="stripe/spec3-2022-01.json", called=True),
)
