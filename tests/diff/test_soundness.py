"""Documents made up by chance, and vendors that keep to the new one: wherever our types do not read
what it answers, or it does not take what we sent, the comparison has said so.

`--hypothesis-profile=long` tries many more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from portwright.diff.change import Finding
from portwright.diff.compare import Subject, compare
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction
from tests.diff.both import document_of, looking_everywhere, said, subject_of
from tests.diff.instances import judge_of, values
from tests.diff.made_up import Components, changed, components
from tests.diff.older import in_3_0
from tests.openapi.documents import load
from tests.property.shapes_at_run_time import Types

VALUES = 30
EXAMPLES = settings().max_examples * 3


def written(chance: Random, made: Components) -> dict[str, Any]:
    """A document of one version or another; which of them decides nothing."""
    if chance.random() < 0.7:
        return document_of(made)
    return document_of(in_3_0(made), "3.0.3")


def decoder_of(subject: Subject, direction: Direction) -> msgspec.json.Decoder[Any]:
    """What the generated package reads answers with, or holds a body in."""
    made = subject.made.operations[0]
    types = Types(subject.made.models)
    if direction is Direction.READ:
        shape = made.answers[0].shape
        assert shape is not None
        return msgspec.json.Decoder(types.of(shape))
    return msgspec.json.Decoder(types.body(made.arguments))


def unread(subject: Subject, old: Components, new: Components, chance: Random) -> Iterator[Any]:
    """Answers that are new, and that our types do not hold."""
    decoder, judge = decoder_of(subject, Direction.READ), judge_of(old, "read")
    for value in values(chance, new, "read", VALUES):
        if not holds(decoder, value) and not judge.is_valid(value):
            yield value


def refused(subject: Subject, old: Components, new: Components, chance: Random) -> Iterator[Any]:
    """Bodies that our types hold and the old document let us send, but not the new one."""
    decoder, judge = decoder_of(subject, Direction.SEND), judge_of(new, "send")
    for value in values(chance, old, "send", VALUES):
        if holds(decoder, value) and not judge.is_valid(value):
            yield value


def holds(decoder: msgspec.json.Decoder[Any], value: Any) -> bool:
    try:
        decoder.decode(json.dumps(value).encode())
    except msgspec.ValidationError:
        return False
    return True


def warned(found: tuple[Finding, ...], direction: Direction) -> bool:
    return any(
        use.direction is direction and (use.verdict.breaks or use.verdict is Verdict.UNKNOWN)
        for item in found
        for use in item.uses
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 1000))
def test_what_fails_was_said(chance: Random, seed: int) -> None:
    old = components(chance)
    new = changed(chance, old)
    subject = subject_of(written(chance, old))
    found = compare(subject, load(written(chance, new))[0])
    if not warned(found, Direction.READ):
        lost = list(unread(subject, old, new, Random(seed)))
        assert not lost, (old, new, said(found), lost[:3])
    if not warned(found, Direction.SEND):
        lost = list(refused(subject, old, new, Random(seed)))
        assert not lost, (old, new, said(found), lost[:3])


@settings(max_examples=EXAMPLES // 3, deadline=None)
@given(st.randoms(use_true_random=False))
def test_what_is_word_for_word_the_same_need_not_be_looked_at(chance: Random) -> None:
    old = components(chance)
    subject, new = subject_of(document_of(old)), load(document_of(changed(chance, old)))[0]
    found = compare(subject, new)
    with looking_everywhere():
        assert said(compare(subject, new)) == said(found)
