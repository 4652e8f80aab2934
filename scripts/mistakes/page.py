"""The result of a run as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.mistakes.mutations import MUTATIONS
from scripts.mistakes.report import Judged, counts, is_missed, is_unfixed, reasons

_HEAD = """\
<!-- Written by `python scripts/seed_mistakes.py --page`; not edited by hand. -->
# Seeded mistakes

{mistakes} mistakes are seeded into the shipped specs and ports, one at a time, and each changed
spec is checked. **{found} are told at the right place, and for {fixed} the help names what to
write.** A mistake that is told gives {average:.1f} findings on average.

The changes are slips of a hand, none made for a rule: a letter dropped, doubled or swapped in a key
or a value, a key or an item forgotten, an entry copied, a value of another type, the values of two
neighbours in each other's place, a path or a list without its end. They are spread over kinds of
change and of node: no kind of node of a file has more than four, and none the same change twice.

- **Right place:** a new finding begins on the changed line and overlaps the changed text; for what
  was removed, it overlaps the map or list that lost it, or its key; or it says the line.
  {elsewhere} of the {found} are told where the lost name is used: of a declaration that is gone,
  that is its place. A name that was only changed counts so if one place alone uses it, since
  nothing tells then which of the two is the slip.
- **What to write:** the help has the text that stood there, or the missing key is named. {among} of
  the {fixed} name it among more than three choices. For two swapped values it is enough that it is
  told of one.
- **No mistake:** a change of which nothing was said, because there was nothing to say.
  {equivalent} changes beside the {mistakes} were set aside so, by the rules below, never one by
  one.

These are the mistakes of seed {seed}. Other seeds choose others:
"""


def page(runs: dict[int, list[Judged]]) -> str:
    """Markdown about runs by their seeds, the first in full; the same for the same runs."""
    return "\n".join([*_blocks(runs), ""])


def _blocks(runs: dict[int, list[Judged]]) -> Iterator[str]:
    seed, done = next(iter(runs.items()))
    own = counts(done)
    yield _HEAD.format(
        **{key: own[key] for key in ("mistakes", "found", "fixed", "equivalent")},
        seed=seed,
        average=own["findings"] / max(1, own["found"]),
        elsewhere=own["found"] - own["found there"],
        among=own["fixed"] - own["fixed by one name"],
    )
    yield "| Seed | Mistakes | Found | Fix named | No mistake |\n|---|---|---|---|---|"
    yield from (_row(str(seed), found) for seed, found in runs.items())
    yield f"\n## The mistakes of seed {seed}\n"
    yield "| Change | Mistakes | Found | Fix named | No mistake |\n|---|---|---|---|---|"
    for kind in MUTATIONS:
        yield _row(kind, [one for one in done if one.verdict.mutant.kind == kind])
    yield _row("**all**", done)
    yield "\n## What is missed\n"
    yield "By all of the seeds above.\n"
    yield from _list([one for run in runs.values() for one in run if is_missed(one)])
    yield "\n## Told at the right place, without what to write\n"
    yield from _list([one for one in done if is_unfixed(one)])
    yield "\n## What is no mistake\n"
    yield "| Number | Why |\n|---|---|"
    yield from (f"| {number} | {why} |" for why, number in sorted(reasons(done).items()))


def _row(name: str, done: list[Judged]) -> str:
    own = counts(done)
    numbers = (own[key] for key in ("mistakes", "found", "fixed", "equivalent"))
    return f"| {name} | " + " | ".join(map(str, numbers)) + " |"


def _list(done: list[Judged]) -> Iterator[str]:
    if not done:
        yield "Nothing."
    for one in done:
        found = one.verdict.found
        said = f"{found[0].code} {found[0].message}" if found else one.verdict.crash or "nothing"
        kind = one.verdict.mutant.kind
        yield f"- `{one.file}:{one.line}:{one.column}` {kind}, {one.change}: {said}"
