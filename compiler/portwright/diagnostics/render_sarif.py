"""Findings as SARIF 2.1.0 (OASIS), which code-scanning services read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from portwright.diagnostics.explain import section
from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ABSOLUTE = re.compile(r"/|[A-Za-z]:/")


def render_sarif(
    diagnostics: Iterable[Diagnostic], rules: Mapping[str, Rule], version: str = ""
) -> str:
    """One run; `rules` describes the codes, `version` is the compiler's."""
    found = list(diagnostics)
    codes = sorted({item.code for item in found})
    described = [descriptor(code, rules.get(code)) for code in codes]
    return run_of(described, [result(item, codes.index(item.code)) for item in found], version)


def run_of(rules: list[dict[str, Any]], results: list[dict[str, Any]], version: str) -> str:
    """A log of one run; each result names its rule by its place among `rules`."""
    driver: dict[str, Any] = {"name": "portwright"}
    if version:
        driver["version"] = version
    driver["rules"] = rules
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def descriptor(code: str, rule: Rule | None) -> dict[str, Any]:
    level = {"defaultConfiguration": {"level": "warning" if code.startswith("W") else "error"}}
    if rule is None:
        return {"id": code, **level}
    doc = rule.doc.strip()
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in rule.slug.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": section(doc, "What") or rule.title},
        "help": {"text": doc, "markdown": doc},
        **level,
    }


def result(item: Diagnostic, index: int) -> dict[str, Any]:
    text = item.message if item.help is None else f"{item.message}\n{item.help}"
    return {
        "ruleId": item.code,
        "ruleIndex": index,
        "level": str(item.severity),
        "message": {"text": text},
        "locations": _locations(item),
    }


def _locations(item: Diagnostic) -> list[dict[str, Any]]:
    return [] if item.span is None else [location(item.span, item.label)]


def location(span: Span, label: str = "") -> dict[str, Any]:
    """A place, and what is to be said of it."""
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    physical = {"artifactLocation": _artifact(span.file), "region": region}
    found: dict[str, Any] = {"physicalLocation": physical}
    if label:
        found["message"] = {"text": label}
    return found


def _artifact(name: str) -> dict[str, str]:
    """A relative path belongs to the repository's root, whatever that is for the reader."""
    if _ABSOLUTE.match(name):
        path = quote(name.removeprefix("/"), safe="/:", errors="replace")
        return {"uri": f"file:///{path}"}
    return {"uri": quote(name, errors="replace"), "uriBaseId": "%SRCROOT%"}
