"""Options of the test suite."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from portwright.emit.store import VARIABLE

# What a test compiles is made, not found in the cache of whoever runs it.
os.environ[VARIABLE] = "off"

# How fast a machine makes examples up, which other work on it decides, is no finding.
settings.register_profile("portwright", suppress_health_check=[HealthCheck.too_slow])
# `--hypothesis-profile=long` tries many more, where a test does not say how many itself.
settings.register_profile("long", settings.get_profile("portwright"), max_examples=3000)
settings.load_profile("portwright")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the expected output beside test cases"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests recorded for the reader: lines, such as one for each driven recording, and the
    rows of the table that counts them."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    found = [item for report in reports for item in report.user_properties]
    lines = [str(value) for name, value in found if name == "line"]
    if lines:
        terminalreporter.section("what was driven")
        terminalreporter.write_line("\n".join(lines))
    rows = sorted(tuple(cells) for name, value in found if name == "table" for cells in value)
    if rows:
        # Imported here: only recordings need it.
        from portwright_harness.foreign import table

        terminalreporter.section("recordings of other clients")
        terminalreporter.write_line(table(rows))
