"""Which mistakes are seeded: spread over kinds of change, files and kinds of node, the same ones in
every run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
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
    """Mutants of all files in turn, kind by kind; ends when the caps leave none."""
    queues = {(kind, file): _shuffled(kind, file, seed) for kind in MUTATIONS for file in files}
    used: Counter[tuple[Path, str]] = Counter()
    alike: Counter[tuple[Path, str, str]] = Counter()
    places: defaultdict[Path, set[int]] = defaultdict(set)
    while queues:
        for (kind, file), queue in list(queues.items()):
            mutant = next(
                (
                    found
                    for found in queue
                    if used[file, found.site.pattern] < _MOST_AT_A_KIND
                    and alike[file, kind, found.site.pattern] < _MOST_ALIKE
                    and found.edit[0] not in places[file]
                ),
                None,
            )
            if mutant is None:
                del queues[kind, file]
                continue
            used[file, mutant.site.pattern] += 1
            alike[file, kind, mutant.site.pattern] += 1
            places[file].add(mutant.edit[0])
            yield Chosen(file, mutant)


def _shuffled(kind: str, file: Path, seed: int) -> Iterator[Mutant]:
    read = read_file(file)
    spec = SpecText(read.text)
    found: list[Site] = list(sites(compose(read), Port if is_port(file) else Spec))
    random = Random(f"{seed} {kind} {file.as_posix()}")
    random.shuffle(found)
    for site in found:
        mutant = MUTATIONS[kind](site, spec, random)
        if mutant is not None and mutant.text != spec.text:
            yield mutant
