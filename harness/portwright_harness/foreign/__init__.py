"""Recordings that other clients made, driven through the generated one; nothing is written."""

from portwright_harness.foreign.drive import (
    ReadAs,
    Reread,
    drive,
    not_driven,
    recorded_as_is,
    recorded_at,
    scenario_of_interaction,
)
from portwright_harness.foreign.driven import Driven, Judged, Outcome, Reason
from portwright_harness.foreign.survey import Survey, SurveyError, package_at, survey
from portwright_harness.foreign.table import Row, rows_of, table

__all__ = [
    "Driven",
    "Judged",
    "Outcome",
    "ReadAs",
    "Reason",
    "Reread",
    "Row",
    "Survey",
    "SurveyError",
    "drive",
    "not_driven",
    "package_at",
    "recorded_as_is",
    "recorded_at",
    "rows_of",
    "scenario_of_interaction",
    "survey",
    "table",
]
