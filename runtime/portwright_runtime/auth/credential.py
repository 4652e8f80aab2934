"""What one attempt carries when the vendor gave it out."""

from dataclasses import dataclass, field

from portwright_runtime.headers import Pairs


@dataclass(frozen=True, slots=True)
class Credential:
    """Header fields and query parameters of one generation of a token or session.

    `base_url` is where the call goes when the token says so; `generations` tells the drivers, the
    outermost first, which of their tokens an attempt carried.
    """

    fields: Pairs = field(default=(), repr=False)
    query: Pairs = field(default=(), repr=False)
    base_url: str | None = None
    generations: tuple[int, ...] = ()

    def header_fields(self) -> Pairs:
        """Header fields to set."""
        return self.fields

    def query_parameters(self) -> Pairs:
        """Query parameters to add."""
        return self.query
