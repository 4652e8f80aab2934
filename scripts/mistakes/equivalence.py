"""Which changes are no mistakes: the changed spec means the same, or is another good spec, of which
nothing that a compiler has before it tells that it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from portwright.language.auth import OriginOf
from portwright.language.cases import Case, Tests
from portwright.language.connection import Environment
from portwright.language.errors import RetryHint
from portwright.language.leaves import LEAVES
from portwright.language.operations import Keyed
from portwright.language.policies import Observe
from portwright.language.quantities import Count, Duration, Rate, Ratio, Size
from portwright.language.shape import Shape
from portwright.language.spec import Spec
from portwright.language.terms import Const
from portwright.language.webhooks import Ack, Handler, SignatureHeader, Webhook
from scripts.mistakes.mutations import Mutant
from scripts.mistakes.sites import Site

SAME: Final = "the compiled package is the same"
QUANTITY: Final = "another quantity, within bounds"
PLAYED: Final = "test data, which playing the case judges"
SELECTION: Final = "another choice of fields, all of which exist"
OPTIONAL: Final = "without an optional part, to which nothing refers"
VENDOR: Final = "a text that only the vendor knows"
AUTHOR: Final = "a name of the author's, to which nothing refers"
ORDER: Final = "another order of a list, in which nothing is out of place"

_QUANTITIES: Final = [LEAVES[kind] for kind in (Count, Duration, Rate, Ratio, Size, bool)]
# Texts about the vendor that neither language nor document tells: by record and key.
_VENDORS: Final = {
    (Const, "const"),
    (Environment, "base_url"),
    (RetryHint, "header"),
    (RetryHint, "force"),
    (RetryHint, "forbid"),
    (Keyed, "header"),
    (Observe, "header"),
    (Observe, "reset"),
    (OriginOf, "origin"),
    (SignatureHeader, "name"),
    (SignatureHeader, "timestamp"),
    (SignatureHeader, "signature"),
    (Webhook, "path"),
    (Webhook, "order_by"),
    (Webhook, "type"),
    (Handler, "dead_letter"),
    (Ack, "after"),
}
_PLAYED: Final = tuple(f"tests.cases[].{key}" for key in ("wire", "with", "expect", "faults"))
_TESTS: Final = {(Case, "cassette"), (Case, "fixture"), (Case, "raises"), (Tests, "scrub")}


def why_equivalent(mutant: Mutant, same: bool, is_port: bool) -> str:
    """The reason; empty where the compiler should have said something."""
    if same:
        return SAME
    if is_port and mutant.kind in ("rename key", "rename value", "swap"):
        return AUTHOR  # a port is its author's, and what uses it was checked too
    return next(filter(None, _reasons(mutant)), "")


def _reasons(mutant: Mutant) -> Iterator[str]:
    site, kind = mutant.site, mutant.kind
    yield PLAYED if site.pattern.startswith(_PLAYED) and kind != "drop" else ""
    if kind in ("drop", "shorten list"):
        yield "" if site.required and kind == "drop" else OPTIONAL
    if kind == "rename key" and site.is_name:
        yield VENDOR if site.pattern == "connection.headers.*" else AUTHOR
    if kind == "shorten path" and site.pattern.endswith((".read[]", ".send[]")):
        yield SELECTION
    if kind in ("rename value", "shorten path"):
        yield _of_value(site)
    if kind == "swap":
        yield _of_swap(site)


def _of_value(site: Site) -> str:
    if _is_quantity(site.shape):
        return QUANTITY
    name = site.key.text if site.key is not None else ""
    if (site.owner, name) in _VENDORS:
        return VENDOR
    if (site.owner, name) in _TESTS or site.pattern.startswith("tests.scrub"):
        return PLAYED
    if site.pattern == "errors.rules[].*":
        return VENDOR
    if site.owner is Spec and name == "vendor":
        return AUTHOR
    return ""


def _of_swap(site: Site) -> str:
    """Both values fit where they came to stand."""
    if _is_quantity(site.shape):
        return QUANTITY
    name = site.key.text if site.key is not None else ""
    if site.pattern == "connection.headers.*" or (site.owner, name) in _VENDORS:
        return VENDOR
    if site.is_name:
        return AUTHOR
    return ORDER if site.key is None else ""


def _is_quantity(shape: Shape | None) -> bool:
    leaf = shape.scalar.leaf if shape is not None and shape.scalar is not None else None
    return leaf is not None and leaf in _QUANTITIES
