"""What a recording would be of: which case, against which environment, into which file."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from portwright_harness.manifest import Case, ConnectionEntry, OperationEntry
from portwright_harness.problem import ScenarioError
from portwright_harness.recorder.problem import RecordingRefusedError
from portwright_harness.scenario import Call, stated_call
from portwright_harness.vendor import Vendor
from portwright_harness.write import unwritable


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller asks for; a `case` is OPERATION/CASSETTE."""

    case: str
    environment: str | None = None
    allow_production: bool = False
    refresh: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A recording that may be made."""

    vendor: Vendor
    case: Case
    call: Call
    environment: str | None
    source: str
    path: Path

    @property
    def entry(self) -> OperationEntry:
        """The operation that is called."""
        return self.vendor.operation(self.case.op)

    @property
    def place(self) -> str:
        """The file, from the folder of cassettes."""
        return self.path.relative_to(self.vendor.config.cassettes).as_posix()

    @property
    def variables(self) -> tuple[str, ...]:
        """The environment variables that hold the secrets, and what else must be set."""
        connection = self.vendor.manifest.connection
        required = [name for name, param in connection.params.items() if param.required]
        prefix = self.vendor.manifest.package
        return tuple(f"{prefix}_{name}".upper() for name in (*connection.secrets, *required))


def make_plan(vendor: Vendor, wish: Wish) -> Plan:
    """The recording of a case; raises RecordingRefusedError with what speaks against it."""
    case = _case(vendor, wish.case)
    environment = _environment(vendor.manifest.connection, wish.environment)
    try:
        call = stated_call(vendor, case)
    except ScenarioError as error:
        raise RecordingRefusedError(f"{wish.case}: {error.problem.text}") from None
    path = vendor.cassette(case.op, case.cassette or "")
    real = _is_real(vendor.manifest.connection, environment)
    source = _source(vendor.manifest.connection, environment)
    plan = Plan(vendor, case, call, environment, source, path)
    if real:
        _refuse_effects(plan, allowed=wish.allow_production)
    if path.is_file() and not wish.refresh:
        raise RecordingRefusedError(f"{plan.place} is there already; --refresh replaces it")
    if (fault := unwritable(path)) is not None:
        raise RecordingRefusedError(f"{plan.place} cannot be written: {fault}")
    return plan


def _case(vendor: Vendor, wanted: str) -> Case:
    """The first case of that cassette which a real vendor can answer: faults are made up."""
    known = {f"{c.op}/{c.cassette}": c for c in reversed(vendor.cases()) if _is_recordable(c)}
    if wanted not in known:
        text = f"no case `{wanted}` under `tests: cases:` of {vendor.name}"
        raise RecordingRefusedError(f"{text}; {_meant(wanted, sorted(known))}")
    return known[wanted]


def _meant(wanted: str, known: list[str]) -> str:
    """The cases of the same operation, a name that is near, or all that there are."""
    operation = wanted.partition("/")[0]
    of_it = [name for name in known if name.partition("/")[0] == operation]
    near = difflib.get_close_matches(wanted, known, n=1)
    if near and not of_it:
        return f"did you mean `{near[0]}`?"
    return f"there are: {', '.join(of_it or known) or 'none'}"


def _is_recordable(case: Case) -> bool:
    return case.cassette is not None and not case.faults


def _environment(connection: ConnectionEntry, wanted: str | None) -> str | None:
    known = list(connection.environments)
    if wanted is None and len(known) < 2:
        return known[0] if known else None
    if wanted in known:
        return wanted
    named = "say which --environment" if wanted is None else f"no environment `{wanted}`"
    raise RecordingRefusedError(f"{named}; the spec declares {', '.join(known) or 'none'}")


def _is_real(connection: ConnectionEntry, environment: str | None) -> bool:
    """Whether calls may have real effects: where no environment says, they may."""
    return environment is None or connection.environments[environment].production


def _source(connection: ConnectionEntry, environment: str | None) -> str:
    """Who would answer: what the spec says of the environment, else the vendor."""
    stated = connection.environments[environment].source if environment is not None else ""
    return stated or ("live" if _is_real(connection, environment) else "sandbox")


def _refuse_effects(plan: Plan, *, allowed: bool) -> None:
    named = f"the environment `{plan.environment}` is production"
    if plan.environment is None:
        named = "the spec declares no environment, so that calls may have real effects"
    if not allowed:
        raise RecordingRefusedError(f"{named}; --allow-production records what only reads")
    if plan.entry.safety != "read" or plan.entry.hand_written:
        raise RecordingRefusedError(
            f"{named}, and {plan.case.op} is not declared to only read (`safety: read`)"
        )
