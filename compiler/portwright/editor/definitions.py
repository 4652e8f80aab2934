"""The `$defs` that a vendor's schema adds: what several operations share is written once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from portwright.editor.offers import Json


@dataclass(slots=True)
class Definitions:
    """Names by content, in the order of first use, so that the same input gives the same bytes."""

    made: dict[str, Json] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def share(self, schema: Json) -> Json:
        """A reference to the schema; the schema itself where it is shorter."""
        text = json.dumps(schema, ensure_ascii=False)
        if len(text) < _SHORT:
            return schema
        if text not in self._names:
            self._names[text] = f"v{len(self._names) + 1}"
            self.made[self._names[text]] = schema
        return {"$ref": f"#/$defs/{self._names[text]}"}


_SHORT = 40
