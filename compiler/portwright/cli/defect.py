"""A defect of portwright itself, under the exit code that a verb has for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click


class Defect(Exception):
    """What went wrong is its cause; `code` is what the run ends with."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def as_defect(code: int) -> Iterator[None]:
    """Whatever goes wrong inside is a defect, apart from usage and from the disk."""
    try:
        yield
    except (OSError, click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:
        raise Defect(code) from error
