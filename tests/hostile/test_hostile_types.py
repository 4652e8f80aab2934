"""Values of the wrong type in any place of a good document."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.hostile.front import places, run
from tests.hostile.texts import filled
from tests.openapi.samples import SAMPLE_2, SAMPLE_3

_GOOD = (filled(str), SAMPLE_3, SAMPLE_2)
_JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 3.5, 1e300, 10**30, "", "x", "#", "null", "object", "a" * 3000),
    *([], {}, [1], ["a"], ["a", "a"], [[]], [None], [{}], ["string", 1], {"a": 1}, {"": {}}),
    *({"$ref": 5}, {"$ref": "#"}, {"$ref": "#/paths"}, {"$ref": "#/components/schemas/schema"}),
    *({"type": "object"}, {"type": ["string", "null"]}, {"type": []}, {"enum": []}),
    *({"const": None}, {"allOf": []}, {"properties": {"": {}}}, {"name": "a", "in": "path"}),
)


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A good document with one to four values replaced, left out, renamed or repeated."""
    document = copy.deepcopy(draw(st.sampled_from(_GOOD)))
    for _ in range(draw(st.integers(1, 4))):
        found = places(document)
        if not found:
            break
        holder, key = found[draw(st.integers(0, len(found) - 1))]
        match draw(st.sampled_from(("replace", "replace", "drop", "move"))):
            case "replace":
                holder[key] = copy.deepcopy(draw(st.sampled_from(_JUNK)))
            case "drop":
                del holder[key]
            case "move" if isinstance(holder, dict):
                holder[draw(st.sampled_from(("x", "$ref", "x-a", "type", "")))] = holder.pop(key)
            case _:
                holder.append(copy.deepcopy(holder[key]))
    return document


@settings(max_examples=300, deadline=None, derandomize=True, phases=[Phase.generate])
@given(damaged())
def test_ends_in_an_integration_or_in_findings(document: Any) -> None:
    run(Path("openapi.json"), json.dumps(document).encode())


@pytest.mark.parametrize("document", _GOOD)
def test_the_good_ones_are_compiled(document: Any) -> None:
    assert run(Path("openapi.json"), json.dumps(document).encode()) > 0
