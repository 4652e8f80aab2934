"""JSON bodies through msgspec."""

import math
from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import UNSET

from portwright_runtime.codec.scalar import plain
from portwright_runtime.errors import ConfigurationError


class UndecodableError(ValueError):
    """A body that does not fit its type; `path` points into it, such as `$.amount`."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{reason} at {path}")
        self.path = path
        self.reason = reason


def encode_json(value: object) -> bytes:
    """The body; UNSET fields of a mapping are left out.

    Raises ConfigurationError for what JSON has no way to say.
    """
    if isinstance(value, Mapping):
        value = {name: item for name, item in value.items() if item is not UNSET}
    try:
        body = msgspec.json.encode(value)
    except (TypeError, ValueError, RecursionError) as error:
        reason = f"the body cannot be written as JSON: {type(error).__name__}"
    else:
        # msgspec writes null for a number that is none.
        if b"null" not in body or _is_finite(plain(value)):
            return body
        reason = "the body holds a number that is not finite"
    raise ConfigurationError(reason)


def _is_finite(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_finite, value))
    return not isinstance(value, float) or math.isfinite(value)


def decode_json(body: bytes, kind: object) -> object:
    """The value of a body as `kind`; UndecodableError if it is another thing or no JSON at all."""
    try:
        return _decoder(kind).decode(body)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `")
        raise UndecodableError(path.rstrip("`") or "$", reason) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UndecodableError("$", str(error)) from None
    except RecursionError:
        raise UndecodableError("$", "nested too deeply") from None


# Decoders are costly to make and cheap to keep: one for each type, in the life of the process.
@cache
def _decoder(kind: object) -> msgspec.json.Decoder[object]:
    return msgspec.json.Decoder(kind)
