"""What the corpus run came to, in figures, against what must hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.corpus_records import Record
from benchmarks.corpus_verdict import Verdict, is_clean


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, as it is shown; `must` is the limit, `ok` None where there is none."""

    name: str
    value: str
    must: str = ""
    ok: bool | None = None

    @property
    def cells(self) -> tuple[str, str, str, str]:
        return self.name, self.value, self.must, {None: "", True: "ok", False: "MISSED"}[self.ok]


def lines(verdicts: Sequence[Verdict], strict: Sequence[str]) -> list[Line]:
    """What the run is for, in the order of a document's way."""
    return [*_of_operations(verdicts), *_of_code(verdicts, strict), *_of_cost(verdicts)]


def _of_operations(verdicts: Sequence[Verdict]) -> list[Line]:
    attempted = len(verdicts)
    generated = sum(item.is_generated for item in verdicts)
    told = sum(item.compiled.get("exit") == 1 and bool(item.lost) for item in verdicts)
    failed = sum("cause" in item.compiled for item in verdicts)
    there = sum(item.operations for item in verdicts)
    delivered = sum(item.methods for item in verdicts)
    whole = sum(item.methods == item.operations for item in verdicts)
    silent = sum(max(item.silently, 0) for item in verdicts if "cause" not in item.compiled)
    return [
        Line("documents attempted", f"{attempted:,}"),
        Line("generated", f"{generated:,}"),
        Line("  of these exit 1, each lost operation named", f"{told:,}"),
        Line("neither compiled nor refused by name", f"{failed:,}", "0", failed == 0),
        Line("operations in the documents", f"{there:,}"),
        _share("  delivered", delivered, there, 99.5),
        _share("documents of which all operations are", whole, attempted, 99),
        Line("operations dropped silently", f"{silent:,}", "0", silent == 0),
    ]


def _of_code(verdicts: Sequence[Verdict], strict: Sequence[str]) -> list[Line]:
    made = [item for item in verdicts if item.is_generated]
    probes = [item.compiled["probe"] for item in made]
    sample = [item for item in made if item.document.name in strict]
    few = [item for item in made if not item.document.is_graph]
    return [
        _of_probes("modules imported", "imported", "modules", probes),
        _of_probes("decoders built", "built", "decoders", probes),
        _clean("mypy clean", "default", made, 99.9),
        _checked("  files checked", "default", made),
        _clean("mypy --strict clean", "strict", sample, 99),
        _checked("  files checked", "strict", sample),
        _escapes("typed escapes, Microsoft Graph apart", few, 1),
        _escapes("  with it", made),
        _escapes("left open by the documents (`Json`), Graph apart", few, of="open"),
    ]


def _of_cost(verdicts: Sequence[Verdict]) -> list[Line]:
    cpu = _figures(verdicts, "cpu")
    tried = sum(_figures(verdicts, "probe_cpu"))
    typed = sum(_type_seconds(item) for item in verdicts)
    total = sum(cpu) + tried + typed
    peak = _figures(verdicts, "peak")
    return [
        Line("compiling a document, CPU s: median, p95, most", _spread(cpu, "{:.2f}")),
        Line("  its peak memory, MB: median, p95, most", _spread(peak, "{:.0f}")),
        Line("all documents compiled, CPU s", f"{sum(cpu):,.0f}"),
        Line("  tried (imported, decoders, counted), CPU s", f"{tried:,.0f}"),
        Line("  through mypy, CPU s", f"{typed:,.0f}"),
        Line("all of it, CPU hours", f"{total / 3600:.2f}", "≤ 2", total <= 7200),
    ]


def _share(name: str, part: int, whole: int, least: float) -> Line:
    share = 100 * part / whole if whole else 100.0
    # Cut, not rounded: 99.996 % is not 100.
    shown = int(share * 1000) / 1000
    text = f"{part:,} of {whole:,}, {shown:g} %"
    return Line(name, text, f"{'≥ ' if least < 100 else ''}{least:g} %", share >= least)


def _of_probes(name: str, part: str, whole: str, probes: Sequence[Record]) -> Line:
    good, there = _sums(probes, part, whole)
    return _share(name, good, there, 100)


def _clean(name: str, mode: str, made: Sequence[Verdict], least: float) -> Line:
    clean = sum(is_clean(item.types[mode]) for item in made if mode in item.types)
    return _share(name, clean, len(made), least)


def _checked(name: str, mode: str, made: Sequence[Verdict]) -> Line:
    checked = sum(item.types[mode].get("files", 0) for item in made if mode in item.types)
    there = sum(item.compiled["probe"]["modules"] for item in made)
    return _share(name, checked, there, 100)


def _escapes(
    name: str, made: Sequence[Verdict], most: float | None = None, of: str = "escapes"
) -> Line:
    escaped, values = _sums([item.compiled for item in made], of, "values")
    share = 100 * escaped / values if values else 0.0
    text = f"{escaped:,} of {values:,}, {share:.2f} %"
    return Line(name, text, f"≤ {most:g} %" if most else "", share <= most if most else None)


def _sums(records: Iterable[Record], *names: str) -> list[int]:
    kept = list(records)
    return [sum(item[name] for item in kept) for name in names]


def _figures(verdicts: Sequence[Verdict], name: str) -> list[float]:
    return [item.compiled[name] for item in verdicts if name in item.compiled]


def _type_seconds(found: Verdict) -> float:
    return sum(float(record.get("cpu", 0)) for record in found.types.values())


def _spread(values: Sequence[float], shown: str) -> str:
    if not values:
        return "-"
    ordered = sorted(values)
    p95 = ordered[int(len(ordered) * 0.95)]
    return ", ".join(shown.format(value) for value in (median(ordered), p95, ordered[-1]))
