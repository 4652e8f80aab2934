"""Pictures: the same bytes for the same run, and a clear word where the library is missing."""

from __future__ import annotations

import sys

import pytest

from portwright.simulate.plot import FORMATS, Format, NoPlotError, picture, require_plot
from portwright.simulate.report import Report
from portwright.simulate.run import simulate
from tests.simulate.made import calls, fault, script, target

BEGINS = {"png": b"\x89PNG", "svg": b"<?xml"}


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_run_gives_the_same_picture(format_: Format) -> None:
    pytest.importorskip("matplotlib")
    made = script(5.0, calls(20, 5.0, "read"), faults=(fault("outage", 2, 3, what="refused"),))
    first, again = (picture(Report(simulate(target("read"), made)), format_) for _ in range(2))
    assert first.startswith(BEGINS[format_])
    assert first == again
    other = picture(Report(simulate(target("read", vendor="other"), made)), format_)
    assert other != first


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(NoPlotError, match=r"pip install 'portwright\[plot\]'"):
        require_plot()
