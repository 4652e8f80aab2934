"""The compiler accepts in test cases what the harness plays, and nothing else."""

from __future__ import annotations

import importlib

import pytest

from portwright.semantics.case_checks import FAULTS, error_names
from portwright.semantics.expectations import COUNTS
from portwright_harness.fault_script import read_steps
from portwright_harness.levels import faults
from portwright_harness.problem import ScenarioError


def test_every_fault_can_be_played() -> None:
    steps = read_steps([*FAULTS, "503", {"status": "429", "retry_after": 1}])
    assert [step.name for step in steps] == [*FAULTS, "503", "429"]


def test_the_harness_names_the_faults_that_there_are() -> None:
    with pytest.raises(ScenarioError) as caught:
        read_steps(["bogus"])
    assert all(name in str(caught.value) for name in FAULTS)


def test_what_is_counted_is_what_the_harness_counts() -> None:
    assert set(COUNTS) == faults._EXPECTED


def test_the_errors_of_a_package_are_those_that_it_defines() -> None:
    package = importlib.import_module("generated.stripe")
    defined = {
        name
        for name, value in vars(package).items()
        if isinstance(value, type) and issubclass(value, package.StripeError)
    }
    assert {name for name in error_names("Stripe") if name.startswith("Stripe")} == defined
