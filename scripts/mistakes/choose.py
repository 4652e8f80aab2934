"""Which mistakes are seeded: spread over kinds of change, files and kinds of node, the same ones in
every run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random

from portwright.build.port import is_port
from portwright.language.port import Port
from portwright.language.spec import Spec
from portwright.source.files import read_file
from portwright.source.yaml_nodes import compose
from scripts.mistakes.mutations import MUTATIONS, Mutant
from scripts.mistakes.sites import Site, sites
from scripts.mistakes.text import SpecText

# At most so many of one kind of change at one kind of node of a file, and so many of all kinds.
_MOST_ALIKE = 1
_MOST_AT_A_KIND = 4


@dataclass(frozen=True)
class Chosen:
    file: Path
    mutant: Mutant


def candidates(files: list[Path], seed: int) -> Iterator[Chosen]:
    """Kind by kind, each in the file that has had least for its size; ends when the caps leave
    none."""
    sizes = {file: len(_sites(file)) for file in files}
    queues = {(kind, file): _shuffled(kind, file, seed) for kind in MUTATIONS for file in files}
    caps = _Caps()
    had: Counter[Path] = Counter()
    for kind in cycle(MUTATIONS):
        for file in sorted(files, key=lambda file: (had[file] / sizes[file], file)):
            queue = queues.get((kind, file), iter(()))
            mutant = next((found for found in queue if caps.allow(file, found)), None)
            if mutant is not None:
                had[file] += 1
                yield Chosen(file, mutant)
                break
            queues.pop((kind, file), None)
        if not queues:
            return


@dataclass
class _Caps:
    """What was changed already."""

    at_a_kind: Counter[tuple[Path, str]] = field(default_factory=Counter)
    alike: Counter[tuple[Path, str, str]] = field(default_factory=Counter)
    places: set[tuple[Path, int]] = field(default_factory=set)

    def allow(self, file: Path, mutant: Mutant) -> bool:
        """Whether it is another change than those before; then it is taken."""
        pattern, place = mutant.site.pattern, (file, mutant.edit[0])
        if (
            self.at_a_kind[file, pattern] >= _MOST_AT_A_KIND
            or self.alike[file, mutant.kind, pattern] >= _MOST_ALIKE
            or place in self.places
        ):
            return False
        self.at_a_kind[file, pattern] += 1
        self.alike[file, mutant.kind, pattern] += 1
        self.places.add(place)
        return True


def _sites(file: Path) -> list[Site]:
    return list(sites(compose(read_file(file)), Port if is_port(file) else Spec))


def _shuffled(kind: str, file: Path, seed: int) -> Iterator[Mutant]:
    spec = SpecText(read_file(file).text)
    found = _sites(file)
    random = Random(f"{seed} {kind} {file.as_posix()}")
    random.shuffle(found)
    for site in found:
        mutant = MUTATIONS[kind](site, spec, random)
        if mutant is not None and mutant.text != spec.text:
            yield mutant
