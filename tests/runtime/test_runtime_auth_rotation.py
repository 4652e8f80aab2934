"""Both drivers with refresh tokens that rotate: stored before use, shared, never lost."""

import pytest

from portwright_runtime import (
    Secret,
    WireRequest,
)
from portwright_runtime.auth.token_store import MemoryTokenStore
from portwright_runtime.auth.tokens import Tokens
from portwright_runtime.errors import (
    AuthFailed,
    AuthUnavailable,
    ConfigurationError,
    DeadlineExceeded,
    TokenStoreFailed,
    VendorError,
)
from tests.runtime.auth_cases import BASE, FailingStore, bearer, client_of
from tests.runtime.doubles import Answering, Rig
from tests.runtime.vendor import (
    CLIENT_SECRET,
    REFRESH,
    Vendor,
    authorization_code,
)


def test_a_new_refresh_token_is_kept_though_its_access_token_is_refused(rig: Rig) -> None:
    """One wrong setting must not cost the owner's consent."""
    store, vendor = MemoryTokenStore(), Vendor(instance_url="https://new.shop.example")
    vendor.rotates = True
    auth = authorization_code(store=store, base_url=BASE)
    with pytest.raises(AuthFailed, match=r"`new\.shop\.example`"):
        rig.call(client_of(rig, auth, vendor, base_url="").create_refund)
    vendor.fields["instance_url"] = "https://a.my.shop.example"
    rig.call(client_of(rig, auth, vendor, base_url="").create_refund)
    assert vendor.form(vendor.asked[1])["refresh_token"] == "rt_do_not_show_1"


def test_a_rotating_refresh_token_is_stored_before_its_token_is_used(rig: Rig) -> None:
    store, seen = MemoryTokenStore(), []
    vendor = Vendor(expires_in=100)
    vendor.rotates = True

    def watching(request: WireRequest) -> Answering:
        if request.url != vendor.url:
            tokens = store.load()
            assert tokens and tokens.refresh_token
            seen.append((bearer(request), tokens.refresh_token.reveal()))
        return vendor(request)

    client = client_of(rig, authorization_code(store=store), watching)
    for _ in range(3):
        rig.call(client.create_refund)
        rig.clock.time += 200.0
    assert [vendor.form(request)["refresh_token"] for request in vendor.asked] == [
        REFRESH,
        "rt_do_not_show_1",
        "rt_do_not_show_2",
    ]
    assert seen == [(f"Bearer at_do_not_show_{n}", f"rt_do_not_show_{n}") for n in (1, 2, 3)]


def test_a_refresh_token_that_is_not_replaced_stays(rig: Rig) -> None:
    store, vendor = MemoryTokenStore(), Vendor(expires_in=100)
    client = client_of(rig, authorization_code(store=store), vendor)
    for _ in range(2):
        rig.call(client.create_refund)
        rig.clock.time += 200.0
    tokens = store.load()
    assert tokens and tokens.refresh_token == Secret(REFRESH)
    assert tokens.expires_at == rig.clock.wall() - 200.0 + 100.0


def test_a_token_that_could_not_be_stored_is_not_used_nor_lost(rig: Rig) -> None:
    store, vendor = FailingStore(), Vendor()
    vendor.rotates = True
    client = client_of(rig, authorization_code(store=store), vendor)
    for _ in range(2):
        with pytest.raises(TokenStoreFailed, match="disk is full"):
            rig.call(client.create_refund)
    assert len(vendor.asked) == 1 and vendor.calls == []
    store.full = False
    rig.call(client.create_refund)
    tokens = store.load()
    assert len(vendor.asked) == 1 and tokens and tokens.refresh_token == Secret("rt_do_not_show_1")


def test_a_store_that_fails_ahead_of_the_end_fails_no_call_yet(rig: Rig) -> None:
    store, vendor = FailingStore(), Vendor(expires_in=100)
    vendor.keeps, store.full = True, False
    client = client_of(rig, authorization_code(store=store, ahead=30.0), vendor)
    rig.call(client.create_refund)
    store.full = True
    rig.clock.time += 80.0
    for _ in range(2):
        rig.call(client.create_refund)
    assert len(vendor.asked) == 2 and bearer(vendor.calls[-1]) == "Bearer at_do_not_show_1"
    rig.clock.time += 20.0
    with pytest.raises(TokenStoreFailed, match="disk is full"):
        rig.call(client.create_refund)


def test_a_store_that_fails_ahead_of_the_end_is_left_alone_for_a_while(rig: Rig) -> None:
    class Locked(MemoryTokenStore):
        broken = False
        tries = 0

        def try_lock(self) -> bool:
            self.tries += 1
            if self.broken:
                raise TokenStoreFailed("no such folder")
            return super().try_lock()

    store, vendor = Locked(), Vendor(expires_in=100)
    client = client_of(rig, authorization_code(store=store, ahead=30.0), vendor)
    rig.call(client.create_refund)
    store.broken = True
    rig.clock.time += 80.0
    for _ in range(5):
        rig.call(client.create_refund)
    assert store.tries == 2
    rig.clock.time += 1.0
    rig.call(client.create_refund)
    assert store.tries == 3


def test_a_process_that_died_after_storing_left_its_tokens_to_the_next(rig: Rig) -> None:
    store, vendor = MemoryTokenStore(), Vendor()
    vendor.rotates = True

    class DiedError(BaseException):
        pass

    class Dying(MemoryTokenStore):
        def save(self, tokens: Tokens) -> None:
            store.save(tokens)
            raise DiedError

    with pytest.raises(DiedError):
        rig.call(client_of(rig, authorization_code(store=Dying()), vendor).create_refund)
    assert vendor.calls == []
    rig.call(client_of(rig, authorization_code(store=store), vendor).create_refund)
    assert len(vendor.asked) == 1 and bearer(vendor.calls[0]) == "Bearer at_do_not_show_1"


def test_clients_of_one_store_share_tokens(rig: Rig) -> None:
    store, vendor = MemoryTokenStore(), Vendor()
    vendor.rotates = True
    first, second = (client_of(rig, authorization_code(store=store), vendor) for _ in range(2))
    rig.call(first.create_refund)
    rig.call(second.create_refund)
    assert len(vendor.asked) == 1
    vendor.revoke()
    rig.call(second.create_refund)
    rig.call(first.create_refund)
    assert len(vendor.asked) == 2


def test_a_stored_base_url_is_held_to_the_list_too(rig: Rig) -> None:
    store = MemoryTokenStore()
    store.save(Tokens(Secret("at_stored"), 1e12, Secret(REFRESH), "https://evil.example"))
    vendor = Vendor(instance_url="https://a.my.shop.example")
    auth = authorization_code(store=store, base_url=BASE)
    rig.call(client_of(rig, auth, vendor, base_url="").create_refund)
    assert len(vendor.asked) == 1 and vendor.calls[0].url.startswith("https://a.my.shop.example/")


def test_a_stored_base_url_is_nothing_to_a_grant_without_a_list(rig: Rig) -> None:
    store = MemoryTokenStore()
    store.save(Tokens(Secret("at_stored"), 1e12, Secret(REFRESH), "https://evil.example"))
    vendor = Vendor()
    vendor.good = {"at_stored"}
    client = client_of(rig, authorization_code(store=store), vendor)
    for _ in range(2):
        rig.call(client.create_refund)
    assert {request.url for request in vendor.calls} == {"https://shop.example/v1/refunds"}
    assert len(vendor.calls) == 2 and vendor.asked == []


def test_a_stored_base_url_is_used_in_its_plain_form(rig: Rig) -> None:
    store = MemoryTokenStore()
    store.save(Tokens(Secret("at_stored"), 1e12, Secret(REFRESH), "https://A.my.shop.example/"))
    vendor = Vendor()
    vendor.good = {"at_stored"}
    auth = authorization_code(store=store, base_url=BASE)
    rig.call(client_of(rig, auth, vendor, base_url="").create_refund)
    assert vendor.calls[0].url == "https://a.my.shop.example/v1/refunds"


def test_a_lock_that_is_never_let_go_ends_the_call(rig: Rig) -> None:
    store, vendor = MemoryTokenStore(), Vendor()
    assert store.try_lock()
    with pytest.raises((AuthUnavailable, DeadlineExceeded)):
        rig.call(client_of(rig, authorization_code(store=store), vendor).create_refund)
    assert vendor.asked == []


def test_without_consent_nothing_is_sent(rig: Rig) -> None:
    vendor = Vendor()
    with pytest.raises(ConfigurationError, match="consent"):
        rig.call(client_of(rig, authorization_code(refresh_token=None), vendor).create_refund)
    assert vendor.asked == []


def test_a_dead_refresh_token_is_told_by_its_code(rig: Rig) -> None:
    vendor = Vendor()
    vendor.refresh = "another"
    with pytest.raises(VendorError) as caught:
        rig.call(client_of(rig, authorization_code(), vendor).create_refund)
    assert isinstance(caught.value, AuthFailed) and caught.value.code == "invalid_grant"
    shown = f"{caught.value!r} {vars(caught.value)}"
    assert REFRESH not in shown and CLIENT_SECRET not in shown
