"""Fixtures of the harness's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the sample's cassettes."""
    return Project.copy(tmp_path)
