"""The known word that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

# Beyond this a "word" is data, and comparing it costs more than a hint is worth.
_LONGEST = 100
_MOST_LISTED = 10


def closest(word: str, known: Iterable[str]) -> str | None:
    """The nearest of `known`, or None when nothing is near.

    Near is a spelling that differs in case and separators only, else at most a third of the
    characters inserted, deleted, replaced, or swapped with a neighbour. Ties go to the word
    that sorts first, so the answer does not depend on the order of `known`.
    """
    if len(word) > _LONGEST:
        return None
    plain = _plain(word)
    ranked = []
    for other in known:
        if len(other) > _LONGEST or other == word:
            continue
        limit = max(len(word), 3) // 3
        distance = 0 if plain and _plain(other) == plain else edit_distance(word, other, limit)
        if distance <= limit:
            ranked.append((distance, other))
    return min(ranked)[1] if ranked else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """`closest` as a question for the help line."""
    return suggested(closest(word, known))


def suggested(found: str | None) -> str | None:
    """A word that was found by `closest`, as a question."""
    return None if found is None else f"did you mean `{found}`?"


def meant_or_known(word: str, known: Iterable[str]) -> str | None:
    """`did_you_mean`; when nothing is near, what there is, or some of it."""
    names = sorted(set(known))
    listed = ", ".join(f"`{name}`" for name in names[:_MOST_LISTED])
    more = ", ..." if len(names) > _MOST_LISTED else ""
    verb = "is" if len(names) == 1 else "are"
    return did_you_mean(word, names) or (f"there {verb} {listed}{more}" if names else None)


def not_misspelt(missing: Iterable[str], strange: Iterable[str]) -> list[str]:
    """What is missing, but for what an unknown name stands for that is only misspelt: that is one
    mistake, told at the unknown name."""
    names = list(missing)
    meant = {closest(word, names) for word in strange}
    return [name for name in names if name not in meant]


def edit_distance(left: str, right: str, limit: int) -> int:
    """Optimal string alignment distance; any number above `limit` means "more than that"."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        line = [row]
        for column, other in enumerate(right, 1):
            cost = min(
                above[column] + 1,
                line[column - 1] + 1,
                above[column - 1] + (letter != other),
            )
            swapped = row > 1 and column > 1 and letter == right[column - 2]
            if swapped and other == left[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > limit:
            return limit + 1
        before, above = above, line
    return above[-1]


def _plain(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum()).casefold()
