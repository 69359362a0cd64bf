"""Pictures on cards: small, on their own background, told by shape and not by colour alone."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

WIDTH, ROW, HEADING, HEADER, LABEL, MARGIN = 420, 20, 24, 84, 138, 36  # pixels
CODES, EDGE = 22, 4  # pixels: above columns that are called by a code, and beside the last of them
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
SHADES = {
    "empty": ("#F0B77A", "black", "0"),
    "one": ("#DCEBF5", "black", ""),
    "few": ("#80B9D9", "black", ""),
    "many": ("#0072B2", "white", ""),
}
"""The cells of a count: the number stands in each, so that none is told by its colour alone."""
FACES = LOOKS | SHADES
MIDDLES = ("#808080", "#80B9D9", "#785C3D", "#C69782")  # between a ground and the letters on it
"""A few colours only: a picture travels inside its card, so it must be small."""


@dataclass(frozen=True)
class Line:
    """A row of a table: its label; for each column a look (see FACES) and what stands beside the sign."""

    label: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """Rows under a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Shape:
    """How a table is laid out: what its head takes, what is free on the right, how its columns are called."""

    head: int = HEADER
    margin: int = MARGIN
    slanted: bool = True

    def step(self, columns: int) -> int:
        """A column's width in whole pixels: like signs are drawn alike."""
        return (WIDTH - LABEL - self.margin) // max(1, columns)


SIGNS, COUNTS = Shape(), Shape(CODES, EDGE, slanted=False)


@lru_cache(KEPT)
def table(columns: tuple[str, ...], groups: tuple[Group, ...], shape: Shape = SIGNS) -> str:
    """A table as the address of a picture (a PNG in a data URI)."""
    return "data:image/png;base64," + b64encode(png(columns, groups, shape)).decode("ascii")


def png(columns: tuple[str, ...], groups: tuple[Group, ...], shape: Shape = SIGNS) -> bytes:
    """A table of signs or of counts as a picture (PNG)."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    height = shape.head + sum(HEADING + ROW * len(group.lines) for group in groups) + 4
    figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor="white")
    canvas: Any = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.axis("off")
    _draw(axes, columns, groups, shape)
    canvas.draw()
    return _file(canvas.buffer_rgba())


def _draw(axes: Any, columns: tuple[str, ...], groups: tuple[Group, ...], shape: Shape) -> None:
    step = shape.step(len(columns))
    for number, column in enumerate(columns):
        _head(axes, LABEL + step * (number + 0.5), column, shape)
    top = shape.head
    for group in groups:
        _say(axes, 4, top + HEADING / 2, group.heading, weight="bold")
        top += HEADING
        for line in group.lines:
            _row(axes, line, top, step)
            top += ROW


def _head(axes: Any, at: float, column: str, shape: Shape) -> None:
    if shape.slanted:
        _say(axes, at - 8, shape.head - 4, column, fontsize=SMALL, rotation=35, va="bottom")
    else:
        _say(axes, at, shape.head / 2, column, weight="bold", ha="center")


def _row(axes: Any, line: Line, top: int, step: int) -> None:
    from matplotlib.patches import Rectangle

    _say(axes, 4, top + ROW / 2, line.label)
    for number, (look, beside) in enumerate(line.cells):
        face, ink, sign = FACES[look]
        left = LABEL + step * number
        axes.add_patch(Rectangle((left + 1, top + 1), step - 2, ROW - 2, facecolor=face, linewidth=0))
        middle = (left + step / 2, top + ROW / 2)
        sign = axes.text(
            *middle, f"{sign} {beside}".strip(), fontsize=FONT, color=ink, ha="center", va="center"
        )
        sign.set_antialiased(False)  # sharp, and a third of the bytes


def _say(axes: Any, x: float, y: float, text: str, **look: Any) -> None:
    axes.text(x, y, text, **{"fontsize": FONT, "va": "center", "parse_math": False} | look)


def _file(pixels: Any) -> bytes:
    from PIL import Image

    size = (pixels.shape[1], pixels.shape[0])
    whole = Image.frombuffer("RGBA", size, bytes(pixels), "raw", "RGBA", 0, 1).convert("RGB")
    small = whole.quantize(palette=_palette(), dither=Image.Dither.NONE)
    kept = BytesIO()
    small.save(kept, "PNG", optimize=True, bits=4)
    return kept.getvalue()


def _palette() -> Any:
    from PIL import Image, ImageColor

    grounds = dict.fromkeys(face for face, _, _ in FACES.values())
    colours = [ImageColor.getrgb(colour) for colour in ("white", "black", *grounds, *MIDDLES)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in colours for part in colour])
    return palette
