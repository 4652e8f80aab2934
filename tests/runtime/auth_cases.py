"""What the tests of authentication share."""

from typing import Any

from portwright_runtime import (
    WireRequest,
)
from portwright_runtime.auth.hosts import BaseUrlFromToken
from portwright_runtime.auth.token_store import MemoryTokenStore
from portwright_runtime.auth.tokens import Tokens
from portwright_runtime.errors import (
    TokenStoreFailed,
)
from tests.runtime.doubles import Account, Rig, Wire, fields_of


def client_of(rig: Rig, auth: Any, script: Any, **account: Any) -> Any:
    rig.account = Account(auth=auth, **account)
    return rig.client(Wire(script=script))


def bearer(request: WireRequest) -> str:
    return fields_of(request)["authorization"]


BASE = BaseUrlFromToken(field="instance_url", allow_hosts=("*.my.shop.example",))


class FailingStore(MemoryTokenStore):
    """Does not take tokens while it is `full`."""

    full = True

    def save(self, tokens: Tokens) -> None:
        if self.full:
            raise TokenStoreFailed("the disk is full")
        super().save(tokens)
