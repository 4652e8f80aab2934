"""An API key in a header or a query parameter."""

from dataclasses import dataclass

from portwright_runtime.errors import ConfigurationError
from portwright_runtime.headers import Pairs
from portwright_runtime.secret import Secret


@dataclass(frozen=True, slots=True)
class ApiKey:
    """Sends `secret` as the header field or the query parameter that is named (one of them)."""

    secret: Secret
    header: str | None = None
    query: str | None = None

    def __post_init__(self) -> None:
        if (self.header is None) == (self.query is None):
            raise ConfigurationError("an API key goes either in a header or in a query parameter")

    def header_fields(self) -> Pairs:
        """The header field, if that is where it goes."""
        return ((self.header, self.secret.reveal()),) if self.header else ()

    def query_parameters(self) -> Pairs:
        """The query parameter, if that is where it goes."""
        return ((self.query, self.secret.reveal()),) if self.query else ()
