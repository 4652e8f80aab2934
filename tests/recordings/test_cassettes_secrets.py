"""No cassette that is committed holds what another tool than the recorder takes for a secret."""

from __future__ import annotations

from tests.architecture import ROOT
from tests.recorder.scan import detected


def test_nothing_is_detected_in_committed_cassettes() -> None:
    paths = sorted((ROOT / "cassettes").rglob("*.yaml"))
    assert len(paths) > 100
    assert {path.name: found for path in paths if (found := detected(path))} == {}
