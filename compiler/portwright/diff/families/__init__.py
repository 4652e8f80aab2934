"""All families of changes: one table, a module for each topic."""

from __future__ import annotations

from collections.abc import Mapping

from portwright.diff.change import Change
from portwright.diff.families import (
    answers,
    bodies,
    operations,
    parameters,
    received,
    security,
    sent,
    servers,
)
from portwright.diff.family import Family

TOPICS: Mapping[str, tuple[Family, ...]] = {
    "operations": operations.FAMILIES,
    "security": security.FAMILIES,
    "servers": servers.FAMILIES,
    "parameters": parameters.FAMILIES,
    "bodies of requests": bodies.FAMILIES,
    "values that are sent": sent.FAMILIES,
    "answers": answers.FAMILIES,
    "values that are received": received.FAMILIES,
}
"""In the order of the documentation; a topic is a module of this package."""

FAMILIES: Mapping[str, Family] = {
    family.name: family for topic in TOPICS.values() for family in topic
}


def message(change: Change) -> str:
    """A change as a sentence without a full stop."""
    said = FAMILIES[change.family].says
    return said.format(subject=change.subject, before=change.before, after=change.after)
