"""Pictures on cards: small, on their own background, told by shape and not by colour alone."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

COLOURS = 8  # of the palette: a picture travels inside its card, so it must be small
WIDTH, ROW, HEADING, HEADER, LABEL, MARGIN = 420, 20, 24, 84, 138, 36  # pixels
KEPT = 32  # pictures that are drawn once for all who ask
FONT, SMALL = 8.6, 7.6  # points, at the resolution below
DPI = 100

# Colours that people tell apart whatever their colour vision (Okabe and Ito), and signs that need none.
LOOKS = {
    "done": ("#0072B2", "white", "✓"),
    "missing": ("#F0B77A", "black", "✗"),
    "late": ("#8C2D04", "white", "!"),
    "none": ("#EFEFEF", "#666666", "–"),
}
MIDDLES = ("#808080", "#80B9D9", "#785C3D", "#C69782")  # between a ground and the letters on it
"""A few colours only: a picture travels inside its card, so it must be small."""


@dataclass(frozen=True)
class Line:
    """A row of a table: its label; for each column a look (see LOOKS) and what stands beside the sign."""

    label: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """Rows under a heading."""

    heading: str
    lines: tuple[Line, ...]


@lru_cache(KEPT)
def table(columns: tuple[str, ...], groups: tuple[Group, ...]) -> str:
    """A table of signs as the address of a picture (a PNG in a data URI)."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    height = HEADER + sum(HEADING + ROW * len(group.lines) for group in groups) + 4
    figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor="white")
    canvas: Any = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.axis("off")
    _draw(axes, columns, groups)
    canvas.draw()
    return _address(canvas.buffer_rgba())


def _draw(axes: Any, columns: tuple[str, ...], groups: tuple[Group, ...]) -> None:
    step = (WIDTH - LABEL - MARGIN) // max(1, len(columns))  # whole pixels: like signs are drawn alike
    for number, column in enumerate(columns):
        at = LABEL + step * (number + 0.5)
        _say(axes, at - 8, HEADER - 4, column, fontsize=SMALL, rotation=35, va="bottom")
    top = HEADER
    for group in groups:
        _say(axes, 4, top + HEADING / 2, group.heading, weight="bold")
        top += HEADING
        for line in group.lines:
            _row(axes, line, top, step)
            top += ROW


def _row(axes: Any, line: Line, top: int, step: int) -> None:
    from matplotlib.patches import Rectangle

    _say(axes, 4, top + ROW / 2, line.label)
    for number, (look, beside) in enumerate(line.cells):
        face, ink, sign = LOOKS[look]
        left = LABEL + step * number
        axes.add_patch(Rectangle((left + 1, top + 1), step - 2, ROW - 2, facecolor=face, linewidth=0))
        middle = (left + step / 2, top + ROW / 2)
        sign = axes.text(
            *middle, f"{sign} {beside}".strip(), fontsize=FONT, color=ink, ha="center", va="center"
        )
        sign.set_antialiased(False)  # sharp, and a third of the bytes


def _say(axes: Any, x: float, y: float, text: str, **look: Any) -> None:
    axes.text(x, y, text, **{"fontsize": FONT, "va": "center", "parse_math": False} | look)


def _address(pixels: Any) -> str:
    from PIL import Image

    size = (pixels.shape[1], pixels.shape[0])
    whole = Image.frombuffer("RGBA", size, bytes(pixels), "raw", "RGBA", 0, 1).convert("RGB")
    small = whole.quantize(palette=_palette(), dither=Image.Dither.NONE)
    kept = BytesIO()
    small.save(kept, "PNG", optimize=True, bits=4)
    return "data:image/png;base64," + b64encode(kept.getvalue()).decode("ascii")


def _palette() -> Any:
    from PIL import Image, ImageColor

    grounds = [face for face, _, _ in LOOKS.values()]
    colours = [ImageColor.getrgb(colour) for colour in ("white", "black", *grounds, *MIDDLES)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in colours for part in colour])
    return palette
