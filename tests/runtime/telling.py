"""Calls of every fate, full of things that no telemetry may hold."""

import contextlib
from collections.abc import Callable

from portwright_runtime import ApiKey, CallOptions, Event, Secret
from portwright_runtime.errors import AttemptTimeout, ConnectionLost, PortwrightError
from tests.runtime.doubles import KEY, Account, Answering, Rig, Script, Wire, answer
from tests.runtime.shop import Shop, SyncShop

# Of the connection's base URL, what events tell of it.
HOST, PORT = "shop.example", 8443
BASE_URL = f"https://sam:pass-word@{HOST}:{PORT}/tenant-77"
# What goes in with the base URL, arguments, headers, answers and errors.
PRIVATE = (
    *("cus_4242", "card-number", "req_99", "set-cookie", "own-key", KEY),
    *("sam", "pass-word", "tenant-77"),
)
STATUSES = (200, 204, 302, 400, 401, 402, 403, 404, 409, 412, 418, 422, 429, 500, 503, 599)


class Named(Shop):
    vendor = "shop"


class SyncNamed(SyncShop):
    vendor = "shop"


def fates() -> list[Answering]:
    body = '{"error":{"code":"card-number"},"echo":"cus_4242"}'
    headers = {"request_id": "req_99", "set_cookie": "set-cookie=1"}
    return [
        *(answer(status, body, **headers) for status in STATUSES),
        answer(200, '{"id":"cus_4242","amount":1}', **headers),
        answer(200, "card-number", **headers),
        answer(200, "card-number", content_type="text/plain"),
        AttemptTimeout("cus_4242"),
        ConnectionLost("card-number"),
    ]


def _always(fate: Answering) -> Script:
    return lambda request: fate


def tell(listener: Callable[[Event], None], rig: Rig | None = None) -> int:
    """Make calls of every fate and tell them; how many there were."""
    rig = rig or Rig("sync")
    rig.account = Account(
        base_url=BASE_URL,
        headers={"X-Secret": Secret(KEY)},
        auth=ApiKey(Secret(KEY), query="card-number"),
    )
    for number, fate in enumerate(fates(), 1):
        wire = Wire(script=_always(fate))
        client = rig.client(wire, (Named, SyncNamed), listener=listener)
        options = CallOptions(headers={"X-Card": "card-number"}, key="own-key")
        reading = CallOptions(headers={"X-Card": "card-number"})
        for method, arguments in (
            (client.create_refund, {"charge": "cus_4242", "options": options}),
            (client.get_refund, {"refund": f"cus_4242_{number}", "options": reading}),
        ):
            with contextlib.suppress(PortwrightError):
                rig.call(method, **arguments)
        # What must not be told was there to be told.
        shown = f"{[(r.url, r.headers, r.body) for r in wire.sent]}"
        assert all(text in shown for text in (KEY, "cus_4242", "card-number", "own-key"))
    return number * 2
