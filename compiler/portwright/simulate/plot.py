"""The report as a picture: rates, amplification, breaker, queues and latency over time."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final, Literal

from portwright.simulate.moments import Episode
from portwright.simulate.report import Report
from portwright.simulate.series import LINES, Second

Format = Literal["png", "svg"]
FORMATS: Final[tuple[Format, ...]] = ("png", "svg")
_STATES: Final = ("closed", "half_open", "open")
# Told apart in grey and by those who do not see red and green.
_COLOURS: Final = {
    "offered": "#555555",
    "sent": "#0072b2",
    "ok": "#009e73",
    "refused": "#e69f00",
    "failed": "#d55e00",
}
_BEHIND: Final[Any] = {"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 1}
_SAYS: Final = {"failed": "seen at", "ok": "well at"}
# So that the same run gives the same bytes.
_SETTINGS: Final[Any] = {"svg.hashsalt": "portwright", "svg.fonttype": "none", "font.size": 9}
_METADATA: Final[dict[str, dict[str, None]]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
}


class NoPlotError(Exception):
    """The plotting library is not installed."""


def require_plot() -> None:
    """Raise NoPlotError now rather than after the run."""
    try:
        import matplotlib.figure  # noqa: F401
    except ModuleNotFoundError:
        raise NoPlotError("plots need matplotlib: pip install 'portwright[plot]'") from None


def picture(report: Report, format_: Format) -> bytes:
    """The bytes of the picture; raises NoPlotError."""
    require_plot()
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_SETTINGS):
        figure = Figure(figsize=(9, 10.5), layout="constrained")
        FigureCanvasAgg(figure)
        _draw(figure, report)
        out = BytesIO()
        figure.savefig(out, format=format_, dpi=100, metadata=_METADATA[format_])
    return out.getvalue()


def _draw(figure: Any, report: Report) -> None:
    run, series = report.run, report.seconds
    axes = figure.subplots(5, 1, sharex=True, height_ratios=(4, 1.5, 1, 2, 2))
    figure.suptitle(f"{run.target.vendor}: {run.script.title}")
    moments = [second.start for second in series]
    _rates(axes[0], moments, series)
    _amplification(axes[1], moments, series)
    _breaker(axes[2], moments, series)
    _queues(axes[3], moments, series)
    _latency(axes[4], moments, series)
    axes[4].set_xlabel("seconds")
    for axis in axes:
        axis.set_xlim(0, len(series))
        axis.grid(visible=True, alpha=0.3)
        for episode in report.episodes:
            fault = episode.faults[0]
            axis.axvspan(fault.begin, fault.end, color="#cc79a7", alpha=0.12, linewidth=0)
            for at, name in _moments(episode):
                axis.axvline(at, color=_COLOURS[name], linestyle=":", linewidth=1.1)
    for episode in report.episodes:
        for at, name in _moments(episode):
            _named(axes[0], at, f"{_SAYS[name]} {at:.1f} s", name)


def _moments(episode: Episode) -> Iterator[tuple[float, str]]:
    """When a fault was seen, and when all was well after it; by the colour of its line."""
    fault = episode.faults[0]
    if episode.detected is not None:
        yield fault.begin + episode.detected, "failed"
    if episode.recovered is not None:
        yield fault.end + episode.recovered, "ok"


def _named(axis: Any, at: float, text: str, name: str) -> None:
    """The words along the line, in the panel that has room for them."""
    place = {"xycoords": axis.get_xaxis_transform(), "xytext": (2, 2)}
    axis.annotate(
        text, (at, 0.02), textcoords="offset points", rotation=90, va="bottom", fontsize=7,
        color=_COLOURS[name], bbox=_BEHIND, **place,
    )  # fmt: skip


def _amplification(axis: Any, moments: list[int], series: list[Second]) -> None:
    """Sent for each call that came; over the line at 1, retries add load."""
    values = [second.amplification for second in series]
    shown = [float("nan") if value is None else value for value in values]
    axis.step(moments, shown, where="post", color=_COLOURS["sent"], linewidth=1.2)
    axis.axhline(1.0, color=_COLOURS["offered"], linestyle="--", linewidth=0.8)
    axis.set_ylabel("sent a call")
    _from_zero(axis)


def _rates(axis: Any, moments: list[int], series: list[Second]) -> None:
    values = {
        "offered": [second.offered for second in series],
        "sent": [second.sent for second in series],
        "ok": [second.ok for second in series],
        "refused": [second.refused.total() for second in series],
        "failed": [second.failed.total() for second in series],
    }
    for name, numbers in values.items():
        style = "--" if name == "offered" else "-"
        axis.plot(moments, numbers, style, color=_COLOURS[name], label=name, linewidth=1.2)
    axis.set_ylabel("a second")
    _from_zero(axis)
    axis.legend(loc="upper right", ncols=5)


def _breaker(axis: Any, moments: list[int], series: list[Second]) -> None:
    numbers = [_STATES.index(second.breaker) for second in series]
    axis.step(moments, numbers, where="post", color=_COLOURS["failed"])
    axis.set_yticks(range(len(_STATES)), ("closed", "half open", "open"))
    axis.set_ylim(-0.3, 2.3)


def _queues(axis: Any, moments: list[int], series: list[Second]) -> None:
    for name, colour in zip(LINES, ("#0072b2", "#e69f00"), strict=True):
        numbers = [second.waiting[name] for second in series]
        axis.plot(moments, numbers, color=colour, label=f"in line: {name}", linewidth=1.2)
    flight = [second.in_flight for second in series]
    axis.plot(moments, flight, color="#009e73", label="in flight", linewidth=1.2)
    axis.set_ylabel("calls")
    _from_zero(axis)
    axis.legend(loc="upper right", ncols=3)


def _latency(axis: Any, moments: list[int], series: list[Second]) -> None:
    for part, colour in ((0.5, "#0072b2"), (0.99, "#d55e00")):
        values = [second.percentile(part) for second in series]
        shown = [float("nan") if value is None else value * 1000 for value in values]
        label = f"p{part * 100:.0f} of successes"
        axis.plot(moments, shown, ".-", color=colour, label=label, linewidth=1.2, markersize=3)
    axis.set_ylabel("ms")
    _from_zero(axis)
    axis.legend(loc="upper right", ncols=2)


def _from_zero(axis: Any) -> None:
    """With room for the legend above what is drawn."""
    axis.set_ylim(0, axis.get_ylim()[1] * 1.25 or 1)
