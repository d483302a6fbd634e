"""The one file that knows plotext: points in a field, as lines of text without colour.

plotext keeps one figure for the whole process; a lock gives it to one at a time.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kwetsbaar.core.lookback.blocks import Plot

POINT, LINE = "●", "·"

_ROWS: Final = 11
_ONE_AT_A_TIME: Final = threading.Lock()


def load() -> None:
    """Imports what draws plots, which takes long enough to be felt at the first one."""
    import plotext  # noqa: F401 - only to have it loaded


def plotted(plot: Plot, width: int) -> list[str]:
    """Gives the plot as lines of at most `width` cells: the field, its two axes, and what they are."""
    import plotext

    with _ONE_AT_A_TIME:
        figure = plotext.figure
        figure.clear.all()
        figure.plot_size(width, _ROWS + 2)
        for axis, low, high, ticks in (
            ("x", plot.low[0], plot.high[0], plot.across_ticks),
            ("y", plot.low[1], plot.high[1], plot.up_ticks),
        ):
            ruler = figure.ruler(axis)
            ruler.lim(low, high)
            ruler.ticks([place for place, _said in ticks], [said for _place, said in ticks])
        figure.axes(False, side=1)
        if plot.diagonal:
            figure.draw(figure.signal([plot.low[0], plot.high[0]], [plot.low[1], plot.high[1]], marker=LINE).lines())
        across, up = [point[0] for point in plot.points], [point[1] for point in plot.points]
        if plot.joined and len(across) > 1:
            figure.draw(figure.signal(across, up, marker=LINE).lines())
        figure.draw(figure.signal(across, up, marker=POINT))
        built = plotext.uncolorize(str(figure.build()))
    lines = [line.rstrip() for line in built.split("\n")]
    return lines[: max((n for n, line in enumerate(lines, 1) if line), default=0)]
