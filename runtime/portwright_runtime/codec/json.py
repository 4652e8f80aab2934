"""JSON bodies through msgspec."""

from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import UNSET


class UndecodableError(ValueError):
    """A body that does not fit its type; `path` points into it, such as `$.amount`."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{reason} at {path}")
        self.path = path
        self.reason = reason


def encode_json(value: object) -> bytes:
    """The body; UNSET fields of a mapping are left out."""
    if isinstance(value, Mapping):
        value = {name: item for name, item in value.items() if item is not UNSET}
    return msgspec.json.encode(value)


def decode_json(body: bytes, kind: object) -> object:
    """The value of a body as `kind`; UndecodableError if it is another thing or no JSON at all."""
    try:
        return _decoder(kind).decode(body)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `")
        raise UndecodableError(path.rstrip("`") or "$", reason) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UndecodableError("$", str(error)) from None


# Decoders are costly to make and cheap to keep: one for each type, in the life of the process.
@cache
def _decoder(kind: object) -> msgspec.json.Decoder[object]:
    return msgspec.json.Decoder(kind)
