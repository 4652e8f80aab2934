"""The objects of OpenAPI 3.0 and 3.1, one table for both: 3.1 is a superset but for schemas."""

from __future__ import annotations

import re

from portwright.openapi.fields import FLAG, OBJECT, TEXT, TEXTS, each, list_of, map_of, one, one_of
from portwright.openapi.grammar import Entry, Grammar, Keys, Kind
from portwright.openapi.schema_3_1 import to_3_1
from portwright.openapi.schema_fields import DISCRIMINATOR, SCHEMA

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
LOCATIONS = ("query", "header", "path", "cookie")
STYLES = ("matrix", "label", "form", "simple", "spaceDelimited", "pipeDelimited", "deepObject")

_PROSE = dict(each(TEXT, "summary description"))
_STYLED = {"style": one_of(*STYLES), **dict(each(FLAG, "explode allowReserved"))}
_VALUE = {
    **_PROSE,
    **_STYLED,
    **dict(each(FLAG, "required deprecated allowEmptyValue")),
    "schema": one(Kind.SCHEMA),
    "content": map_of(Kind.MEDIA_TYPE),
    "examples": map_of(Kind.EXAMPLE),
}
_PATH_ITEM = {
    **_PROSE,
    **dict(each(one(Kind.OPERATION), " ".join(METHODS))),
    "parameters": list_of(Kind.PARAMETER),
    "servers": list_of(Kind.SERVER),
}
_OPERATION = {
    **_PROSE,
    "operationId": TEXT,
    "tags": TEXTS,
    "deprecated": FLAG,
    "parameters": list_of(Kind.PARAMETER),
    "requestBody": one(Kind.REQUEST_BODY),
    "responses": one(Kind.RESPONSES),
    "callbacks": map_of(Kind.CALLBACK),
    "security": list_of(Kind.SECURITY),
    "servers": list_of(Kind.SERVER),
    "externalDocs": OBJECT,
}
_COMPONENTS = {
    "schemas": Kind.SCHEMA,
    "responses": Kind.RESPONSE,
    "parameters": Kind.PARAMETER,
    "examples": Kind.EXAMPLE,
    "requestBodies": Kind.REQUEST_BODY,
    "headers": Kind.HEADER,
    "securitySchemes": Kind.SECURITY_SCHEME,
    "links": Kind.LINK,
    "callbacks": Kind.CALLBACK,
    "pathItems": Kind.PATH_ITEM,
}
_DOCUMENT = {
    "openapi": TEXT,
    "info": one(Kind.INFO),
    "jsonSchemaDialect": TEXT,
    "servers": list_of(Kind.SERVER),
    "paths": one(Kind.PATHS),
    "webhooks": map_of(Kind.PATH_ITEM),
    "components": one(Kind.COMPONENTS),
    "security": list_of(Kind.SECURITY),
    "tags": list_of(Kind.TAG),
    "externalDocs": OBJECT,
}
# A path is appended to a base URL with credentials in it or beside it: without the slash it
# could go on with the host's name. A second one is the vendor's. Behind `#` stands what tells
# operations of one path apart (`/files/{id}#add_link`), and is never sent; for a query see
# PathTemplate.
_PATH = Keys(
    re.compile(r"/[^\x00-\x1f\x7f]*"),
    "a path with a `/` in front, and no control character in it",
)
_STATUS = Keys(
    re.compile(r"default|[1-5]([0-9]{2}|XX)", re.IGNORECASE),
    "a status or `default`",
    any_case=True,
)
SHARED = {
    Kind.INFO: Entry({**_PROSE, **dict(each(TEXT, "title version"))}),
    Kind.PATHS: Entry(others=one(Kind.PATH_ITEM), keys=_PATH, loses=True),
    Kind.RESPONSES: Entry(others=one(Kind.RESPONSE), keys=_STATUS, loses=True),
    Kind.SECURITY: Entry(others=TEXTS),
    Kind.TAG: Entry({**_PROSE, "name": TEXT, "externalDocs": OBJECT}, required=("name",)),
    Kind.DISCRIMINATOR: DISCRIMINATOR,
}

VERSION_3 = Grammar(
    entries={
        **SHARED,
        Kind.DOCUMENT: Entry(_DOCUMENT, loses=True),
        Kind.PATH_ITEM: Entry(_PATH_ITEM, loses=True, referable=True),
        Kind.OPERATION: Entry(_OPERATION, loses=True),
        Kind.PARAMETER: Entry(
            {**_VALUE, "name": TEXT, "in": one_of(*LOCATIONS)},
            loses=True,
            required=("name", "in"),
            referable=True,
        ),
        Kind.REQUEST_BODY: Entry(
            {**_PROSE, "content": map_of(Kind.MEDIA_TYPE), "required": FLAG},
            loses=True,
            referable=True,
        ),
        Kind.RESPONSE: Entry(
            {
                **_PROSE,
                "headers": map_of(Kind.HEADER),
                "content": map_of(Kind.MEDIA_TYPE),
                "links": map_of(Kind.LINK),
            },
            instead={},
            referable=True,
        ),
        Kind.MEDIA_TYPE: Entry(
            {
                "schema": one(Kind.SCHEMA),
                "examples": map_of(Kind.EXAMPLE),
                "encoding": map_of(Kind.ENCODING),
            },
            instead={},
        ),
        Kind.ENCODING: Entry({**_STYLED, "contentType": TEXT, "headers": map_of(Kind.HEADER)}),
        Kind.HEADER: Entry(_VALUE, referable=True),
        Kind.SCHEMA: SCHEMA,
        Kind.CALLBACK: Entry(others=one(Kind.PATH_ITEM), referable=True),
        Kind.EXAMPLE: Entry({**_PROSE, "externalValue": TEXT}, referable=True),
        Kind.LINK: Entry(
            {**_PROSE, "operationId": TEXT, "operationRef": TEXT, "parameters": OBJECT},
            referable=True,
        ),
        Kind.COMPONENTS: Entry({name: map_of(kind) for name, kind in _COMPONENTS.items()}),
        Kind.SECURITY_SCHEME: Entry(
            {
                **dict(each(TEXT, "type description name in scheme bearerFormat")),
                "openIdConnectUrl": TEXT,
                "flows": map_of(Kind.FLOW),
            },
            referable=True,
        ),
        Kind.FLOW: Entry(
            {**dict(each(TEXT, "authorizationUrl tokenUrl refreshUrl")), "scopes": OBJECT}
        ),
        Kind.SERVER: Entry(
            {"url": TEXT, "description": TEXT, "variables": map_of(Kind.VARIABLE)},
            required=("url",),
        ),
        Kind.VARIABLE: Entry({**dict(each(TEXT, "default description")), "enum": TEXTS}),
    },
    converters={Kind.SCHEMA: to_3_1},
    sections={kind: ("components", name) for name, kind in _COMPONENTS.items()},
)
