"""A page as a stack of strips: each knows its height and the marks on it, and which neighbour it must not leave.

Blocks of an offer are functions that return strips; the flowable below lays them on pages, repeats a table's header
and cuts only where neither side objects, so that no heading, total or signature ever stands alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from app.documents.palette import RGB
from app.documents.pictures import Picture
from app.documents.typesetting import Align, Pen, Style

_NEARLY_A_PAGE = 0.55
_ON_TOP = 0.94
_BASELINE = 0.76


class Mark(NamedTuple):
    """A printed line of text; `y` is its baseline below the strip's top."""

    x: float
    y: float
    text: str
    style: Style
    align: Align = "left"


class Rule(NamedTuple):
    """A horizontal line at `y` below the strip's top."""

    x: float
    y: float
    width: float
    thickness: float
    colour: RGB


class Fill(NamedTuple):
    """A filled box; `y` is its top."""

    x: float
    y: float
    width: float
    height: float
    colour: RGB
    radius: float = 0.0


class Placed(NamedTuple):
    """A picture and its box; `y` is its top."""

    picture: Picture
    x: float
    y: float
    width: float
    height: float


class Link(NamedTuple):
    """A box that opens `url` when clicked."""

    url: str
    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Strip:
    """A piece of a page that is not cut unless it is larger than a page; one `between` others vanishes on a page's top."""

    height: float
    marks: Sequence[Mark] = ()
    rules: Sequence[Rule] = ()
    fills: Sequence[Fill] = ()
    pictures: Sequence[Placed] = ()
    links: Sequence[Link] = ()
    keep_next: bool = False
    keep_previous: bool = False
    between: bool = False
    outline: str = ""
    outline_level: int = 1


class StripStack(Flowable):
    """Strips under each other as one flowable; `repeated` stands on top of every page but the first."""

    def __init__(
        self, strips: Sequence[Strip], width: float, page_height: float, repeated: Strip | None = None
    ) -> None:
        super().__init__()
        self.strips = strips
        self.width = width
        self.height = sum([strip.height for strip in strips])
        self._page_height = page_height
        self._repeated = repeated

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The size the stack takes."""
        del available_width
        if available_height > self._page_height * _ON_TOP and self.strips and self.strips[0].between:
            self.strips = self.strips[1:]
            self.height = sum([strip.height for strip in self.strips])
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """This page's part and the rest; nothing when it is better to begin on the next page."""
        del available_width
        fits = _fitting_count(self.strips, available_height)
        cut = fits
        while cut > 0 and not self._may_cut(cut):
            cut -= 1
        if cut > self._least():
            return self._parts(self.strips[:cut], self.strips[cut:])
        if available_height < self._page_height * _NEARLY_A_PAGE:
            return []
        if fits > self._least():
            return self._parts(self.strips[:fits], self.strips[fits:])
        upper, lower = cut_strip(self.strips[fits], available_height - sum(s.height for s in self.strips[:fits]))
        return self._parts([*self.strips[:fits], upper], [lower, *self.strips[fits + 1 :]])

    def draw(self) -> None:
        """Paint every strip: grounds and pictures first, so that no stamp covers a word."""
        draw_strips(self.canv, self.strips, self.height)

    def _may_cut(self, index: int) -> bool:
        before = self.strips[index - 1]
        return not before.keep_next and (index == len(self.strips) or not self.strips[index].keep_previous)

    def _least(self) -> int:
        return 1 if self._repeated is not None and self.strips and self.strips[0] is self._repeated else 0

    def _parts(self, upper: Sequence[Strip], lower: Sequence[Strip]) -> list[Flowable]:
        head = [] if self._repeated is None else [self._repeated]
        return [
            StripStack(upper, self.width, self._page_height, self._repeated),
            StripStack([*head, *lower], self.width, self._page_height, self._repeated),
        ]


def draw_strips(canvas: Canvas, strips: Sequence[Strip], top: float) -> None:
    """Paint strips downwards from `top`."""
    pen = Pen(canvas)
    y = top
    for strip in strips:
        _draw_grounds(canvas, strip, y)
        y -= strip.height
    y = top
    for strip in strips:
        for mark in strip.marks:
            pen.write(mark.x, y - mark.y, mark.text, mark.style, mark.align)
        y -= strip.height
    pen.close()


def cut_strip(strip: Strip, height: float) -> tuple[Strip, Strip]:
    """A strip larger than a page in two: the lines of text above `height`, and the rest moved up."""
    upper = [mark for mark in strip.marks if mark.y <= height - 2]
    lower = [mark for mark in strip.marks if mark.y > height - 2]
    if not upper or not lower:
        return replace(strip, height=min(height, strip.height), rules=()), Strip(0.0, rules=())
    moved = min(mark.y - mark.style.leading * _BASELINE for mark in lower)
    return (
        replace(strip, height=height, marks=upper, rules=(), links=()),
        Strip(
            strip.height - moved,
            [mark._replace(y=mark.y - moved) for mark in lower],
            [rule._replace(y=rule.y - moved) for rule in strip.rules if rule.y > moved],
            keep_next=strip.keep_next,
        ),
    )


def baseline(style: Style) -> float:
    """How far below the top of a line its baseline lies."""
    return style.leading * _BASELINE


def text_marks(x: float, y: float, lines: Sequence[str], style: Style, align: Align = "left") -> list[Mark]:
    """Lines under each other, the first one's top at `y`."""
    first = y + baseline(style)
    return [Mark(x, first + index * style.leading, line, style, align) for index, line in enumerate(lines)]


def text_strips(lines: Sequence[str], style: Style, x: float = 0.0) -> list[Strip]:
    """A paragraph, a strip a line, that leaves no single line on either page."""
    strips = [Strip(style.leading, (Mark(x, baseline(style), line, style),)) for line in lines]
    if len(strips) > 1:
        strips[0].keep_next = True
        strips[-1].keep_previous = True
    return strips


def _fitting_count(strips: Sequence[Strip], height: float) -> int:
    room, count = height + 0.01, 0
    for strip in strips:
        room -= strip.height
        if room < 0:
            break
        count += 1
    return count


def _draw_grounds(canvas: Canvas, strip: Strip, top: float) -> None:
    for colour, fills in groupby(strip.fills, key=lambda fill: fill.colour):
        path = canvas.beginPath()
        for fill in fills:
            box = (fill.x, top - fill.y - fill.height, fill.width, fill.height)
            if fill.radius:
                path.roundRect(*box, fill.radius)
            else:
                path.rect(*box)
        canvas.setFillColorRGB(*colour)
        canvas.drawPath(path, stroke=0, fill=1)
    for placed in strip.pictures:
        box = (placed.x, top - placed.y - placed.height, placed.width, placed.height)
        canvas.drawImage(placed.picture.reader, *box, mask="auto")
    for rule in strip.rules:
        canvas.setLineWidth(rule.thickness)
        canvas.setStrokeColorRGB(*rule.colour)
        canvas.line(rule.x, top - rule.y, rule.x + rule.width, top - rule.y)
    for link in strip.links:
        y = top - link.y
        canvas.linkURL(link.url, (link.x, y - link.height, link.x + link.width, y), relative=1, thickness=0)
    if strip.outline:
        _bookmark(canvas, strip, top)


def _bookmark(canvas: Canvas, strip: Strip, top: float) -> None:
    _x, y = canvas.absolutePosition(0, top)
    key = f"p{canvas.getPageNumber()}y{y:.1f}"
    canvas.bookmarkHorizontal(key, 0, top)
    canvas.addOutlineEntry(strip.outline, key, level=strip.outline_level)
