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
settings.load_profile("portwright")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the expected output beside test cases"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Lines that tests recorded for the reader, such as one for each driven recording."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    lines = [
        value for report in reports for name, value in report.user_properties if name == "line"
    ]
    if lines:
        terminalreporter.section("what was driven")
        for line in lines:
            terminalreporter.write_line(str(line))
