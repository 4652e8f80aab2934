"""PyYAML's parser as a stream of events, its faults as SourceError."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from portwright.source.files import SourceFile
from portwright.source.problem import SourceError

# libyaml where PyYAML was built with it, about ten times as fast; else the same in Python.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_HELP = {
    "tab character": "indent with spaces",
    "mapping values are not allowed": "quote a text that contains `: `, or check the indentation",
    "that cannot start any token": "indent with spaces; quote a text that begins with @ or `",
    "expected ':'": "every key of a map needs a colon and a space",
    "did not find expected key": "check the indentation of this line",
    "invalid Unicode character escape code": "write the character itself",
    "found unexpected end of stream": "close the quote or bracket",
}


def events(file: SourceFile) -> Iterator[yaml.Event]:
    """The events of `file`; raises SourceError where it is not YAML."""
    _refuse_unprintable(file)
    loader = _LOADER(file.text)
    try:
        while loader.check_event():
            yield loader.get_event()
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(file, error) from None
    except yaml.YAMLError as error:
        raise SourceError("yaml", f"not YAML: {error}", file.span(0, 0)) from None
    finally:
        loader.dispose()


def place_of(event: yaml.Event) -> tuple[int, int]:
    """Offsets of an event's start and end, in code points."""
    start: Any = event.start_mark
    end: Any = event.end_mark
    return start.index, end.index


def _refuse_unprintable(file: SourceFile) -> None:
    found = _UNPRINTABLE.search(file.text)
    if found is None:
        return
    raise SourceError(
        "yaml",
        f"character U+{ord(found.group()):04X} is not allowed in YAML",
        file.span(found.start(), found.end()),
        "write it as an escape in double quotes",
    )


def _syntax_error(file: SourceFile, error: yaml.MarkedYAMLError) -> SourceError:
    mark = error.problem_mark or error.context_mark
    offset = 0 if mark is None else mark.index
    problem = error.problem or "syntax error"
    help = next((text for part, text in _HELP.items() if part in problem), None)
    return SourceError(
        "yaml",
        f"not YAML: {problem}",
        file.span(offset, offset + 1),
        help,
        error.context or "",
    )
