"""The verbs, each loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

_VERBS: Mapping[str, str] = {
    "cassettes": "Lay cassettes out for readers.",
    "check": "Check specs against their vendors' documents.",
    "compile": "Compile specs to typed Python packages.",
    "coverage": "Tell what of the specs the cassettes show, and which are stale.",
    "diff": "Say what a vendor's new document breaks.",
    "explain": "Explain a diagnostic code.",
    "init": "Write a first spec for a vendor.",
    "record": "Record a case of a spec against its real vendor.",
    "schema": "Write JSON Schemas for editors.",
    "simulate": "Drive a spec's policies through a scenario.",
    "vendor": "Pin the documents of vendors.",
    "verify": "Replay cassettes through the generated clients.",
}


class _Lazy(click.Group):
    """Loads one verb's module: what a run does not use it need not import."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        found = import_module(f"portwright.cli.{cmd_name}").command
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_VERBS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="portwright", message="%(prog)s %(version)s")
def portwright() -> None:
    """Compile API integrations from specs, and prove them with recorded traffic.

    SPEC is a spec file, its folder, or the name of a folder under specs/; none means all.
    """
