"""Expressions of mappings as Python: null is asked for where it may stand, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from portwright.emit.python import literal, literals
from portwright.emit.spelled import Spelled, any_of
from portwright.ir.mapping import (
    AllOf,
    Call,
    Cleared,
    Constant,
    DecimalConstant,
    Each,
    Expression,
    FirstOf,
    HeaderValue,
    IdOf,
    Listed,
    LookedUp,
    Made,
    MemberOf,
    Path,
    QueryText,
    Sent,
    Test,
)
from portwright.ir.naming import free

NONE, UNSET = "None", "UNSET"


@dataclass(slots=True)
class Spelling:
    """Spells the expressions of one module; `modules` gathers those of the team's functions.

    `taken` are the names that no module of the team's can have there.
    """

    modules: dict[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    _values: int = 0

    def begin(self) -> None:
        """Begin a function: its values are counted from one."""
        self._values = 0

    def value(self, found: Expression, absent: str = NONE) -> str:
        """An expression as a whole; `absent` is what stands for null."""
        return self.finished(self.spell(found), absent)

    def or_null(self, found: Expression) -> str:
        """The same where what is unset counts as null."""
        spelled = self.spell(found)
        if not spelled.given:
            return self.finished(spelled)
        conditions = tuple(dict.fromkeys((*spelled.given, *spelled.guards)))
        return self._chosen(spelled, conditions, NONE)

    def finished(self, spelled: Spelled, absent: str = NONE) -> str:
        if spelled.given and absent == NONE:
            absent = UNSET
        if spelled.nullable and absent == NONE:
            conditions = tuple(dict.fromkeys((*spelled.given, *spelled.guards)))
            return self._chosen(spelled, conditions, absent)
        if spelled.nullable and not spelled.narrows:
            self._values += 1
            name = f"value_{self._values}"
            asked = (*spelled.given, *spelled.guards, f"({name} := {spelled.text}) is not None")
            return f"{name} if {' and '.join(asked)} else {absent}"
        return self._chosen(spelled, spelled.conditions, absent)

    def _chosen(self, spelled: Spelled, conditions: tuple[str, ...], absent: str) -> str:
        if not conditions or (absent == UNSET and conditions == (f"{spelled.text} is not UNSET",)):
            return spelled.text
        text = f"({spelled.text})" if spelled.compound else spelled.text
        return f"{text} if {' and '.join(conditions)} else {absent}"

    def spell(self, found: Expression) -> Spelled:
        """The source of one expression, with its conditions."""
        spell: Callable[[Any], Spelled] = getattr(self, _SPELLERS[type(found)])
        return spell(found)

    def _constant(self, found: Constant) -> Spelled:
        return Spelled(literal(found.value), nullable=found.value is None, narrows=False)

    def _member(self, found: MemberOf) -> Spelled:
        return Spelled(f"{found.enum}.{found.member}")

    def _decimal(self, found: DecimalConstant) -> Spelled:
        return Spelled(f"Decimal({literal(found.text)})")

    def _header(self, found: HeaderValue) -> Spelled:
        return Spelled(f"headers.get({literal(found.name)})", nullable=True, narrows=False)

    def _path(self, path: Path) -> Spelled:
        text = path.root
        given = (f"{text} is not UNSET",) if path.may_be_unset else ()
        guards: list[str] = []
        nullable = path.root_nullable
        narrow = path.root_narrow
        for step in path.steps:
            if narrow:
                guards.append(f"isinstance({text}, {narrow})")
            elif nullable:
                guards.append(f"{text} is not None")
            if step.kind == "index":
                guards += [] if step.asserted else [f"len({text}) > {step.name}"]
                text = f"{text}[{step.name}]"
            elif step.kind == "key":
                guards += [] if step.asserted else [f"{literal(step.name)} in {text}"]
                text = f"{text}[{literal(step.name)}]"
            else:
                text = f"{text}.{step.name}"
            nullable, narrow = step.nullable, step.narrow
        if narrow:
            guards.append(f"isinstance({text}, {narrow})")
        return Spelled(text, tuple(guards), given, nullable and not narrow)

    def _whole(self, parts: Iterable[Spelled]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What must hold for all of several to be there: of guards, and of inputs given."""
        guards: dict[str, None] = {}
        given: dict[str, None] = {}
        for part in parts:
            given.update(dict.fromkeys(part.given))
            guards.update(dict.fromkeys(part.guards))
            if part.nullable and part.narrows:
                guards[f"{part.text} is not None"] = None
        return tuple(guards), tuple(given)

    def _arguments(
        self, parts: Iterable[Expression], *, takes_null: bool
    ) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
        spelled = [self._named(self.spell(part), takes_null) for part in parts]
        if takes_null:
            given = tuple(dict.fromkeys(name for part in spelled for name in part.given))
            plain = [self.finished(replace(part, given=())) for part in spelled]
            return plain, (), given
        guards, given = self._whole(spelled)
        return [part.text for part in spelled], guards, given

    def _named(self, part: Spelled, takes_null: bool) -> Spelled:
        """What cannot be asked twice whether it is None gets a name where it is asked."""
        if takes_null or not part.nullable or part.narrows:
            return part
        self._values += 1
        name = f"value_{self._values}"
        asked = f"({name} := {part.text}) is not None"
        return Spelled(name, (*part.guards, asked), part.given)

    def _call(self, call: Call) -> Spelled:
        texts, guards, given = self._arguments(call.arguments, takes_null=call.takes_null)
        names = [name for name, _ in call.keywords]
        keywords, more, also = self._arguments(
            [part for _, part in call.keywords], takes_null=call.takes_null
        )
        texts += [f"{name}={text}" for name, text in zip(names, keywords, strict=True)]
        return Spelled(
            self._called(call, texts),
            tuple(dict.fromkeys((*guards, *more))),
            tuple(dict.fromkeys((*given, *also))),
            call.gives_null,
            narrows=not call.gives_null,
        )

    def _called(self, call: Call, texts: list[str]) -> str:
        match call.function:
            case "EXPONENTS":
                return "EXPONENTS"
            case ".currency":
                return f"{texts[0]}.currency"
            case method if method.startswith("."):
                return f"{texts[0]}{method}({', '.join(texts[1:])})"
        return f"{self._function(call)}({', '.join(texts)})"

    def _function(self, call: Call) -> str:
        if call.module in ("", "."):
            return call.function
        others = {name for module, name in self.modules.items() if module != call.module}
        alias = free(call.module.rpartition(".")[2], self.taken | others)
        self.modules[call.module] = alias
        return f"{alias}.{call.function}"

    def _looked_up(self, found: LookedUp) -> Spelled:
        key = self.spell(found.key)
        guards, given = ((), key.given) if found.takes_null else self._whole([key])
        text = self.finished(replace(key, given=())) if found.takes_null else key.text
        if found.fallback is not None:
            looked = f"{found.table}.get({text}, {self.value(found.fallback)})"
        else:
            function = "chosen_input" if found.of_input else "chosen"
            looked = f"{function}({found.table}, {text})"
        return Spelled(looked, guards, given)

    def _identity(self, found: IdOf) -> Spelled:
        path = self.spell(found.path)
        text = path.text
        chosen = f"{text}.{found.field} if isinstance({text}, models.{found.model}) else {text}"
        nullable = path.nullable or found.nullable
        return replace(path, text=chosen, nullable=nullable, narrows=False, compound=True)

    def _first(self, found: FirstOf) -> Spelled:
        parts = [self.spell(part) for part in found.parts]
        given = _any_given(parts[:-1] if found.keeps_unset else parts)
        *most, last = [_as_null(part.known(given)) for part in parts]
        text = self.finished(last)
        for part in reversed(most):
            text = self.finished(part, text) if part.conditions or part.nullable else part.text
        sure = any(not (part.conditions or part.nullable) for part in (*most, last))
        return Spelled(text, (), given, not sure, narrows=False, compound=True)

    def _each(self, each: Each) -> Spelled:
        path = self.spell(each.path)
        guards, given = self._whole([path])
        where = [text for test in each.where for text in self._test(test)]
        asked = f" if {' and '.join(where)}" if where else ""
        items = f"{self.value(each.item)} for {each.variable} in {path.text}{asked}"
        listed = f"[{items}]" if each.container == "list" else f"tuple({items})"
        return Spelled(listed, guards, given)

    def _listed(self, listed: Listed) -> Spelled:
        parts = [self.spell(item) for item in listed.items]
        items = ", ".join(self.finished(replace(part, given=())) for part in parts)
        given = tuple(dict.fromkeys(name for part in parts for name in part.given))
        if any(part.guards or part.nullable for part in parts):
            text = f"those_given({items})"
            return Spelled(text if listed.container == "list" else f"tuple({text})", (), given)
        tail = "," if len(parts) == 1 else ""
        text = f"[{items}]" if listed.container == "list" else f"({items}{tail})"
        return Spelled(text, (), given)

    def _all_of(self, found: AllOf) -> Spelled:
        return Spelled(" and ".join(text for test in found.tests for text in self._test(test)))

    def _test(self, test: Test) -> Iterator[str]:
        path = self._path(test.path)
        there = [*path.guards, *([f"{path.text} is not None"] if path.nullable else [])]
        if test.test == "absent":
            yield f"not ({' and '.join(there)})" if there else "False"
            return
        yield from path.guards if test.test == "equals" else there
        if test.test == "equals":
            yield f"{path.text} {_among(test)}"

    def _guarded(self, guard: Path | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if guard is None:
            return (), ()
        return self._whole([self._path(guard)])

    def _made(self, made: Made) -> Spelled:
        fields = ", ".join(f"{name}={self.value(part)}" for name, part in made.fields)
        guards, given = self._guarded(made.guard)
        return Spelled(f"{made.record}({fields})", guards, given)

    def _sent(self, sent: Sent) -> Spelled:
        parts = [(name, self._named(self.spell(part), False)) for name, part in sent.fields]
        guards, given = self._guarded(sent.guard)
        left_out = not sent.needed and all(name in sent.optional for name, _ in parts)
        if left_out and all(part.conditions for _, part in parts) and parts:
            asked = any_of([part.conditions for _, part in parts])
            guards = (*guards, *asked)
            parts = [(name, part.known(asked)) for name, part in parts]
        text = self._model(sent, parts) if sent.model else self._dict(parts)
        return Spelled(text, guards, given)

    def _model(self, sent: Sent, parts: list[tuple[str, Spelled]]) -> str:
        fields = [
            f"{name}={self.finished(part, UNSET if name in sent.optional else NONE)}"
            for name, part in parts
        ]
        return f"models.{sent.model}({', '.join(fields)})"

    def _dict(self, parts: list[tuple[str, Spelled]]) -> str:
        """What is null or not given is left out; a null that is cleared is not."""
        items = ", ".join(f"{literal(name)}: {self.finished(part, UNSET)}" for name, part in parts)
        some = any(part.conditions for _, part in parts)
        return f"present({{{items}}})" if some else f"{{{items}}}"

    def _cleared(self, found: Cleared) -> Spelled:
        value = self.spell(found.value)
        text = self.finished(replace(value, given=()), literal(found.empty))
        return Spelled(text, (), value.given, compound=" if " in text)

    def _query(self, query: QueryText) -> Spelled:
        keywords = [f"{name}={_keyword(value)}" for name, value in query.keywords]
        clauses = [
            f"Clause({literal(item.field)}, {literal(item.operator)}, {self.or_null(item.value)})"
            for item in query.clauses
        ]
        where = _tuple(clauses)
        nullable = query.function == "odata_filter"
        text = f"{query.function}({', '.join([*keywords, f'where={where}'])})"
        return Spelled(text, nullable=nullable, narrows=not nullable)


_SPELLERS: Final[Mapping[type, str]] = {
    Path: "_path",
    Constant: "_constant",
    MemberOf: "_member",
    DecimalConstant: "_decimal",
    Call: "_call",
    LookedUp: "_looked_up",
    IdOf: "_identity",
    FirstOf: "_first",
    AllOf: "_all_of",
    Each: "_each",
    Listed: "_listed",
    Made: "_made",
    Sent: "_sent",
    Cleared: "_cleared",
    HeaderValue: "_header",
    QueryText: "_query",
}


def _any_given(parts: list[Spelled]) -> tuple[str, ...]:
    """Whether one at least of several is given: nothing where one always is."""
    given = [part.given for part in parts]
    return any_of(given) if all(given) else ()


def _as_null(part: Spelled) -> Spelled:
    """What is unset says as little as null where there is something else to take."""
    return replace(part, given=(), guards=(*part.given, *part.guards))


def _among(test: Test) -> str:
    """Equal to the value, or one of several."""
    if test.exact:
        values = [f"Decimal({literal(str(value))})" for value in test.values]
    else:
        values = [literal(value) for value in test.values]
    return f"== {values[0]}" if len(values) == 1 else f"in {_tuple(values)}"


def _tuple(items: list[str]) -> str:
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def _keyword(value: str | int | tuple[str, ...]) -> str:
    return literals(value) if isinstance(value, tuple) else literal(value)
