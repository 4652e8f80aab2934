"""Query languages: whatever is put in as a value comes out as that value, and as nothing else."""

import string
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwright_runtime.errors import ConfigurationError
from portwright_runtime.queries import Clause, odata_filter, quickbooks_query, soql
from tests.runtime import query_readers as readers

MOMENT = datetime(2024, 1, 1, 12, 30, tzinfo=timezone(timedelta(hours=1)))
SIGNS = {"eq": "=", "ne": "!=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">=", "in": "IN"}
ODATA = {"eq": "eq", "ne": "ne", "lt": "lt", "lte": "le", "gt": "gt", "gte": "ge", "in": "in"}
LIKE = {"starts_with": "starts", "contains": "contains"}

fields = st.text(string.ascii_letters + "_", min_size=1)
# What means something to one of the languages, and anything else around it.
pieces = st.sampled_from(
    [*"'\\\"%_,()\n\r\t\0/", "' OR Id != '", "\\'", "''", "%'", "\\n", "\\u0041", " and "]
)
texts = st.lists(st.one_of(pieces, st.text(max_size=3))).map("".join)
moments = st.datetimes(timezones=st.just(UTC)).map(lambda m: m.replace(microsecond=123_000))
scalars = st.one_of(
    texts,
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.booleans(),
    moments,
    st.dates(),
)
comparing = st.builds(Clause, fields, st.sampled_from(["eq", "lt", "lte", "gt", "gte"]), scalars)
differing = st.builds(Clause, fields, st.just("ne"), scalars)
among = st.builds(Clause, fields, st.just("in"), st.lists(scalars, min_size=1))
alike = st.builds(Clause, fields, st.sampled_from(list(LIKE)), texts)
null = st.builds(Clause, fields, st.just("is_null"), st.sampled_from([None, True, False]))
clauses = st.lists(st.one_of(comparing, differing, among, alike, null), max_size=5)


def asked(where: Sequence[Clause], signs: dict[str, str]) -> list[tuple[str, str, Any]]:
    """What a reader must find."""
    found: list[tuple[str, str, Any]] = []
    for clause in where:
        if clause.operator == "is_null":
            found.append((clause.field, signs["ne" if clause.value is False else "eq"], None))
        else:
            sign = {**signs, **LIKE}[clause.operator]
            found.append((clause.field, sign, clause.value))
    return found


def kinds(conditions: Sequence[tuple[str, str, Any]]) -> list[type]:
    """True is 1 to Python, not to a vendor."""
    values = [
        v for *_, value in conditions for v in (value if isinstance(value, list) else [value])
    ]
    return [Decimal if type(value) is int else type(value) for value in values]


@given(clauses)
def test_soql_reads_back(where: list[Clause]) -> None:
    found = readers.sql(soql(["Id"], "A", where), readers.soql_text, " ORDER BY ").get("where", [])
    assert found == asked(where, SIGNS) and kinds(found) == kinds(asked(where, SIGNS))


@pytest.mark.parametrize("version", [2, 4])
@given(where=clauses)
def test_odata_reads_back(version: Any, where: list[Clause]) -> None:
    text = odata_filter(where, version)
    assert (text is None) == (not where)
    found = readers.odata(text) if text is not None else []
    assert found == asked(where, ODATA) and kinds(found) == kinds(asked(where, ODATA))


quickbooks_texts = texts.map(lambda text: text.replace("\\", "").replace("%", ""))
quickbooks_clauses = st.one_of(
    st.builds(Clause, fields, st.sampled_from(["eq", "lt", "gte"]), quickbooks_texts),
    st.builds(Clause, fields, st.just("in"), st.lists(quickbooks_texts, min_size=1)),
    st.builds(Clause, fields, st.sampled_from(list(LIKE)), quickbooks_texts),
    st.builds(Clause, fields, st.just("eq"), st.booleans()),
)


@given(st.lists(quickbooks_clauses, max_size=5))
def test_quickbooks_reads_back(where: list[Clause]) -> None:
    query = quickbooks_query(["*"], "Customer", where)
    found = readers.sql(query, readers.quickbooks_text, " ORDERBY ")
    assert found.get("where", []) == asked(where, SIGNS)


@pytest.mark.parametrize("value", ["\\", "a\\", "\\' OR Id > '0"])
def test_a_backslash_has_no_spelling_in_quickbooks(value: str) -> None:
    for operator in ("eq", "contains"):
        with pytest.raises(ConfigurationError, match="backslash"):
            quickbooks_query(["*"], "Customer", [Clause("Name", operator, value)])


def test_soql_in_full() -> None:
    where = [
        Clause("Name", "eq", "O'Brien"),
        Clause("Owner.Name", "starts_with", "50%"),
        Clause("Kind", "in", ("a", "b")),
        Clause("SystemModstamp", "gte", MOMENT),
        Clause("CloseDate", "lt", date(2024, 2, 1)),
        Clause("Amount", "gt", Decimal("1E+3")),
        Clause("Deleted", "eq", False),
        Clause("Parent", "is_null"),
        Clause("Note", "is_null", False),
        Clause("Left", "eq", None),
    ]
    assert soql(["Id", "Owner.Name"], "Order__c", where, ["Name", "Id desc"], 5) == (
        "SELECT Id, Owner.Name FROM Order__c WHERE Name = 'O\\'Brien' "
        "AND Owner.Name LIKE '50\\%%' AND Kind IN ('a', 'b') "
        "AND SystemModstamp >= 2024-01-01T11:30:00Z AND CloseDate < 2024-02-01 AND Amount > 1000 "
        "AND Deleted = false AND Parent = null AND Note != null ORDER BY Name, Id DESC LIMIT 5"
    )
    assert soql(["Id"], "A", [Clause("X", "eq", None)]) == "SELECT Id FROM A"


def test_quickbooks_in_full() -> None:
    where = [
        Clause("DisplayName", "contains", "O'Brien"),
        Clause("Balance", "gt", Decimal("100.50")),
        Clause("Id", "in", [1, 2]),
        Clause("MetaData.LastUpdatedTime", "gte", MOMENT),
        Clause("Active", "eq", True),
    ]
    assert quickbooks_query(["*"], "Customer", where, ["DisplayName desc"]) == (
        "SELECT * FROM Customer WHERE DisplayName LIKE '%O\\'Brien%' AND Balance > '100.50' "
        "AND Id IN ('1', '2') AND MetaData.LastUpdatedTime >= '2024-01-01T11:30:00Z' "
        "AND Active = true ORDERBY DisplayName DESC"
    )
    assert quickbooks_query(["count(*)"], "Bill") == "SELECT count(*) FROM Bill"
    assert quickbooks_query(["Id", "Name"], "Bill") == "SELECT Id, Name FROM Bill"


@pytest.mark.parametrize(
    ("version", "filtered"),
    [
        (
            2,
            "Name eq 'O''Brien' and substringof('x',Address/City) and Total gt 1.50M "
            "and Big eq 3000000000L and At ge datetimeoffset'2024-01-01T11:30:00Z' "
            "and Day eq datetime'2024-01-01T00:00:00' and (Kind eq 'a' or Kind eq 'b')",
        ),
        (
            4,
            "Name eq 'O''Brien' and contains(Address/City,'x') and Total gt 1.50 "
            "and Big eq 3000000000 and At ge 2024-01-01T11:30:00Z "
            "and Day eq 2024-01-01 and (Kind eq 'a' or Kind eq 'b')",
        ),
    ],
)
def test_odata_in_full(version: Any, filtered: str) -> None:
    where = [
        Clause("Name", "eq", "O'Brien"),
        Clause("Address/City", "contains", "x"),
        Clause("Total", "gt", Decimal("1.50")),
        Clause("Big", "eq", 3_000_000_000),
        Clause("At", "gte", MOMENT),
        Clause("Day", "eq", date(2024, 1, 1)),
        Clause("Kind", "in", ["a", "b"]),
        Clause("Left", "in", None),
    ]
    assert odata_filter(where, version) == filtered
    assert odata_filter([Clause("Left", "eq", None)], version) is None


def test_a_member_of_an_enum_is_its_value() -> None:
    class Kind(str, Enum):  # noqa: UP042 (its str() is not its value)
        A = "a'"

    where = [Clause("Kind", "eq", Kind.A), Clause("Kind", "starts_with", Kind.A)]
    assert soql(["Id"], "X", where).endswith("Kind = 'a\\'' AND Kind LIKE 'a\\'%'")
    assert odata_filter(where, 4) == "Kind eq 'a''' and startswith(Kind,'a''')"
    assert quickbooks_query(["*"], "X", where).endswith("Kind = 'a\\'' AND Kind LIKE 'a\\'%'")


@pytest.mark.parametrize(
    ("operator", "value"),
    [
        ("eq", 1.5),
        ("eq", ["a"]),
        ("eq", {"a": 1}),
        ("eq", Decimal("NaN")),
        ("eq", datetime(2024, 1, 1)),
        ("in", "abc"),
        ("in", []),
        ("in", ["a", None]),
        ("in", [Decimal("Infinity")]),
        ("starts_with", 5),
        ("contains", ["a"]),
        ("is_null", "yes"),
        ("is_null", 0),
        ("like", "a%"),
    ],
)
def test_a_clause_that_says_nothing_sound_is_refused(operator: Any, value: Any) -> None:
    with pytest.raises(ConfigurationError, match="Field"):
        Clause("Field", operator, value)


BAD_NAMES = ["", "Id FROM User--", "a b", "1a", "a'", "ä", "a.", ".a", "a\n", "a;b", "COUNT()"]


@pytest.mark.parametrize("bad", [*BAD_NAMES, "a/b"])
def test_no_name_leads_out_of_a_query(bad: str) -> None:
    for write in (soql, quickbooks_query):
        queries: list[tuple[Any, ...]] = [
            ([bad], "A"),
            (["Id", bad], "A"),
            (["Id"], bad),
            (["Id"], "A", [Clause(bad, "eq", 1)]),
            (["Id"], "A", [Clause(bad, "in", [1])]),
            (["Id"], "A", [Clause(bad, "contains", "x")]),
            (["Id"], "A", (), [bad]),
            (["Id"], "A", (), ["Id", f"{bad} desc"]),
        ]
        for query in queries:
            with pytest.raises(ConfigurationError):
                write(*query)


@pytest.mark.parametrize("bad", [*BAD_NAMES, "a//b", "/a", "a/"])
@pytest.mark.parametrize("version", [2, 4])
def test_no_name_leads_out_of_a_filter(bad: str, version: Any) -> None:
    for operator, value in (("eq", 1), ("in", [1]), ("contains", "x"), ("is_null", None)):
        with pytest.raises(ConfigurationError):
            odata_filter([Clause(bad, operator, value)], version)  # type: ignore[arg-type]


def test_what_a_language_cannot_say_is_refused() -> None:
    for clause in (Clause("A", "ne", 1), Clause("A", "is_null"), Clause("A", "contains", "5%")):
        with pytest.raises(ConfigurationError, match="A: QuickBooks"):
            quickbooks_query(["*"], "Customer", [clause])
    with pytest.raises(ConfigurationError):
        odata_filter([], 3)  # type: ignore[arg-type]
    for limit in (0, -1, True, "5; DELETE"):
        with pytest.raises(ConfigurationError):
            soql(["Id"], "A", limit=limit)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError):
        soql([], "A")
    for order in ("Id sideways", "Id desc, x", "Id  desc"):
        with pytest.raises(ConfigurationError):
            soql(["Id"], "A", order=[order])


def test_a_moment_that_utc_does_not_have_is_refused() -> None:
    west = datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))
    for query in (lambda c: soql(["Id"], "A", [c]), lambda c: odata_filter([c], 4)):
        with pytest.raises(ConfigurationError, match="out of all range"):
            query(Clause("At", "eq", west))
