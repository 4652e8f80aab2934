"""A request that is made first and sent then: the same call, by its one way."""

import pytest

from portwright_runtime import UNSET, CallOptions, Request
from tests.runtime.catalogue import Catalogue, CatalogueOperations, SyncCatalogue
from tests.runtime.doubles import Rig, Wire, answer, fields_of
from tests.runtime.shop import Refund, Shop, ShopOperations

KINDS = (Catalogue, SyncCatalogue)
PAGES = (
    '{"data": [{"id": "a"}, {"id": "b"}], "has_more": true}',
    '{"data": [{"id": "c"}], "has_more": false}',
)


def test_a_request_needs_no_client() -> None:
    request = ShopOperations.create_refund.request(amount=5, charge="ch_1")
    assert isinstance(request, Request) and request.body == {"amount": 5, "charge": "ch_1"}
    with pytest.raises(TypeError):
        ShopOperations.create_refund.request(amuont=5)  # type: ignore[call-arg]


def test_it_is_sent_like_a_call(rig: Rig) -> None:
    wire = Wire(*[answer(request_id="r-1") for _ in range(4)])
    client = rig.client(wire, new_key=lambda: "minted")
    request = Shop.create_refund.request(amount=5, options=CallOptions(key="k-1"))
    assert rig.call(client.create_refund.send, request) == Refund("re_1", 5)
    whole = rig.call(client.create_refund.send_raw, request)
    assert (whole.status, whole.request_id, whole.value) == (200, "r-1", Refund("re_1", 5))
    rig.call(client.create_refund, amount=5, options=CallOptions(key="k-1"))
    rig.call(client.create_refund.raw, amount=5, options=CallOptions(key="k-1"))
    assert {(sent.url, sent.body, fields_of(sent)["Idempotency-Key"]) for sent in wire.sent} == {
        ("https://shop.example/v1/refunds", b"amount=5", "k-1")
    }


def test_it_goes_through_the_policies(rig: Rig) -> None:
    wire = Wire(answer(503, "{}"), answer())
    request = Shop.get_refund.request("re_1")
    assert rig.call(rig.client(wire).get_refund.send, request) == Refund("re_1", 5)
    assert len(wire.sent) == 2


def test_a_list_begins_with_it(rig: Rig) -> None:
    request = CatalogueOperations.list_things.request(limit=2)
    for name in ("items_of", "pages_of"):
        wire = Wire(*[answer(body=body) for body in PAGES])
        client = rig.client(wire, KINDS)
        found = list(rig.steps(getattr(client.list_things, name)(request)))
        assert len(found) == {"items_of": 3, "pages_of": 2}[name]
        assert [sent.url.partition("?")[2] for sent in wire.sent] == [
            "limit=2",
            "limit=2&starting_after=b",
        ]
    # Any number of lists may begin with it: it stays what it was.
    assert request.query == {"limit": 2, "starting_after": UNSET}
