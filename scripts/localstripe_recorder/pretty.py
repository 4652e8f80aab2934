"""Bodies as text that people read."""

from __future__ import annotations

import json


def json_block(body: str) -> str:
    """A JSON body over several lines, its keys in the vendor's order; other text as it is."""
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False) + "\n"
    except ValueError:
        return body
