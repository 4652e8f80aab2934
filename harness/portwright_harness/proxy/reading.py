"""Fault scripts from YAML: every mistake is told at once, each with its place.

seed: 7
faults:
  - match: {method: POST, path: /v1/refunds}
    times: 2
    status: 503
    headers: {Retry-After: "1"}
  - latency: 200ms
    jitter: 50ms
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

from portwright_harness.proxy.script import Replacement, Rule, Script, Trickle
from portwright_harness.proxy.values import Mistake, Reader, Values

_MANY: Final = 1_000_000
_TOP: Final = ("faults", "seed")
_MATCH: Final = ("method", "path")
_TRICKLE: Final = ("bytes", "every")


class ScriptError(Exception):
    """A fault script that cannot be played; its text has a line for each mistake."""

    def __init__(self, name: str, mistakes: list[Mistake]) -> None:
        lines = (f"{name}:{item.line}:{item.column}: {item.text}" for item in mistakes)
        super().__init__("\n".join(lines))
        self.mistakes = tuple(mistakes)


def read_script(source: Path | str) -> Script:
    """The script of a file, or of a text of YAML; raises ScriptError."""
    if not isinstance(source, Path):
        return _read(source, "<script>")
    try:
        text = source.read_text(encoding="utf-8")
    except OSError as error:
        raise ScriptError(str(source), [_unread(error.strerror or "no file")]) from None
    except UnicodeDecodeError as error:
        raise ScriptError(str(source), [_unread(f"not UTF-8 at byte {error.start}")]) from None
    return _read(text, source.name)


def _unread(why: str) -> Mistake:
    return Mistake(1, 1, f"cannot be read: {why}")


def _read(text: str, name: str) -> Script:
    values = Values()
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ScriptError(name, [_not_yaml(error)]) from None
    except RecursionError:
        raise ScriptError(name, [Mistake(1, 1, "not YAML: nested too deep")]) from None
    script = _script(values, root) if root is not None else None
    if root is None:
        values.mistakes.append(Mistake(1, 1, "a script has a list of `faults`"))
    if values.mistakes or script is None:
        raise ScriptError(name, sorted(values.mistakes, key=lambda m: (m.line, m.column)))
    return script


def _not_yaml(error: yaml.YAMLError) -> Mistake:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error).partition("\n")[0]
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    return Mistake(line, column, f"not YAML: {reason}")


def _script(values: Values, root: yaml.Node) -> Script | None:
    rules: list[Rule] | None = None
    seed = 0
    for name, _, node in values.entries(root, "a script", _TOP):
        if name == "seed":
            seed = values.whole(node, "`seed`", 0, _MANY) or 0
        else:
            rules = [_rule(values, item) for item in values.items(node, "`faults`")]
    if rules is None:
        if not values.mistakes:
            values.wrong(root, "a script has a list of `faults`")
        return None
    return Script(tuple(rules), seed)


def _rule(values: Values, node: yaml.Node) -> Rule:
    found: dict[str, Any] = {}
    keys: dict[str, yaml.Node] = {}
    for name, key, value in values.entries(node, "a fault", _READERS):
        keys[name] = key
        read = _READERS[name](values, value, f"`{name}`")
        found |= read if name == "match" and isinstance(read, dict) else {name: read}
    _refuse_contradictions(values, found, keys)
    return Rule(**{name: value for name, value in found.items() if value is not None})


def _refuse_contradictions(
    values: Values, found: dict[str, Any], keys: dict[str, yaml.Node]
) -> None:
    """What would say nothing, or one thing and its contrary."""
    if found.get("forward") is False and not {"status", "reset"} & keys.keys():
        values.wrong(keys["forward"], "without `forward` a fault needs a `status` or a `reset`")
    if found.get("reset") is not None:
        for name in ("status", "headers", "body", "truncate", "trickle"):
            if name in keys:
                values.wrong(keys[name], f"`{name}` says nothing where `reset` breaks the answer")
    if found.get("reset") == "after" and found.get("forward") is False:
        values.wrong(keys["reset"], "`reset: after` is after the vendor's answer; it is not asked")


def _match(values: Values, node: yaml.Node, what: str) -> dict[str, str | None]:
    """A method, and a path in which `*` is any text."""
    found: dict[str, str | None] = {}
    for name, _, value in values.entries(node, what, _MATCH):
        text = values.text(value, f"`{name}`")
        if name == "path" and text is not None and not text.startswith(("/", "*")):
            values.wrong(value, "`path` begins with `/` or `*`")
        found[name] = text.upper() if name == "method" and text is not None else text
    return found


def _body(values: Values, node: yaml.Node, what: str) -> str | Replacement | None:
    """A whole body, or `{replace: {old: new}}`."""
    if not isinstance(node, yaml.MappingNode):
        return values.text(node, what)
    texts: dict[str, str] = {}
    for _, _, inner in values.entries(node, what, ("replace",)):
        for old, key, value in values.entries(inner, "`replace`", None):
            new = values.text(value, f"`{old}`")
            if not old:
                values.wrong(key, "`replace` needs a text to replace")
            elif new is not None:
                texts[old] = new
    return Replacement(texts)


def _trickle(values: Values, node: yaml.Node, what: str) -> Trickle | None:
    found: dict[str, float | None] = {}
    for name, _, value in values.entries(node, what, _TRICKLE):
        if name == "bytes":
            found[name] = values.whole(value, "`bytes`", 1, _MANY)
        else:
            found[name] = values.duration(value, "`every`")
    if isinstance(node, yaml.MappingNode) and not found.keys() >= set(_TRICKLE):
        values.wrong(node, "`trickle` needs `bytes` and `every`")
    size, every = found.get("bytes"), found.get("every")
    return Trickle(int(size), every) if size is not None and every is not None else None


def _whole(least: int, most: int) -> Reader:
    return lambda values, node, what: values.whole(node, what, least, most)


_READERS: Final[dict[str, Reader]] = {
    "match": _match,
    "after": _whole(0, _MANY),
    "times": _whole(1, _MANY),
    "forward": Values.truth,
    "latency": Values.duration,
    "jitter": Values.duration,
    "status": _whole(200, 599),
    "headers": Values.headers,
    "body": _body,
    "reset": lambda values, node, what: values.word(node, what, ("before", "after")),
    "truncate": _whole(0, _MANY),
    "trickle": _trickle,
}
