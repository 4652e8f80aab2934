"""Made-up documents whose names fall together, are reserved, or are none."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
WORDS = st.sampled_from(
    [
        *("a", "A", "a_b", "aB", "A-B", "a b", "a<", "a>", "id", "ID", "class", "class_", "list"),
        *(
            "",
            "$",
            "1",
            "-1",
            "größe",
            "订单",
            "models",
            "close",
            "Any",
            "a_b_query",
            "AB",
            "Input",
        ),
    ]
)
SCHEMA_NAMES = WORDS.filter(bool)
_SCALAR = st.one_of(
    st.just({"type": "string"}),
    st.just({"type": ["integer", "null"]}),
    st.just({"type": "string", "enum": ["x", "y"]}),
)
_REFERENCE = SCHEMA_NAMES.map(lambda name: {"$ref": f"#/components/schemas/{name}"})


def _object(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    properties = st.dictionaries(WORDS, inner, min_size=1, max_size=4)
    return properties.map(lambda found: {"type": "object", "properties": found})


def _list(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return inner.map(lambda found: {"type": "array", "items": found})


_INLINE = st.recursive(
    st.one_of(_SCALAR, _REFERENCE),
    lambda inner: st.one_of(_object(inner), _list(inner)),
    max_leaves=5,
)


@st.composite
def documents(draw: st.DrawFn) -> Json:
    """Of OpenAPI 3.1; every reference leads somewhere."""
    schemas = draw(st.dictionaries(SCHEMA_NAMES, _object(_INLINE), max_size=5))
    paths = draw(st.dictionaries(WORDS.map("/{}".format), _items(), min_size=1, max_size=4))
    document = {
        "openapi": "3.1.0",
        "info": {"title": "", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {path: item for path, item in paths.items() if "{" not in path},
        "components": {"schemas": schemas},
    }
    return _whole(document, schemas)  # type: ignore[no-any-return]


def _items() -> st.SearchStrategy[Json]:
    return st.dictionaries(
        st.sampled_from(["get", "post", "put"]), _operation(), min_size=1, max_size=2
    )


@st.composite
def _operation(draw: st.DrawFn) -> Json:
    held = draw(
        st.lists(st.tuples(st.sampled_from(["query", "header"]), WORDS), unique=True, max_size=4)
    )
    operation: Json = {
        "parameters": [
            {"name": name, "in": where, "schema": draw(_SCALAR)} for where, name in held
        ],
        "responses": {"200": {"description": "", "content": _json(draw(_INLINE))}},
    }
    if (name := draw(st.one_of(st.none(), WORDS))) is not None:
        operation["operationId"] = name
    if draw(st.booleans()):
        operation["requestBody"] = {"content": _json(draw(_object(_INLINE)))}
    return operation


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _whole(value: Any, schemas: Json) -> Any:
    """References that lead nowhere become texts."""
    if isinstance(value, dict):
        target = value.get("$ref")
        if isinstance(target, str) and target.rpartition("/")[2] not in schemas:
            return {"type": "string"}
        return {key: _whole(item, schemas) for key, item in value.items()}
    return [_whole(item, schemas) for item in value] if isinstance(value, list) else value
