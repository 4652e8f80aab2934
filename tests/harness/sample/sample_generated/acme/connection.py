"""The connection to Acme."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

from portwright_runtime import Auth, Bearer, Secret, Variables

BASE_URLS = {"live": "https://api.acme.example", "test": "https://test.acme.example/api"}


@dataclass(frozen=True, slots=True)
class AcmeConnection:
    """Where Acme is and who asks."""

    base_url: str
    api_key: Secret
    account: str | None = None

    @classmethod
    def from_env(
        cls, environment: Literal["live", "test"], environ: Mapping[str, str] | None = None
    ) -> Self:
        """Read ACME_API_KEY and ACME_ACCOUNT."""
        variables = Variables("acme", os.environ if environ is None else environ)
        api_key = variables.secret("api_key")
        account = variables.optional("account")
        variables.check()
        return cls(BASE_URLS[environment], api_key, account)

    @property
    def headers(self) -> Mapping[str, str | Secret | None]:
        """Sent with every call."""
        return {"Acme-Version": "2025-03-01", "Acme-Account": self.account}

    @property
    def auth(self) -> Auth:
        """A bearer token."""
        return Bearer(self.api_key)
