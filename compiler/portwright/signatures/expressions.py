"""The text of an annotation, a base, a decorator or a value as an expression to look into."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

_BROKEN = (SyntaxError, ValueError, RecursionError, MemoryError)


def expression(text: str | None) -> ast.expr | None:
    """The expression; None for what is none, or is nested too deeply."""
    if text is None:
        return None
    try:
        return ast.parse(text.strip(), mode="eval").body
    except _BROKEN:
        return None


def unquoted(node: ast.expr | None) -> ast.expr | None:
    """The expression that a string holds; itself when it is no string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return expression(node.value)
    return node


def dotted(node: ast.expr | None) -> str | None:
    """`a.b.c`, or None when it is something else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else None


def generic(node: ast.expr | None) -> str | None:
    """The dotted name without what stands in brackets: `Protocol` of `Protocol[T]`."""
    return dotted(node.value if isinstance(node, ast.Subscript) else node)


def called(node: ast.expr | None) -> str | None:
    """The dotted name that is called; of a decorator without a call, its own."""
    return dotted(node.func if isinstance(node, ast.Call) else node)


def keywords(node: ast.expr | None) -> Mapping[str, ast.expr]:
    """What a call is given by name."""
    found = node.keywords if isinstance(node, ast.Call) else []
    return {word.arg: word.value for word in found if word.arg is not None}


def arguments(node: ast.Subscript) -> list[ast.expr]:
    """What stands in brackets."""
    return list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]


def alternatives(node: ast.expr) -> Iterator[ast.expr]:
    """The parts of `A | B | C`, in order."""
    waiting = [node]
    while waiting:
        last = waiting.pop()
        if isinstance(last, ast.BinOp) and isinstance(last.op, ast.BitOr):
            waiting.extend((last.right, last.left))
        else:
            yield last


def constant(node: ast.expr | None) -> object:
    """The value of a literal, else None."""
    return node.value if isinstance(node, ast.Constant) else None


def spelling(node: ast.expr) -> str:
    """How the source spells it, but for white space."""
    try:
        return ast.unparse(node)
    except RecursionError:
        return "..."
