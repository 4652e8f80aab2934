"""Small readers of query languages, written from their references and not from what writes them.

Each gives the conditions of a query as (field, sign, value); a text that got out of its quotes
makes other conditions, or none that can be read.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

Condition = tuple[str, str, object]

NAME = r"[A-Za-z_][A-Za-z0-9_]*(?:[./][A-Za-z_][A-Za-z0-9_]*)*"
BARE = r"[A-Za-z0-9.:+-]+"
ANY = object()


class Unreadable(Exception):
    """Not of the language."""


class Reader:
    """A text and a place in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def may(self, pattern: str) -> str | None:
        found = re.compile(pattern).match(self.text, self.at)
        if found:
            self.at = found.end()
        return found[0] if found else None

    def must(self, pattern: str) -> str:
        found = self.may(pattern)
        if found is None:
            raise Unreadable(f"{pattern} wanted at {self.text[self.at :]!r}")
        return found

    def char(self) -> str:
        return self.must(r"(?s:.)")

    @property
    def is_done(self) -> bool:
        return self.at == len(self.text)


def bare(token: str) -> object:
    """A literal without quotes."""
    if token in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[token]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", token):
        return date.fromisoformat(token)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT.*", token):
        return datetime.fromisoformat(token)
    return Decimal(token)


def soql_text(reader: Reader, *, pattern: bool = False) -> list[object]:
    """The characters between quotes, ANY for a wildcard."""
    simple = {"n": "\n", "r": "\r", "t": "\t", "'": "'", '"': '"', "\\": "\\"}
    found: list[object] = []
    reader.must("'")
    while (char := reader.char()) != "'":
        if char == "\\":
            escaped = reader.char()
            if escaped == "u":
                char = chr(int(reader.must("[0-9a-f]{4}"), 16))
            elif pattern and escaped in "%_":
                char = escaped
            else:
                char = simple[escaped]
            found.append(char)
        else:
            wild = pattern and char in "%_"
            found.append(ANY if wild else char)
    return found


def quickbooks_text(reader: Reader, *, pattern: bool = False) -> list[object]:
    found: list[object] = []
    reader.must("'")
    while (char := reader.char()) != "'":
        wild = pattern and char == "%"
        found.append(reader.must("'") if char == "\\" else ANY if wild else char)
    return found


def like(characters: list[object]) -> tuple[str, str]:
    """Which kind of pattern it is, and its text."""
    if not characters or characters.pop() is not ANY:
        raise Unreadable("no pattern")
    kind = "starts"
    if characters and characters[0] is ANY:
        kind = "contains"
        characters.pop(0)
    return kind, "".join(map(str, characters)) if ANY not in characters else "?"


def sql(text: str, quoted: Callable[..., list[object]], order_by: str) -> dict[str, object]:
    """A query of SELECT … FROM … in its parts."""
    reader = Reader(text)
    reader.must("SELECT ")
    parts: dict[str, object] = {"select": reader.must(r"[^ ]+(?:, [^ ]+)*").split(", ")}
    reader.must(" FROM ")
    parts["from"] = reader.must(NAME)
    if reader.may(" WHERE "):
        parts["where"] = sql_conditions(reader, quoted)
    if reader.may(order_by):
        parts["order"] = reader.must(rf"{NAME}(?: ASC| DESC)?(?:, {NAME}(?: ASC| DESC)?)*")
    if reader.may(" LIMIT "):
        parts["limit"] = int(reader.must(r"\d+"))
    if not reader.is_done:
        raise Unreadable(reader.text[reader.at :])
    return parts


def sql_conditions(reader: Reader, quoted: Callable[..., list[object]]) -> list[Condition]:
    found: list[Condition] = []
    while True:
        field = reader.must(NAME)
        sign = reader.must(r" (=|!=|<=|>=|<|>|IN|LIKE) ").strip()
        if sign == "LIKE":
            kind, text = like(quoted(reader, pattern=True))
            found.append((field, kind, text))
        else:
            found.append((field, sign, sql_value(reader, quoted)))
        if not reader.may(" AND "):
            return found


def sql_value(reader: Reader, quoted: Callable[..., list[object]]) -> object:
    if reader.may(r"\("):
        values = [sql_value(reader, quoted)]
        while reader.may(", "):
            values.append(sql_value(reader, quoted))
        reader.must(r"\)")
        return values
    if reader.text[reader.at] == "'":
        return "".join(map(str, quoted(reader)))
    return bare(reader.must(BARE))


def odata(text: str) -> list[Condition]:
    """The conditions of a `$filter`; several `or` in brackets are one with the sign `in`."""
    reader = Reader(text)
    found = [odata_condition(reader)]
    while reader.may(" and "):
        found.append(odata_condition(reader))
    if not reader.is_done:
        raise Unreadable(reader.text[reader.at :])
    return found


def odata_condition(reader: Reader) -> Condition:
    if reader.may(r"\("):
        each = [odata_condition(reader)]
        while reader.may(" or "):
            each.append(odata_condition(reader))
        reader.must(r"\)")
        assert {(field, sign) for field, sign, _ in each} == {(each[0][0], "eq")}
        return each[0][0], "in", [value for _, _, value in each]
    if function := reader.may(r"(startswith|contains|substringof)\("):
        return odata_function(reader, function)
    field = reader.must(NAME)
    return field, reader.must(" (eq|ne|lt|le|gt|ge) ").strip(), odata_value(reader)


def odata_function(reader: Reader, function: str) -> Condition:
    if function == "substringof(":
        value = odata_text(reader)
        reader.must(",")
        field = reader.must(NAME)
    else:
        field = reader.must(NAME)
        reader.must(",")
        value = odata_text(reader)
    reader.must(r"\)")
    return field, "starts" if function == "startswith(" else "contains", value


def odata_text(reader: Reader) -> str:
    reader.must("'")
    found = ""
    while True:
        char = reader.char()
        if char == "'" and not reader.may("'"):
            return found
        found += char


def odata_value(reader: Reader) -> object:
    if kind := reader.may("(datetimeoffset|datetime)(?=')"):
        moment = datetime.fromisoformat(odata_text(reader))
        return moment if kind == "datetimeoffset" else moment.date()
    if reader.text[reader.at] == "'":
        return odata_text(reader)
    token = reader.must(BARE)
    return bare(token[:-1] if token[-1] in "ML" else token)
