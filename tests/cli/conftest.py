"""Fixtures of the command line's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.project import DOCUMENT, SPEC, Project


@pytest.fixture
def empty(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    """A spec and its document, not compiled yet."""
    project = Project(tmp_path)
    project.write("specs/shop/integration.yaml", SPEC)
    project.write("specs/shop/openapi.yaml", DOCUMENT)
    return project
