"""Renders, formats and writes a generated package."""
