"""What the compiler made of a mistake: whether it pointed there, and named what to write."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from portwright.diagnostics.model import Diagnostic
from scripts.mistakes.compiling import Outcome
from scripts.mistakes.equivalence import why_equivalent
from scripts.mistakes.mutations import Mutant
from scripts.mistakes.text import SpecText


@dataclass(frozen=True)
class Verdict:
    """`place` and `fix` are how it was told of, empty where it was not; `equivalent` is why it is
    no mistake. `found` are all new findings."""

    mutant: Mutant
    place: str = ""
    fix: str = ""
    equivalent: str = ""
    found: tuple[Diagnostic, ...] = ()
    crash: str = ""


def judge(mutant: Mutant, file: str, before: Outcome, after: Outcome) -> Verdict:
    """Compare what was said of the spec before the change and after it."""
    if after.crash:
        return Verdict(mutant, crash=after.crash)
    found = _new(before.found, after.found)
    if not found:
        why = why_equivalent(mutant, after.compiled == before.compiled, file.endswith(PORT))
        return Verdict(mutant, equivalent=why)
    spec = SpecText(mutant.text)
    here = [item for item in found if item.span is not None and item.span.file == file]
    at = [i for i in here if _touches(i, mutant, spec) or _tells_line(i, mutant, spec)]
    if at:
        fixes = [_fix(item, mutant, _wanted(item, mutant, spec)) for item in at]
        return Verdict(mutant, "there", max(fixes, key=_RANK.index), found=found)
    ends = [item for item in here if _is_other_end(item, mutant, spec)]
    if file.endswith(PORT):
        ends += [item for item in found if item not in here and _names_lost(item, mutant)]
    if ends:
        return Verdict(
            mutant, "where it is used", _fix(ends[0], mutant, mutant.wanted), found=found
        )
    return Verdict(mutant, found=found)


# How well a help names what to write, the best last.
_RANK = ("", "among others", "named")
_FEW = 3
PORT = ".port.yaml"


def _new(before: tuple[Diagnostic, ...], after: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    known = Counter((item.code, item.message) for item in before)
    found = []
    for item in after:
        if known[item.code, item.message]:
            known[item.code, item.message] -= 1
        else:
            found.append(item)
    return tuple(found)


def _touches(item: Diagnostic, mutant: Mutant, spec: SpecText) -> bool:
    """Whether a finding begins on the line of a changed place and overlaps it; a finding about a
    whole map or list counts only where that is the place."""
    assert item.span is not None
    start, end = spec.range(item.span)
    for first, last, _ in mutant.at:
        same_line = _line(spec, start) == _line(spec, first)
        if same_line and start < max(last, first + 1) and max(end, start + 1) > first:
            return True
    return False


def _tells_line(item: Diagnostic, mutant: Mutant, spec: SpecText) -> bool:
    """Whether a finding about another place says on which line the cause is."""
    number = _line(spec, mutant.edit[0]) + 1
    return f"line {number}" in f"{item.message} {item.label}" + " "


def _names_lost(item: Diagnostic, mutant: Mutant) -> bool:
    """A port is the master: a spec that does not follow it is where the mistake shows, if the
    finding there names what changed in the port."""
    key = mutant.site.key
    names = {mutant.lost, *(mutant.lost_names if not mutant.edit[2] else ())}
    names |= {key.text} if key is not None else set()
    said = set(re.findall(r"[\w.-]+", f"{item.message} {item.label}"))
    return bool(said & (names - {""}))


def _line(spec: SpecText, offset: int) -> int:
    return spec.text.count("\n", 0, offset)


def _is_other_end(item: Diagnostic, mutant: Mutant, spec: SpecText) -> bool:
    """Of a name that is declared no more, the place that uses it. A name that was only changed
    must be used there alone: then nothing tells which of the two is the slip."""
    assert item.span is not None
    token = spec.of(item.span).strip("\"'")
    if not token or _plain(token) not in map(_plain, mutant.lost_names):
        return False
    if mutant.kind in ("drop", "shorten list"):
        return True
    uses = re.findall(rf"(?<![\w.-]){re.escape(token)}(?![\w.-])", spec.text)
    return len(uses) == 1


def _plain(word: str) -> str:
    """Arguments are named in snake case, whatever the vendor calls the field."""
    return re.sub(r"[^a-z0-9*]", "", word.lower())


def _fix(item: Diagnostic, mutant: Mutant, texts: tuple[str, ...]) -> str:
    help = item.help or ""
    for wanted in texts:
        if _names(help, wanted):
            return "among others" if len(re.findall(r"`[^`]+`", help)) > _FEW else "named"
        is_lost = mutant.kind in ("drop", "shorten list") and _names(
            f"{item.message} {item.label}", wanted
        )
        if is_lost and not help.startswith("did you mean"):
            return "named"
    return ""


def _wanted(item: Diagnostic, mutant: Mutant, spec: SpecText) -> tuple[str, ...]:
    """Of two swapped values, the one that stood where the finding points."""
    if mutant.kind != "swap" or item.span is None:
        return mutant.wanted
    start, end = spec.range(item.span)
    return tuple(text for first, last, text in mutant.at if start < last and end > first)


def _names(text: str, wanted: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(wanted)}(?![\w-])", text) is not None
