"""Where references lead, and what must be brought into the document for them to lead there.

A reference whose target stands in a part of the document that its version knows is kept. Any
other target (in another file, below an unknown key) is *lifted*: it gets a name among the
components, is read there, and the reference is changed.
"""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.suggest import did_you_mean
from portwright.openapi.folder import Folder
from portwright.openapi.grammar import Grammar, Kind
from portwright.openapi.pointer import MISSING, find_tokens, look_up, pointer_of, tokens_of
from portwright.rules.openapi import unresolved_reference
from portwright.source.documents import Document

Target: TypeAlias = str | Diagnostic
"""The pointer in the 3.1-shaped document (with `#`), or why there is none."""

_NAMED_PARENTS = frozenset(
    ("schemas", "definitions", "$defs", "parameters", "responses", "requestBodies", "headers")
) | {"examples", "links", "callbacks", "securitySchemes", "pathItems"}
_NOISE = frozenset(("paths", "properties", "content", "components", "definitions", "schemas"))
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
_HASH = 8

MAX_CHAIN = 100
"""References that lead to references; each is looked at from every one before it."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """A part to be read as `kind` and kept as `name` in that kind's section."""

    document: Document
    pointer: str
    kind: Kind
    name: str


@dataclass(slots=True)
class References:
    """`elsewhere` tells whether a pointer of the 3.1-shaped document exists in the other of
    the two, document and additions, that are merged in the end.
    """

    main: Document
    grammar: Grammar
    folder: Folder
    elsewhere: Callable[[tuple[str, ...]], bool]
    queue: deque[Lifted] = field(default_factory=deque)
    _targets: dict[tuple[str, Kind, str], Target] = field(default_factory=dict)
    _lifted: dict[tuple[str, str, Kind], str] = field(default_factory=dict)
    _names: set[tuple[Kind, str]] = field(default_factory=set)
    _hints_left: int = 20

    def target(self, document: Document, reference: str, kind: Kind) -> Target:
        """Where `reference`, written in `document` where a `kind` belongs, leads."""
        key = (document.file.name, kind, reference)
        found = self._targets.get(key)
        if found is None:
            found = self._targets[key] = self._find(document, reference, kind)
        return found

    def named(self, document: Document, name: str) -> Target:
        """Where a schema given by its bare name, or else by a reference, leads."""
        tokens = (*self.grammar.sections[Kind.SCHEMA], name)
        by_name = look_up(document.data, tokens) is not MISSING
        by_name |= document is self.main and self.elsewhere(self.grammar.final_pointer(tokens))
        return self.target(document, "#" + pointer_of(tokens) if by_name else name, Kind.SCHEMA)

    def _find(self, document: Document, reference: str, kind: Kind) -> Target:
        step = self._step(document, reference)
        if not isinstance(step, tuple):
            return step
        there, tokens = step
        problem = self._mismatch(there, tokens, kind) or self._unusable(there, tokens, kind)
        if problem and self._is_restated(there, tokens, kind):
            return self._final(tokens)
        if problem:
            return unresolved_reference.report(None, reference, problem)
        if there is self.main:
            standing = self.grammar.standing(self.main.data, tokens)
            if standing.kind is kind and standing.stays:
                return self._final(tokens)
        return self._lift(there, pointer_of(tokens), kind)

    def _mismatch(self, there: Document, tokens: tuple[str, ...], kind: Kind) -> str:
        """Whether something of another kind is known to stand there."""
        if there is not self.main:
            return ""
        standing = self.grammar.standing(self.main.data, tokens)
        if standing.kind in (kind, None):
            return ""
        assert standing.kind is not None
        return f"what stands there is {standing.kind.value}, not {kind.value}"

    def _is_restated(self, there: Document, tokens: tuple[str, ...], kind: Kind) -> bool:
        """Whether the other document states what is left out of the main one."""
        if there is not self.main or self.grammar.usable(kind, look_up(there.data, tokens)):
            return False
        return self.elsewhere(self.grammar.final_pointer(tokens))

    def _final(self, tokens: tuple[str, ...]) -> str:
        return "#" + pointer_of(self.grammar.final_pointer(tokens))

    def _step(
        self, document: Document, reference: str
    ) -> tuple[Document, tuple[str, ...]] | Target:
        """One step: the document and the tokens, a pointer that exists elsewhere, or a fault."""
        name, _, fragment = reference.partition("#")
        there = self.folder.open(name, document) if name else document
        if isinstance(there, Diagnostic):
            return there
        if fragment and not fragment.startswith("/"):
            return unresolved_reference.report(None, reference, "anchors are not followed")
        tokens = find_tokens(there.data, fragment)
        if tokens is not None:
            return there, tokens
        final = self.grammar.final_pointer(tokens_of(fragment))
        if there is self.main and self.elsewhere(final):
            return "#" + pointer_of(final)
        return self._nothing_there(there, reference, tokens_of(fragment))

    def _nothing_there(
        self, there: Document, reference: str, tokens: tuple[str, ...]
    ) -> Diagnostic:
        known = 0
        while look_up(there.data, tokens[: known + 1]) is not MISSING:
            known += 1
        parent = look_up(there.data, tokens[:known])
        near = None
        # A hint compares with every name there; a document of nothing but faults gets no more.
        if isinstance(parent, dict) and self._hints_left:
            self._hints_left -= 1
            near = did_you_mean(tokens[known], parent)
        return unresolved_reference.report(None, reference, "nothing stands there", help=near)

    def _unusable(self, there: Document, tokens: tuple[str, ...], kind: Kind) -> str:
        """Why what stands at `tokens` cannot be used as `kind`; empty when it can."""
        seen: set[tuple[str, tuple[str, ...]]] = set()
        while (there.file.name, tokens) not in seen:
            seen.add((there.file.name, tokens))
            if len(seen) > MAX_CHAIN:
                # A schema remains one, whatever the end of the chain; another part does not.
                long = f"a chain of more than {MAX_CHAIN} references"
                return "" if kind is Kind.SCHEMA else long
            node = look_up(there.data, tokens)
            if kind is not Kind.SCHEMA:
                problem = self._mismatch(there, tokens, kind)
                if problem or not self.grammar.usable(kind, node):
                    return problem or f"what stands there is not {kind.value}"
            if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
                return ""
            step = self._step(there, node["$ref"])
            if not isinstance(step, tuple):
                # The next reference is at fault and reported at its own place; a schema without
                # its reference remains a schema, but nothing remains of another part.
                failed = isinstance(step, Diagnostic) and kind is not Kind.SCHEMA
                return "the reference there leads nowhere" if failed else ""
            there, tokens = step
        return "references in a circle"

    def _lift(self, there: Document, pointer: str, kind: Kind) -> Target:
        section = self.grammar.sections.get(kind)
        if section is None:
            return unresolved_reference.report(None, f"#{pointer}", f"{kind.value} has no place")
        key = (there.file.name, pointer, kind)
        if key not in self._lifted:
            name = self._lifted[key] = self._free_name(there, pointer, kind, section)
            self.queue.append(Lifted(there, pointer, kind, name))
        return self._final((*section, self._lifted[key]))

    def _free_name(
        self, there: Document, pointer: str, kind: Kind, section: tuple[str, ...]
    ) -> str:
        """A name that does not depend on what else is lifted, but for a clash."""
        stem = _clean(PurePosixPath(there.file.name).stem)
        short = _short_name(pointer) or stem
        full = hashlib.sha256(f"{there.file.path.name}#{pointer}".encode()).hexdigest()[:_HASH]
        for name in (short, f"{stem}_{short}", f"{short}_{full}"):
            if not self._taken(kind, (*section, name)):
                break
        self._names.add((kind, name))
        return name

    def _taken(self, kind: Kind, tokens: tuple[str, ...]) -> bool:
        return (
            (kind, tokens[-1]) in self._names
            or look_up(self.main.data, tokens) is not MISSING
            or self.elsewhere(self.grammar.final_pointer(tokens))
        )


def _short_name(pointer: str) -> str:
    tokens = tokens_of(pointer)
    is_member = len(tokens) > 1 and tokens[-2] in _NAMED_PARENTS and not tokens[-1].isdigit()
    if len(tokens) == 1 or is_member:
        return _clean(tokens[-1])
    return _clean("_".join(token for token in tokens if token not in _NOISE))


def _clean(name: Any) -> str:
    return _NOT_IN_NAMES.sub("_", name).strip("_")
