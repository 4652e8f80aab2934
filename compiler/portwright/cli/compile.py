"""`portwright compile`: specs and ports to packages, or a comparison with what is there."""

from __future__ import annotations

from pathlib import Path

import click

from portwright.cli.compile_rows import Row, report_of
from portwright.cli.compile_target import Target
from portwright.cli.compile_whole import WholeOptions, check_options, compile_document
from portwright.cli.output import finish, format_option, print_findings, specs_argument
from portwright.cli.select import GENERATED, document_file, selected_specs
from portwright.diagnostics.model import Diagnostics


@click.command("compile")
@specs_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=GENERATED,
    show_default=True,
    help="The folder that packages are written to.",
)
@click.option(
    "--check", "only_check", is_flag=True, help="Compare with what is there; write nothing."
)
@click.option("--force", is_flag=True, help="Generate even what is current already.")
@click.option("--openapi", type=document_file, help="Compile this whole document, without a spec.")
@click.option("--name", help="With --openapi: the name of the package.")
@click.option(
    "--operation",
    "operations",
    multiple=True,
    help="With --openapi: an operationId; repeat for more. All without it.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --openapi: write as JSON what was delivered, what was lost, and why.",
)
@format_option
def command(
    specs: tuple[Path, ...],
    out: Path,
    only_check: bool,
    force: bool,
    openapi: Path | None,
    name: str | None,
    operations: tuple[str, ...],
    report: Path | None,
    format_: str,
) -> None:
    """Compile specs, and the ports that they name, to typed Python packages.

    An error in any of them leaves all as it was.

    With --openapi a document is compiled without a spec: all operations, every field, default
    policies; POST and PATCH count as unsafe to repeat. An operation that cannot be compiled is an
    error that names it, and the others are written all the same.
    """
    options = WholeOptions(openapi, name, operations, report)
    check_options(options, specs)
    sink = Diagnostics()
    target = Target(out, only_check, force)
    if openapi is not None:
        rows = compile_document(openapi, options, target, sink)
    else:
        rows = _compile_specs(specs, target, sink)
    print_findings(sink, format_, report_of(rows))
    if format_ == "text":
        for row in rows:
            click.echo(row.line)
    finish(sink)


def _compile_specs(specs: tuple[Path, ...], target: Target, sink: Diagnostics) -> list[Row]:
    # Imported here: a document that is compiled without a spec needs none of it.
    from portwright.build.compile import refuse_foreign
    from portwright.build.front import front_all

    front = front_all(selected_specs(specs), sink)
    front.warn_changed_ports(target.out, sink)
    if not target.only_check:
        refuse_foreign(front.items, target.out, sink)
    return [] if sink.has_errors else target.rows(front.items, sink)
