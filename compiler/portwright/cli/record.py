"""`portwright record`: a case of a spec, called for real and kept as a cassette."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from portwright.build.front import compile_front
from portwright.cli.output import finish, print_findings
from portwright.cli.select import SPECS, selected_specs
from portwright.diagnostics.model import Diagnostics
from portwright.emit.package import is_current
from portwright.ir.integration import Integration
from portwright.source.folder import read_package

if TYPE_CHECKING:
    from portwright_harness.config import Config
    from portwright_harness.recorder.plan import Plan, Wish
    from portwright_harness.recorder.record import Recorded


@click.command("record")
@click.argument("spec", type=click.Path(path_type=Path))
@click.argument("case", metavar="CASE")
@click.option("--environment", help="The environment of the spec, where there are several.")
@click.option("--refresh", is_flag=True, help="Replace the cassette, if the new one passes.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and send nothing.")
@click.option(
    "--allow-production",
    is_flag=True,
    help="Record what only reads in an environment that is `production: true`.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the report is printed.",
)
def command(
    spec: Path,
    case: str,
    environment: str | None,
    refresh: bool,
    dry_run: bool,
    allow_production: bool,
    format_: str,
) -> None:
    """Call CASE of SPEC for real, and keep what was said as a cassette.

    SPEC may be the name of a folder under the project's `specs/`, wherever in it one is.
    CASE is OPERATION/CASSETTE of the spec's `tests:`. The secrets are read from environment
    variables, as the generated connection does. The cassette is written only if it is proved to
    hold none of them and `verify` would pass it. Exit 1 when nothing was recorded.
    """
    from portwright_harness.recorder.plan import Wish

    sink = Diagnostics()
    config = _config()
    [path] = selected_specs((spec,), Path(os.path.relpath(config.root)) / SPECS)
    integration = compile_front(path, sink)
    if integration is None or sink.has_errors:
        print_findings(sink, format_)
        finish(sink)
        return
    plan = _plan(config, integration, Wish(case, environment, allow_production, refresh))
    if dry_run:
        click.echo(_said(_dry(plan), format_))
        return
    click.echo(_said(_told(_recorded(plan)), format_))


def _config() -> Config:
    """Of the project that `verify` finds, from whichever of its folders one calls."""
    from portwright_harness.config import ConfigError, find_config

    try:
        return find_config(Path.cwd())
    except ConfigError as error:
        raise click.UsageError(str(error)) from None


def _plan(config: Config, integration: Integration, wish: Wish) -> Plan:
    from portwright_harness.manifest import ManifestError
    from portwright_harness.recorder.live import arguments_of, package_of
    from portwright_harness.recorder.plan import make_plan
    from portwright_harness.recorder.problem import RecordingRefusedError
    from portwright_harness.vendor import load_vendor

    try:
        _refuse_stale(integration, config)
        plan = make_plan(load_vendor(config, integration.package), wish)
        # A dry run finds what the method does not take, as the run itself would.
        arguments_of(plan, package_of(plan))
    except (ManifestError, RecordingRefusedError) as error:
        raise click.UsageError(str(error)) from None
    return plan


def _refuse_stale(integration: Integration, config: Config) -> None:
    """A cassette says which spec it is of, and the client that is called must be that spec's."""
    folder = config.generated / integration.package
    if not is_current(integration, read_package(folder)):
        raise click.UsageError(
            f"{folder.name} is not compiled, or not from this spec: `portwright compile` first"
        )


def _recorded(plan: Plan) -> Recorded:
    from portwright_harness.recorder.problem import RecordingFailedError, RecordingRefusedError
    from portwright_harness.recorder.record import record

    try:
        with _progress() as progress:
            return record(plan, os.environ, progress)
    except RecordingRefusedError as error:
        raise click.UsageError(str(error)) from None
    except RecordingFailedError as error:
        click.echo(f"not recorded: {error}", err=True)
        raise SystemExit(1) from None


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("recording") as status:
        yield status.update


def _dry(plan: Plan) -> dict[str, object]:
    connection = plan.vendor.manifest.connection
    known = connection.environments.get(plan.environment or "")
    return {
        "would": "replace" if plan.path.exists() else "write",
        "cassette": plan.place,
        "call": f"{plan.entry.method} {plan.entry.path}",
        "environment": plan.environment,
        "base_url": known.base_url if known else None,
        "source": plan.source,
        "variables": {name: bool(os.environ.get(name)) for name in plan.variables},
    }


def _told(recorded: Recorded) -> dict[str, object]:
    return {
        "recorded": recorded.place,
        "interactions": recorded.interactions,
        "redacted": list(recorded.redacted),
    }


def _said(facts: dict[str, object], format_: str) -> str:
    if format_ == "json":
        return json.dumps(facts, indent=1)
    return "\n".join(f"{name}: {_shown(value)}" for name, value in facts.items())


def _shown(value: object) -> str:
    match value:
        case None:
            return "as the connection says"
        case dict():
            said = {True: "set", False: "NOT SET"}
            return ", ".join(f"{name} ({said[there]})" for name, there in value.items()) or "none"
        case list():
            return ", ".join(value) or "nothing"
    return str(value)
