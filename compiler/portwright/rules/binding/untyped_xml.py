"""
**What** Operations of the document take or give XML and nothing that is typed. Their bodies and
answers are texts.

**Why** portwright neither writes nor reads XML: what a schema says of its elements is in no type of
the package, and a mistake in it is told by the vendor alone.

**Example** An answer that is declared as `application/xml` only.

**Fix** Parse the text with an XML parser that refuses entities, such as `defusedxml`; `.raw` has
the answer as bytes, in the encoding that its first line says. If the vendor speaks JSON too, say so
in the document.
"""

from __future__ import annotations

from collections.abc import Collection

from portwright.diagnostics.listed import counted, some_of
from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0224", "untyped-xml", "XML as text", __doc__ or "")


def report(span: Span | None, operations: Collection[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"XML is a text in {counted(operations, 'operation')}: {some_of(operations)}",
        label="the first of them",
        help="parse it yourself",
    )
