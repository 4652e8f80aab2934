"""The compiler: spec and OpenAPI document in, typed Python package out."""
