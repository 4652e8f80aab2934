"""One document of 3.0 and one of 2.0 with something of everything, to be damaged."""

from __future__ import annotations

from typing import Any

SAMPLE_3: dict[str, Any] = {
    "openapi": "3.0.1",
    "info": {"title": "t", "version": "1"},
    "servers": [{"url": "https://a"}],
    "tags": [{"name": "t"}],
    "security": [{"k": []}],
    "paths": {
        "/a": {
            "parameters": [
                {"$ref": "#/components/parameters/P"},
                {"name": "z", "in": "query", "schema": {"$ref": "#/components/schemas/A"}},
            ],
            "get": {
                "operationId": "getA",
                "tags": ["t"],
                "parameters": [
                    {
                        "name": "z",
                        "in": "query",
                        "schema": {"type": "integer", "minimum": 3, "exclusiveMinimum": True},
                    },
                    {
                        "name": "w",
                        "in": "query",
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    },
                ],
                "responses": {
                    "200": {
                        "description": "ok",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/A"},
                                "examples": {"e": {"$ref": "#/components/examples/E"}},
                            }
                        },
                        "headers": {"H": {"$ref": "#/components/headers/H"}},
                    },
                    "default": {"$ref": "#/components/responses/R"},
                },
            },
            "post": {
                "requestBody": {"$ref": "#/components/requestBodies/B"},
                "callbacks": {
                    "c": {
                        "{$request.body#/u}": {"post": {"responses": {"200": {"description": "x"}}}}
                    }
                },
                "responses": {},
            },
        },
        "/b": {"$ref": "#/paths/~1a"},
        "/c": {
            "get": {
                "operationId": "getA",
                "responses": {
                    "200": {
                        "description": "q",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "$ref": "#/paths/~1a/get/responses/200/content"
                                    "/application~1json/schema"
                                }
                            }
                        },
                    }
                },
            }
        },
    },
    "components": {
        "schemas": {
            "A": {
                "type": "object",
                "required": ["x"],
                "properties": {
                    "x": {"type": "string", "nullable": True, "enum": ["a"]},
                    "y": {"$ref": "#/components/schemas/B", "nullable": True},
                    "z": {"type": "array", "items": {"$ref": "#/components/schemas/A"}},
                },
                "example": {"x": 1},
            },
            "B": {
                "oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/C"}],
                "discriminator": {
                    "propertyName": "k",
                    "mapping": {"a": "A", "c": "#/components/schemas/C"},
                },
            },
            "C": {
                "nullable": True,
                "allOf": [
                    {"$ref": "#/components/schemas/A/properties/x"},
                    {"type": "object", "properties": {"q": {"type": "string"}}},
                ],
            },
            "D": {"$ref": "#/components/schemas/C/allOf/1/properties/q"},
            "E": {
                "additionalProperties": False,
                "patternProperties": {"^x": {"not": {"type": "null"}}},
            },
        },
        "parameters": {"P": {"name": "p", "in": "header", "schema": {"type": "string"}}},
        "responses": {"R": {"description": "r", "content": {"text/plain": {}}}},
        "examples": {"E": {"value": 1}},
        "headers": {"H": {"schema": {"type": "string"}}},
        "requestBodies": {
            "B": {
                "content": {
                    "multipart/form-data": {
                        "schema": {"type": "object"},
                        "encoding": {"f": {"contentType": "text/plain"}},
                    }
                }
            }
        },
        "securitySchemes": {"k": {"type": "apiKey", "in": "header", "name": "K"}},
    },
    "x-y": {"type": "string"},
}

SAMPLE_2: dict[str, Any] = {
    "swagger": "2.0",
    "info": {"title": "t", "version": "1"},
    "host": "a.b",
    "basePath": "/v1",
    "schemes": ["https"],
    "consumes": ["application/json"],
    "produces": ["application/json"],
    "paths": {
        "/a": {
            "parameters": [
                {"$ref": "#/parameters/P"},
                {"name": "body", "in": "body", "schema": {"$ref": "#/definitions/A"}},
            ],
            "get": {
                "operationId": "getA",
                "parameters": [
                    {
                        "name": "z",
                        "in": "query",
                        "type": "array",
                        "items": {"type": "string"},
                        "collectionFormat": "pipes",
                    }
                ],
                "responses": {
                    "200": {
                        "description": "ok",
                        "schema": {"$ref": "#/definitions/A"},
                        "headers": {"H": {"type": "integer"}},
                        "examples": {"application/json": {"a": 1}},
                    },
                    "default": {"$ref": "#/responses/R"},
                },
            },
            "post": {
                "consumes": ["multipart/form-data"],
                "parameters": [
                    {"name": "f", "in": "formData", "type": "file", "required": True},
                    {"$ref": "#/parameters/F"},
                    {"name": "q", "in": "query", "type": "string"},
                ],
                "responses": {"201": {"description": "x", "schema": {"type": "file"}}},
            },
            "put": {"parameters": [{"$ref": "#/parameters/Bd"}], "responses": {}},
        },
        "/b": {"$ref": "#/paths/~1a"},
        "/c": {
            "get": {
                "parameters": [{"$ref": "#/paths/~1a/get/parameters/0"}],
                "responses": {
                    "200": {
                        "description": "q",
                        "schema": {"$ref": "#/paths/~1a/get/responses/200/schema"},
                    }
                },
            }
        },
    },
    "definitions": {
        "A": {
            "type": "object",
            "discriminator": "k",
            "required": ["k"],
            "properties": {
                "k": {"type": "string", "x-nullable": True},
                "n": {"$ref": "#/definitions/B"},
                "m": {"$ref": "#/definitions/B/properties/b", "x-nullable": True},
            },
            "example": {"k": "v"},
        },
        "B": {
            "allOf": [{"$ref": "#/definitions/A"}],
            "properties": {"b": {"type": "number", "maximum": 3, "exclusiveMaximum": True}},
        },
    },
    "parameters": {
        "P": {"name": "p", "in": "header", "type": "string"},
        "F": {
            "name": "g",
            "in": "formData",
            "type": "array",
            "items": {"type": "string"},
            "collectionFormat": "multi",
        },
        "Bd": {"name": "b", "in": "body", "schema": {"type": "object"}, "required": True},
    },
    "responses": {"R": {"description": "r"}},
    "securityDefinitions": {
        "b": {"type": "basic"},
        "o": {
            "type": "oauth2",
            "flow": "accessCode",
            "authorizationUrl": "u",
            "tokenUrl": "t",
            "scopes": {"s": "x"},
        },
    },
}
