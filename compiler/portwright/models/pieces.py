"""Generated source taken apart: a class or an alias each, with the imports that it uses."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_FUTURE = "from __future__ import annotations"


@dataclass(frozen=True, slots=True)
class Piece:
    """The source of one model; `imports` are the statements that it needs, a name each."""

    text: str
    imports: tuple[str, ...]


def take_apart(source: str) -> Iterator[tuple[str, ast.ClassDef | ast.AnnAssign, Piece]]:
    """The definitions of a module, each with its name and its syntax."""
    body = ast.parse(source).body
    lines = source.splitlines()
    known = dict(_imported(body))
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield node.name, node, _piece(node, lines, known)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node, _piece(node, lines, known)


def module_of(pieces: Iterable[Piece], imports: Iterable[str] = ()) -> str:
    """A module of these pieces in this order, with `imports` and what they need themselves."""
    pieces = tuple(pieces)
    needed = sorted({line for piece in pieces for line in piece.imports})
    head = "\n".join((_FUTURE, *needed, *imports))
    return "\n\n\n".join((head, *(piece.text for piece in pieces))) + "\n"


def _imported(body: Iterable[ast.stmt]) -> Iterator[tuple[str, str]]:
    for node in body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.name, f"from {node.module} import {alias.name}"


def _piece(node: ast.stmt, lines: list[str], known: Mapping[str, str]) -> Piece:
    used = {item.id for item in ast.walk(node) if isinstance(item, ast.Name)}
    text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
    return Piece(text, tuple(sorted(known[name] for name in used & known.keys())))
