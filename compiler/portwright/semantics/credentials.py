"""What looks like a credential, so that none is committed with a spec."""

from __future__ import annotations

import re
from typing import Final

_CREDENTIAL: Final = re.compile(
    r"(?:sk|rk|pk)_(?:live|test)_\w{8,}|gh[pousr]_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}"
    r"|whsec_\w{10,}|(?:Bearer|Basic|token)\s+\S{8,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*"
)
_SECRET_HEADER: Final = re.compile(
    r"authorization|(?:api|access|secret)[-_]?(?:key|token)|password", re.I
)
_CREDENTIAL_LENGTH: Final = 16


def looks_like_a_credential(text: str, *, secret: bool = False) -> bool:
    """`secret` says that what stands there is a credential whatever it looks like."""
    return bool(_CREDENTIAL.search(text)) or (secret and len(text) >= _CREDENTIAL_LENGTH)


def is_secret_header(name: str) -> bool:
    """Whether a header carries a credential, by its name."""
    return bool(_SECRET_HEADER.search(name))
