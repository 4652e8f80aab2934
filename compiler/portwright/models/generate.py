"""Models of the IR become msgspec Structs, by datamodel-code-generator."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from portwright.ir.json_schema import GENERATOR, definitions
from portwright.ir.shapes import Model, Struct


class ModelsFailed(Exception):
    """The generator refused a schema that `lower` made: a defect of portwright, not of a user."""


def generate_models(models: Iterable[Model]) -> str:
    """The source of the models module, unformatted, without a banner.

    The generator gets one clean schema with our names, no prose, no patterns and no defaults;
    wire names travel as `rename` of the class.
    """
    models = tuple(models)
    if not models:
        return "from __future__ import annotations\n"
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": definitions(models, GENERATOR),
    }
    source = _generate(json.dumps(schema), _class_arguments(models))
    _check_names(source, models)
    return source


def _check_names(source: str, models: Iterable[Model]) -> None:
    """Wire names travel apart from the fields, so a field that the generator renamed would be
    sent and read under a wrong one."""
    wanted = {
        model.name: {item.name for item in model.fields}
        for model in models
        if isinstance(model, Struct)
    }
    made = {
        node.name: {
            line.target.id
            for line in node.body
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
        }
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
    }
    for name in sorted(wanted.keys() | made.keys()):
        if wanted.get(name) != made.get(name):
            raise ModelsFailed(f"the generator made {name} with other names than ours")


def _class_arguments(models: Iterable[Model]) -> defaultdict[str, dict[str, Any]]:
    """Class keyword arguments: `rename` for fields whose wire name is no Python name."""
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for model in models:
        if isinstance(model, Struct):
            renamed = {item.name: item.wire for item in model.fields if item.name != item.wire}
            if renamed:
                found[model.name] = {"base_class_kwargs": {"rename": renamed}}
    return found


def _generate(schema: str, class_arguments: defaultdict[str, dict[str, Any]]) -> str:
    # Imported here: half a second that a run with nothing to do need not pay.
    from datamodel_code_generator import Error, generate
    from datamodel_code_generator.enums import DataModelType, InputFileType
    from datamodel_code_generator.format import Formatter, PythonVersion
    from datamodel_code_generator.parser import LiteralType

    try:
        source = generate(
            schema,
            input_file_type=InputFileType.JsonSchema,
            input_filename="models",
            output_model_type=DataModelType.MsgspecStruct,
            target_python_version=PythonVersion.PY_311,
            formatters=[Formatter.BUILTIN],
            enum_field_as_literal=LiteralType.All,
            extra_template_data=class_arguments,
            custom_file_header="#",
            disable_timestamp=True,
            keep_model_order=True,
            keyword_only=True,
            no_alias=True,
            skip_root_model=True,
            strict_nullable=True,
            strict_refs=True,
            allow_remote_refs=False,
            use_standard_collections=True,
            use_type_alias=True,
            use_union_operator=True,
        )
    except Error as error:
        raise ModelsFailed(str(error)) from error
    if not isinstance(source, str):
        raise ModelsFailed("the generator answered several modules")
    return source.removeprefix("#").lstrip("\n")
