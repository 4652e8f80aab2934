"""A process that forks once for each document, so that the compiler is loaded once and each run has
limits of its own. Started by `compiler.py`: reads a request a line, answers a line.

A request is `{"folder", "argv", "seconds", "bytes"}`; `argv` goes to the command line, and
`{"modules": [...]}` in its place imports generated modules. The answer is `{"status", "signal"}`.
What the run prints is in the folder's `printed`.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import resource
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

_UNTOLD = 99
"""The status of a run that ended in an exception that nothing caught."""
_PATIENCE = 60
"""Seconds by the clock after which a run waits for something that never comes."""


def main() -> None:
    _load()
    _say("ready")
    for line in sys.stdin:
        request = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _run(request)
        _, waited = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(waited)
        answer = {"status": max(code, 0), "signal": max(-code, 0)}
        _say(answer)


def _say(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def _load() -> None:
    """What every run imports, among it what is imported late."""
    for name in ("jinja2", "datamodel_code_generator", "msgspec", "portwright_runtime"):
        importlib.import_module(name)
    quiet = io.StringIO()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        schema = {"type": "object", "properties": {"a": {"type": "string"}}}
        content = {"application/json": {"schema": schema}}
        responses = {"200": {"description": "d", "content": content}}
        document = {
            "openapi": "3.1.0",
            "info": {"title": "t", "version": "1"},
            "paths": {"/a": {"get": {"operationId": "a", "responses": responses}}},
        }
        (folder / "a.json").write_text(json.dumps(document))
        streams = contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet)
        ended = contextlib.suppress(SystemExit)
        with contextlib.chdir(folder), streams[0], streams[1], ended:
            _command(["compile", "--openapi", "a.json", "--name", "a"])


def _run(request: dict[str, Any]) -> NoReturn:
    status = _UNTOLD
    try:
        os.chdir(request["folder"])
        _print_to("printed")
        _limit(request["seconds"], request["bytes"])
        try:
            if "modules" in request:
                _import(request["modules"])
            else:
                _command(request["argv"])
            status = 0
        except SystemExit as ended:
            status = int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - a fork must not go on as its parent
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _command(argv: list[str]) -> None:
    from portwright.cli.main import main as portwright

    portwright(argv)


def _import(modules: list[str]) -> None:
    sys.path.insert(0, "out")
    sys.dont_write_bytecode = True
    for name in modules:
        importlib.import_module(name)


def _print_to(name: str) -> None:
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)


def _limit(seconds: int, size: int) -> None:
    """Of the work and its memory; by the clock too, since what waits does no work."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    signal.alarm(_PATIENCE)


if __name__ == "__main__":
    main()
