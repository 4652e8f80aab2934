"""The report as a picture: rates, breaker, queues and latency over time."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final, Literal

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
        figure = Figure(figsize=(9, 9), layout="constrained")
        FigureCanvasAgg(figure)
        _draw(figure, report)
        out = BytesIO()
        figure.savefig(out, format=format_, dpi=100, metadata=_METADATA[format_])
    return out.getvalue()


def _draw(figure: Any, report: Report) -> None:
    run, series = report.run, report.seconds
    axes = figure.subplots(4, 1, sharex=True, height_ratios=(4, 1, 2, 2))
    figure.suptitle(f"{run.target.vendor}: {run.script.title}")
    moments = [second.start for second in series]
    _rates(axes[0], moments, series)
    _breaker(axes[1], moments, series)
    _queues(axes[2], moments, series)
    _latency(axes[3], moments, series)
    axes[3].set_xlabel("seconds")
    for axis in axes:
        axis.set_xlim(0, len(series))
        axis.grid(visible=True, alpha=0.3)
        for episode in report.episodes:
            fault = episode.faults[0]
            axis.axvspan(fault.begin, fault.end, color="#cc79a7", alpha=0.12, linewidth=0)


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
