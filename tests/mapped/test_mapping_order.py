"""What an adapter looks like does not depend on the order of keys, not even where names clash."""

from __future__ import annotations

import contextlib
import random
import shutil
from pathlib import Path

import pytest
import yaml

from portwright.build.front import front_all
from portwright.diagnostics.model import Diagnostics
from portwright.emit.package import generate
from portwright.ir.integration import Integration
from tests.mapped.built import ADAPTER_FILES, FOLDERS, built


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_order_of_keys_changes_nothing(folder: Path, tmp_path: Path) -> None:
    order = random.Random(folder.name)
    for path in folder.glob("*.yaml"):
        (tmp_path / path.name).write_text(shuffled(path, order), encoding="utf-8")
    for package in folder.glob("*/__init__.py"):
        shutil.copytree(package.parent, tmp_path / package.parent.name)
    with contextlib.chdir(tmp_path):
        front = front_all([Path("integration.yaml")], Diagnostics())
        [made] = [generate(item).files for item in front.items if isinstance(item, Integration)]
    files = {name: made[name] for name in ADAPTER_FILES if name in made}
    assert files == built(folder.name).files


def shuffled(path: Path, order: random.Random) -> str:
    """The same YAML, scalars as written, with the entries of every map in another order."""
    root = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    pending, seen = [root], {id(root)}
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.MappingNode):
            order.shuffle(node.value)
        below = node.value if isinstance(node, yaml.CollectionNode) else []
        for item in below:
            parts = item if isinstance(item, tuple) else (item,)
            pending += [part for part in parts if id(part) not in seen]
            seen |= {id(part) for part in parts}
    return str(yaml.serialize(root, Dumper=yaml.SafeDumper, allow_unicode=True))
