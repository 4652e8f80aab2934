"""Models of the IR become msgspec Structs, by datamodel-code-generator."""

from __future__ import annotations

import ast
import gc
import json
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from typing import Any, Final

from portwright.ir.json_schema import GENERATOR, Schema, model_schema
from portwright.ir.shapes import Model, Struct
from portwright.models.pieces import Piece, take_apart
from portwright.models.store import Store, key_of, packed, unpacked

# The generator is given so many at a time: it holds some 70 kB for each until it is done.
_SHARD: Final = 500
# Raised with what a piece is made by and `_OPTIONS` does not say.
_SHAPE: Final = 1
# The module that a shard imports models of other shards from; it exists nowhere.
_ELSEWHERE: Final = "portwright_elsewhere"
_OPTIONS: Final[Mapping[str, Any]] = {
    # ruff formats the whole module; the generator's own formatter takes the square of a line.
    "formatters": [],
    "custom_file_header": "#",
    "disable_timestamp": True,
    "keep_model_order": True,
    "keyword_only": True,
    "no_alias": True,
    "skip_root_model": True,
    "strict_nullable": True,
    "strict_refs": True,
    "allow_remote_refs": False,
    "use_standard_collections": True,
    "use_type_alias": True,
    "use_union_operator": True,
}


class ModelsFailed(Exception):
    """The generator refused a schema that `lower` made: a defect of portwright, not of a user."""


def generate_models(models: Iterable[Model], store: Store | None = None) -> dict[str, Piece]:
    """The source of each model by its name, unformatted, in the order given.

    A piece depends on its model alone, which `store` makes use of: what it has is not made again.
    The generator gets one clean schema with our names, no prose, no patterns and no defaults;
    wire names travel as `rename` of the class.
    """
    schemas = {model.name: model_schema(model, GENERATOR) for model in models}
    renamed = {model.name: _renamed(model) for model in models}
    keys = {name: _key(name, schemas[name], renamed[name]) for name in schemas}
    kept = store.get(keys.values()) if store is not None else {}
    made = {name: unpacked(kept[key]) for name, key in keys.items() if key in kept}
    new = {name: schema for name, schema in schemas.items() if name not in made}
    for number, shard in enumerate(_shards(new)):
        if number:
            gc.collect()  # the graph of the shard before, which is full of cycles
        made |= _generated(shard, renamed)
    if store is not None:
        store.put({keys[name]: packed(made[name]) for name in new})
    return {name: made[name] for name in schemas}


def _key(name: str, schema: Schema, renamed: Mapping[str, str]) -> str:
    return key_of(
        _SHAPE, version("datamodel-code-generator"), dict(_OPTIONS), name, schema, renamed
    )


def _renamed(model: Model) -> dict[str, str]:
    """Wire names by fields that are not named like them."""
    fields = model.fields if isinstance(model, Struct) else ()
    return {item.name: item.wire for item in fields if item.name != item.wire}


def _shards(schemas: Mapping[str, Schema]) -> Iterator[dict[str, Schema]]:
    names = list(schemas)
    for start in range(0, len(names), _SHARD):
        yield {name: schemas[name] for name in names[start : start + _SHARD]}


def _generated(
    schemas: Mapping[str, Schema], renamed: Mapping[str, Mapping[str, str]]
) -> dict[str, Piece]:
    """The pieces of one shard. Models of others are imported there, which no piece is left with."""
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": _without_strangers(schemas, schemas.keys()),
    }
    arguments: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for name in schemas:
        if renamed[name]:
            arguments[name] = {"base_class_kwargs": {"rename": renamed[name]}}
    found = {name: (node, piece) for name, node, piece in take_apart(_source(whole, arguments))}
    _check_names({name: node for name, (node, _) in found.items()}, schemas)
    return {name: _at_home(piece) for name, (_, piece) in found.items()}


def _without_strangers(value: Any, known: Iterable[str]) -> Any:
    """A schema whose references to what is not known are names to import."""
    if isinstance(value, list):
        return [_without_strangers(item, known) for item in value]
    if not isinstance(value, Mapping):
        return value
    name = str(value.get("$ref", "")).removeprefix(GENERATOR.prefix)
    if name and name not in known:
        kept = {key: item for key, item in value.items() if key != "$ref"}
        return {**kept, "customTypePath": f"{_ELSEWHERE}.{name}"}
    return {key: _without_strangers(item, known) for key, item in value.items()}


def _at_home(piece: Piece) -> Piece:
    strange = f"from {_ELSEWHERE} "
    return Piece(piece.text, tuple(x for x in piece.imports if not x.startswith(strange)))


def _check_names(
    made: Mapping[str, ast.ClassDef | ast.AnnAssign], schemas: Mapping[str, Schema]
) -> None:
    """Wire names travel apart from the fields, so a field that the generator renamed would be
    sent and read under a wrong one."""
    for name in sorted(made.keys() | schemas.keys()):
        wanted = set(schemas[name].get("properties", ())) if name in schemas else None
        if name not in made or _fields(made[name]) != wanted:
            raise ModelsFailed(f"the generator made {name} with other names than ours")


def _fields(node: ast.ClassDef | ast.AnnAssign) -> set[str]:
    return {
        line.target.id
        for line in (node.body if isinstance(node, ast.ClassDef) else ())
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    }


def _source(schema: Schema, class_arguments: defaultdict[str, dict[str, Any]]) -> str:
    # Imported here: half a second that a run with nothing to do need not pay.
    from datamodel_code_generator import Error, generate
    from datamodel_code_generator.enums import DataModelType, InputFileType
    from datamodel_code_generator.format import PythonVersion
    from datamodel_code_generator.parser import LiteralType

    try:
        with warnings.catch_warnings():
            # What it may say of a schema is about our own, and of no use to who reads it.
            warnings.simplefilter("ignore")
            source = generate(
                json.dumps(schema),
                input_file_type=InputFileType.JsonSchema,
                input_filename="models",
                output_model_type=DataModelType.MsgspecStruct,
                target_python_version=PythonVersion.PY_311,
                enum_field_as_literal=LiteralType.All,
                extra_template_data=class_arguments,
                **_OPTIONS,
            )
    except Error as error:
        raise ModelsFailed(str(error)) from error
    if not isinstance(source, str):
        raise ModelsFailed("the generator answered several modules")
    return source
