"""What looks like a credential, so that none is committed with a spec."""

from __future__ import annotations

import re
from typing import Final

_CREDENTIAL: Final = re.compile(
    r"(?:sk|rk|pk)_(?:live|test)_\w{8,}|gh[pousr]_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}"
    r"|whsec_\w{10,}|(?:Bearer|Basic|token)\s+(?=\S*\d)\S{8,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*"
)
_SECRET_HEADER: Final = re.compile(
    r"authorization|(?:api|access|secret)[-_]?(?:key|token)|password", re.I
)
# How long a text may be, where only a credential stands: short words are versions, schemes and
# the like, but no password is short enough to be committed.
HEADER_MOST: Final = 15
PASSWORD_MOST: Final = 0


def looks_like_a_credential(text: str, *, most: int | None = None) -> bool:
    """`most` is for a place that holds credentials: a longer text there is one, whatever it
    looks like."""
    return bool(_CREDENTIAL.search(text)) or (most is not None and len(text) > most)


def is_secret_header(name: str) -> bool:
    """Whether a header carries a credential, by its name."""
    return bool(_SECRET_HEADER.search(name))
