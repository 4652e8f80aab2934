"""Generates the wire models: the only importer of datamodel-code-generator."""
