"""Generic slips of a hand: each a text edit at one place of a spec, none made for a rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from portwright.source.nodes import MappingNode, ScalarNode, SequenceNode
from scripts.mistakes.sites import Site
from scripts.mistakes.text import SpecText

_PATH = re.compile(r"[A-Za-z_$][\w-]*(\.[\w*\[\]-]+)+")
_ANCHOR = re.compile(r"&[\w-]+\s+")
_WORD = re.compile(r"[\w$-]{3,}")
_SHORTEST = 3


@dataclass(frozen=True)
class Mutant:
    """A changed spec. `at` are the ranges of the new text that a finding may point at, each with
    the text that stood there; `wanted` is what a help should name; `lost` the name that no longer
    stands where it stood, for which others may look."""

    kind: str
    site: Site
    edit: tuple[int, int, str]
    text: str
    at: tuple[tuple[int, int, str], ...]
    wanted: tuple[str, ...]
    removed: str
    lost: str = ""

    @property
    def lost_names(self) -> set[str]:
        """With the words that went too: what they used is unused, and what they were is missed."""
        if self.edit[2]:
            return {self.lost}
        anchors = re.findall(r"(?<![\w&])&([\w-]+)", self.removed)
        words = re.findall(r"[\w.-]+", self.removed)
        return {self.lost, *words, *(f"*{name}" for name in anchors)}


Mutation = Callable[[Site, SpecText, Random], Mutant | None]


def rename_key(site: Site, spec: SpecText, random: Random) -> Mutant | None:
    """A typo in a key."""
    if site.key is None:
        return None
    return _retyped("rename key", site, site.key, spec, random)


def rename_value(site: Site, spec: SpecText, random: Random) -> Mutant | None:
    """A typo in a scalar."""
    if not isinstance(site.value, ScalarNode):
        return None
    if spec.is_alias(site):
        return None
    return _retyped("rename value", site, site.value, spec, random)


def _retyped(
    kind: str, site: Site, node: ScalarNode, spec: SpecText, random: Random
) -> Mutant | None:
    start, end = spec.range(node.span)
    written = spec.text[start:end]
    changed = typo(written, random)
    if changed is None:
        return None
    at = (start, start + len(changed), node.text)
    words = set(_WORD.findall(node.text)) - set(_WORD.findall(changed))
    wanted = (node.text, *sorted(words))
    return _mutant(kind, site, spec, (start, end, changed), (at,), wanted, node.text)


def typo(word: str, random: Random) -> str | None:
    """One letter dropped, doubled, or swapped with the next; quotes are left alone."""
    places = [index for index, letter in enumerate(word) if letter.isalnum()]
    if len(places) < _SHORTEST:
        return None
    index = random.choice(places)
    how = random.choice(("drop", "double", "swap"))
    if how == "drop":
        return word[:index] + word[index + 1 :]
    if how == "double":
        return word[: index + 1] + word[index:]
    pairs = [p for p in places if p + 1 in places and word[p] != word[p + 1]]
    if not pairs:
        return None
    index = random.choice(pairs)
    return word[:index] + word[index + 1] + word[index] + word[index + 2 :]


def drop(site: Site, spec: SpecText, random: Random) -> Mutant | None:
    """A key and its value that were forgotten, or an item of a list."""
    ranges = spec.part_ranges(site)
    start, end = ranges[site.index]
    if site.index + 1 < len(ranges):
        end = ranges[site.index + 1][0]
    elif site.index:
        start = ranges[site.index - 1][1]
    elif not spec.is_flow(site.parent):
        return None  # nothing would be left of the block
    moved = lambda offset: offset if offset <= start else offset - (end - start)  # noqa: E731
    others = [r for index, r in enumerate(ranges) if index != site.index]
    at = [(moved(one), moved(two), "") for one, two in others]
    whole = spec.range(site.parent.span)
    at.append((whole[0], whole[1] - (end - start), ""))
    if site.holder is not None:
        at.append((*spec.range(site.holder.span), ""))
    lost = site.key.text if site.key is not None else _scalar(site)
    return _mutant("drop", site, spec, (start, end, ""), tuple(at), (lost,), lost)


def duplicate(site: Site, spec: SpecText, random: Random) -> Mutant | None:
    """An entry that was copied and not changed."""
    if site.key is None:
        return None
    start, end = spec.entry_range(site)
    if "&" in spec.text[start:end]:
        return None
    between = ", " if spec.is_flow(site.parent) else "\n" + " " * (site.key.span.column - 1)
    again = end + len(between)
    key = site.key.text
    length = len(spec.of(site.key.span))
    at = ((again, again + length, key), (start, start + length, key))
    edit = (end, end, between + spec.text[start:end])
    return _mutant("duplicate", site, spec, edit, at, ("keep one",))


def change_type(site: Site, spec: SpecText, random: Random) -> Mutant | None:
    """A scalar for a list, a list or a map for a scalar, a text for a number."""
    if spec.is_alias(site):
        return None
    start, end = spec.range(site.value.span)
    if (anchor := _ANCHOR.match(spec.text, start)) is not None:
        start = anchor.end()
    written = spec.text[start:end]
    made = _other_type(site, written, random)
    if made is None:
        return None
    changed, wanted = made
    at = [(start, start + len(changed), written)]
    if site.key is not None:
        at.append((*spec.range(site.key.span), written))
    return _mutant("change type", site, spec, (start, end, changed), tuple(at), wanted)


def _other_type(site: Site, written: str, random: Random) -> tuple[str, tuple[str, ...]] | None:
    match site.value:
        case ScalarNode(text=text, quoted=False) if text.isdecimal() and random.random() < 0.5:
            return f'"{text}"', (text,)
        case ScalarNode(text=text) if text and "\n" not in written:
            return random.choice((f"[{written}]", f"{{{text.split()[0]}: {written}}}")), (text,)
        case SequenceNode(items=(ScalarNode(text=text), *_)):
            return text, (f"[{text}", text)
        case MappingNode(entries=((key, value), *rest)):
            names = tuple(name.text for name, _ in ((key, value), *rest))
            one = value.text if isinstance(value, ScalarNode) else key.text
            return (one, names) if one else None
    return None


def swap(site: Site, spec: SpecText, random: Random) -> Mutant | None:
    """The values of two neighbours, each in the other's place."""
    other = _neighbour(site)
    if other is None or spec.is_alias(site):
        return None
    (start, end), (second, last) = spec.range(site.value.span), spec.range(other.span)
    one, two = spec.text[start:end], spec.text[second:last]
    if second < end or one == two or "\n" in one + two or two[:1] == "*":
        return None
    changed = two + spec.text[end:second] + one
    shifted = second + len(two) - len(one)
    at = ((start, start + len(two), _plain(one)), (shifted, shifted + len(one), _plain(two)))
    wanted = (_plain(one), _plain(two))
    return _mutant("swap", site, spec, (start, last, changed), at, wanted)


def _neighbour(site: Site) -> ScalarNode | MappingNode | None:
    if isinstance(site.parent, MappingNode):
        later = [value for _, value in site.parent.entries[site.index + 1 :]]
    else:
        later = list(site.parent.items[site.index + 1 :])
    kind = type(site.value)
    following = later[0] if later else None
    if isinstance(following, ScalarNode | MappingNode) and type(following) is kind:
        return following
    return None


def shorten_path(site: Site, spec: SpecText, random: Random) -> Mutant | None:
    """A path without its last step, as a key or as a value."""
    for node in (site.value, site.key):
        if isinstance(node, ScalarNode) and _PATH.fullmatch(node.text):
            if node is site.value and spec.is_alias(site):
                continue
            start, end = spec.range(node.span)
            cut = spec.text[start:end].rindex(".") + start
            quote = spec.text[end - 1] if node.quoted else ""
            at = [(start, cut + len(quote), node.text)]
            if node is site.key:  # of two that do not fit, either may be told
                shift = len(quote) - (end - cut)
                first, ends = spec.value_range(site)
                at.append((first + shift, ends + shift, ""))
            last = node.text.rpartition(".")[2]
            edit, wanted = (cut, end, quote), (node.text, last)
            return _mutant("shorten path", site, spec, edit, tuple(at), wanted, node.text)
    return None


def shorten_list(site: Site, spec: SpecText, random: Random) -> Mutant | None:
    """A list without its last item."""
    node = site.value
    if not isinstance(node, SequenceNode) or len(node.items) < 2 or spec.is_alias(site):
        return None
    last = node.items[-1]
    start, end = spec.range(node.items[-2].span)[1], spec.range(last.span)[1]
    whole = spec.range(node.span)
    at = [(whole[0], whole[1] - (end - start), "")]
    if site.key is not None:
        at.append((*spec.range(site.key.span), ""))
    lost = last.text if isinstance(last, ScalarNode) else ""
    return _mutant("shorten list", site, spec, (start, end, ""), tuple(at), (lost,), lost)


def _mutant(
    kind: str,
    site: Site,
    spec: SpecText,
    edit: tuple[int, int, str],
    at: tuple[tuple[int, int, str], ...],
    wanted: tuple[str, ...],
    lost: str = "",
) -> Mutant:
    start, end, new = edit
    text = spec.text[:start] + new + spec.text[end:]
    removed = spec.text[start:end]
    return Mutant(kind, site, edit, text, at, tuple(filter(None, wanted)), removed, lost)


def _scalar(site: Site) -> str:
    return site.value.text if isinstance(site.value, ScalarNode) else ""


def _plain(written: str) -> str:
    return written.strip("\"'")


MUTATIONS: dict[str, Mutation] = {
    "rename key": rename_key,
    "rename value": rename_value,
    "drop": drop,
    "duplicate": duplicate,
    "change type": change_type,
    "swap": swap,
    "shorten path": shorten_path,
    "shorten list": shorten_list,
}
