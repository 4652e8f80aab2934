"""Operations on a resource of a client: the client's own calls, and types as on the client."""

from functools import cached_property

from portwright_runtime import AsyncClient, AsyncResource, SyncClient, SyncResource
from tests.runtime.catalogue import CatalogueOperations
from tests.runtime.doubles import Rig, Wire, answer
from tests.runtime.shop import Refund, ShopOperations


class RefundsGroup(ShopOperations, AsyncResource):
    """The refunds, asynchronously."""


class SyncRefundsGroup(ShopOperations, SyncResource):
    """The refunds."""


class ThingsGroup(CatalogueOperations, AsyncResource):
    """The things, asynchronously."""


class SyncThingsGroup(CatalogueOperations, SyncResource):
    """The things."""


class Mall(AsyncClient):
    """A client of two resources."""

    @cached_property
    def refunds(self) -> RefundsGroup:
        return RefundsGroup(self)

    @cached_property
    def things(self) -> ThingsGroup:
        return ThingsGroup(self)


class SyncMall(SyncClient):
    """The same, synchronously."""

    @cached_property
    def refunds(self) -> SyncRefundsGroup:
        return SyncRefundsGroup(self)

    @cached_property
    def things(self) -> SyncThingsGroup:
        return SyncThingsGroup(self)


KINDS = (Mall, SyncMall)


def test_a_resource_calls_through_its_client(rig: Rig) -> None:
    wire = Wire(answer(503, "{}"), answer(), answer(request_id="r-2"))
    client = rig.client(wire, KINDS)
    assert rig.call(client.refunds.get_refund, "re_1") == Refund("re_1", 5)
    assert rig.call(client.refunds.get_refund.raw, "re_1").request_id == "r-2"
    assert [sent.method for sent in wire.sent] == ["GET"] * 3


def test_a_listing_on_a_resource_is_paged(rig: Rig) -> None:
    pages = (
        '{"data": [{"id": "a"}], "has_more": true}',
        '{"data": [{"id": "b"}], "has_more": false}',
    )
    client = rig.client(Wire(*[answer(body=page) for page in pages]), KINDS)
    assert [item.id for item in rig.steps(client.things.list_things.items())] == ["a", "b"]


def test_a_call_tells_its_client(rig: Rig) -> None:
    client = rig.client(Wire(), KINDS)
    assert repr(client.refunds.get_refund) == f"<get_refund of {type(client).__name__}>"
    assert client.refunds is client.refunds
