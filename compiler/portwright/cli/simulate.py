"""`portwright simulate`: the compiled policies of a spec, driven through a scenario."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

import click
from rich.console import Console

from portwright.build.files import open_file
from portwright.cli.output import finish, print_findings
from portwright.cli.select import GENERATED, selected_specs
from portwright.diagnostics.model import Diagnostics
from portwright.emit.write import write_file
from portwright.simulate.bind import bind_scenario
from portwright.simulate.log import lines
from portwright.simulate.package import PackageError
from portwright.simulate.plot import FORMATS, Format, NoPlotError, picture, require_plot
from portwright.simulate.prepare import target_of
from portwright.simulate.read import read_scenario
from portwright.simulate.report import Report, as_json
from portwright.simulate.run import simulate
from portwright.simulate.table import as_text
from portwright.simulate.target import Target

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("simulate")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option("--scenario", required=True, type=_FILE, help="The scenario's file.")
@click.option("--seed", type=int, help="Instead of the scenario's own.")
@click.option("--plot", type=_FILE, help="Draw the run to this file, .png or .svg.")
@click.option("--events", type=_FILE, help="Write every event to this file, one JSON a line.")
@click.option(
    "--generated",
    type=click.Path(path_type=Path, file_okay=False),
    default=GENERATED,
    show_default=True,
    help="The folder of generated packages.",
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
    scenario: Path,
    seed: int | None,
    plot: Path | None,
    events: Path | None,
    generated: Path,
    format_: str,
) -> None:
    """Drive the compiled policies of SPEC through a scenario, on a virtual clock.

    Exit 1 when the spec or the scenario has errors, when a property does not hold, or when nothing
    was put to the test.
    """
    drawn = _picture_format(plot)
    sink = Diagnostics()
    [path] = selected_specs((spec,))
    try:
        target = target_of(path, generated, sink)
        report = _run(scenario, target, seed, sink) if target else None
    except PackageError as error:
        raise click.UsageError(str(error)) from None
    if report is None or sink.has_errors:
        print_findings(sink, format_)
        finish(sink)
        return
    if events is not None:
        _write(events, lines(report.run.log).encode())
    if plot is not None and drawn is not None:
        _write(plot, picture(report, drawn))
    shown = json.dumps(as_json(report), indent=1) if format_ == "json" else as_text(report)
    click.echo(shown)
    raise SystemExit(0 if report.verdict.holds else 1)


def _write(path: Path, data: bytes) -> None:
    """To a file that the user named, and by that name if it cannot be."""
    try:
        write_file(path, data)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None


def _run(scenario: Path, target: Target, seed: int | None, sink: Diagnostics) -> Report | None:
    file = open_file(scenario, sink)
    read = read_scenario(file, sink) if file is not None else None
    if read is None:
        return None
    script = bind_scenario(read, target, sink, seed)
    if sink.has_errors:
        return None
    console = Console(stderr=True)
    with console.status("simulating") if console.is_terminal else nullcontext():
        return Report(simulate(target, script))


def _picture_format(plot: Path | None) -> Format | None:
    """The format that the name of the file asks for; says what is missing before the run."""
    if plot is None:
        return None
    found = next((one for one in FORMATS if plot.suffix.lower() == f".{one}"), None)
    if found is None:
        raise click.UsageError(f"{plot.name}: a picture is .png or .svg")
    try:
        require_plot()
    except NoPlotError as error:
        raise click.UsageError(str(error)) from None
    return found
