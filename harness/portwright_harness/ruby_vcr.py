"""Cassettes of Ruby's VCR (since version 2), brought to vcrpy's form.

They say the same by other names, and keep beside it when and by what they were recorded.
"""

from __future__ import annotations

from portwright_harness.yaml_tree import Mapping, Scalar, Sequence, Tree

_INTERACTIONS = "http_interactions"
_BESIDE_INTERACTION = frozenset({"recorded_at"})
_BESIDE_RESPONSE = frozenset({"http_version", "adapter_metadata"})


def as_vcrpy(tree: Tree) -> Tree:
    """The same recording as vcrpy would have it; any other file as it is."""
    if not isinstance(tree, Mapping) or _INTERACTIONS not in tree.entries:
        return tree
    listed = tree.entries[_INTERACTIONS]
    rest = {
        name: node
        for name, node in tree.entries.items()
        if name not in (_INTERACTIONS, "recorded_with")
    }
    if isinstance(listed, Sequence):
        listed = Sequence([_interaction(item) for item in listed.items], listed.line)
    version = Scalar("1", plain=True, tag=None, line=tree.line)
    return Mapping({**rest, "version": version, "interactions": listed}, tree.line)


def _interaction(tree: Tree) -> Tree:
    found = _without(tree, _BESIDE_INTERACTION)
    if not isinstance(found, Mapping) or "response" not in found.entries:
        return found
    response = _without(found.entries["response"], _BESIDE_RESPONSE)
    return Mapping({**found.entries, "response": response}, found.line)


def _without(tree: Tree, names: frozenset[str]) -> Tree:
    if not isinstance(tree, Mapping):
        return tree
    kept = {name: node for name, node in tree.entries.items() if name not in names}
    return Mapping(kept, tree.line)
