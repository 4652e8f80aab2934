"""The laws of the architecture, each a function from a module to the breaches in it.

`test_layering.py` runs them over the source and proves that each can fail.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator

from tests.architecture import IMPORTERS, LAYERS, OURS, OUTSIDE, Import, Module, callee, imports

FRONT_HALF = ("source", "language", "openapi", "semantics", "lower", "rules")
IMPURE = (
    *("time", "random", "secrets", "os", "subprocess", "socket", "select", "selectors", "ssl"),
    *("threading", "multiprocessing", "concurrent", "asyncio", "contextvars", "anyio", "httpx2"),
)
IMPURE_CALLS = ("now", "utcnow", "today", "open", "print")
READS = ("read_text", "read_bytes")
OPENS = ("open", "io.open", "os.open", "codecs.open", "gzip.open", "zipfile.ZipFile")
WRITES = (
    *("write_text", "write_bytes", "touch", "mkdir", "makedirs", "unlink", "rmdir", "rmtree"),
    *("rename", "hardlink_to", "symlink_to", "copyfile", "copytree", "copy2"),
    *("NamedTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp"),
)
WRITES_OF_A_MODULE = ("os.replace", "os.remove", "os.write", "shutil.move", "shutil.copy")
PRINTS = ("print", "pprint", "echo", "secho")
STREAMS = ("sys.stdout.write", "sys.stderr.write", "os.write")
JUNK_DRAWERS = ("util", "utils", "helper", "helpers", "manager", "managers", "common", "misc")
JUDGES = (
    "portwright_harness.error_rules",
    *(
        f"portwright_harness.variants.{name}"
        for name in ("breaker", "faults", "oracle", "reading", "trace", "verdict")
    ),
)
# What a judge may read besides: the manifest, and what was sent and recorded, as values.
EVIDENCE = tuple(
    f"portwright_harness.{name}" for name in ("canonical", "json_values", "manifest", "recording")
)
FILE_LIMIT, TEMPLATE_LIMIT = 400, 120


def _breach(module: Module, line: int, what: str) -> str:
    return f"{module.path}:{line}: {what}"


def _forbidden(module: Module, wrong: Callable[[Import], bool]) -> Iterator[str]:
    for found in imports(module):
        if wrong(found):
            yield _breach(module, found.line, f"imports {found.name}")


def runtime_imports_nothing_of_ours(module: Module) -> Iterator[str]:
    strangers = OURS - {"portwright_runtime"}
    return _forbidden(module, lambda found: found.top in strangers)


def harness_imports_the_runtime_alone(module: Module) -> Iterator[str]:
    strangers = OURS - {"portwright_runtime", "portwright_harness"}
    return _forbidden(module, lambda found: found.top in strangers)


def judges_ask_no_driver(module: Module) -> Iterator[str]:
    """What must come of a fault is worked out from the manifest, never by the code on trial."""
    allowed = (*EVIDENCE, *JUDGES)
    return _forbidden(
        module,
        lambda found: (
            found.top not in sys.stdlib_module_names
            and not any(found.is_in(name) or found.name.startswith(f"{name}_") for name in allowed)
        ),
    )


def templates_import_nothing_of_ours(module: Module) -> Iterator[str]:
    strangers = OURS - {"portwright_templates"}
    return _forbidden(module, lambda found: found.top in strangers)


def generated_code_imports_runtime_and_msgspec(module: Module) -> Iterator[str]:
    """What it imports of its own must be relative, so that any folder can hold it; the team's
    functions it imports as its spec names them, and here they stand in `examples`."""
    known = sys.stdlib_module_names | {"portwright_runtime", "msgspec", "examples"}
    return _forbidden(
        module,
        lambda found: found.top == OUTSIDE if found.relative else found.top not in known,
    )


def layers_import_downwards(module: Module) -> Iterator[str]:
    if module.layer in ("cli", "__init__"):
        return
    if module.layer not in LAYERS:
        yield _breach(module, 1, f"`{module.layer}` has no row in LAYERS")
        return
    may = [f"portwright.{package}" for package in (module.layer, *LAYERS[module.layer])]
    for found in imports(module):
        if found.top in ("generated", "portwright_harness") or _is_upper(found, may):
            yield _breach(module, found.line, f"`{module.layer}` imports {found.name}")


def _is_upper(found: Import, may: list[str]) -> bool:
    layers = [f"portwright.{layer}" for layer in ("cli", *LAYERS)]
    return any(map(found.is_in, layers)) and not any(map(found.is_in, may))


def back_ends_see_the_ir_alone(module: Module) -> Iterator[str]:
    hidden = ["yaml", *(f"portwright.{layer}" for layer in FRONT_HALF)]
    return _forbidden(module, lambda found: any(found.is_in(package) for package in hidden))


def dependencies_have_one_importer(module: Module) -> Iterator[str]:
    for found in imports(module):
        if found.relative or found.top in sys.stdlib_module_names | OURS:
            continue
        importers = IMPORTERS.get(found.top, ())
        if not any(f"{module.name}.".startswith(f"{importer}.") for importer in importers):
            known = ", ".join(sorted(importers)) or "nobody"
            yield _breach(module, found.line, f"imports {found.top}, which is for {known}")


def policies_are_pure(module: Module) -> Iterator[str]:
    yield from _forbidden(module, lambda found: found.top in IMPURE)
    yield from _calls(module, lambda call: callee(call) in IMPURE_CALLS)


def only_cli_prints(module: Module) -> Iterator[str]:
    yield from _forbidden(module, lambda found: found.is_in("rich.console"))
    yield from _calls(
        module, lambda call: callee(call) in PRINTS or ast.unparse(call.func) in STREAMS
    )


def only_source_reads_disk(module: Module) -> Iterator[str]:
    return _calls(module, lambda call: callee(call) in READS or _opens(call))


def _opens(call: ast.Call) -> bool:
    """Whether a file is opened: by name, or a path's own `open`, which takes a mode or nothing."""
    bare = all(isinstance(argument, ast.Constant) for argument in call.args)
    return ast.unparse(call.func) in OPENS or (callee(call) == "open" and bare)


def only_emit_writes_disk(module: Module) -> Iterator[str]:
    return _calls(module, lambda call: callee(call) in WRITES or _opens_to_write(call))


def _opens_to_write(call: ast.Call) -> bool:
    if ast.unparse(call.func) in WRITES_OF_A_MODULE:
        return True
    if not _opens(call):
        return False
    given = call.args[1:] if isinstance(call.func, ast.Name) else call.args
    modes = [*given, *(word.value for word in call.keywords if word.arg == "mode")]
    texts = [mode.value for mode in modes if isinstance(mode, ast.Constant)]
    return any(isinstance(text, str) and set(text) & set("wax+") for text in texts)


def _calls(module: Module, wrong: Callable[[ast.Call], bool]) -> Iterator[str]:
    for node in module.nodes:
        if isinstance(node, ast.Call) and wrong(node):
            yield _breach(module, node.lineno, f"calls {ast.unparse(node.func)}")


def files_are_small(module: Module) -> Iterator[str]:
    lines = len(module.text.splitlines())
    if lines > FILE_LIMIT:
        yield _breach(module, FILE_LIMIT + 1, f"{lines} lines, the limit is {FILE_LIMIT}")


def template_is_small(path: str, text: str) -> Iterator[str]:
    lines = len(text.splitlines())
    if lines >= TEMPLATE_LIMIT:
        yield f"{path}: {lines} lines, the limit is under {TEMPLATE_LIMIT}"


def names_say_what_is_inside(module: Module) -> Iterator[str]:
    for part in module.name.split("."):
        if part.strip("_") in JUNK_DRAWERS:
            yield _breach(module, 1, f"`{part}` says nothing about what is inside")
