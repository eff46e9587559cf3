"""A list as a PDF: title, date, a table whose header is repeated, page X of Y; in the type and manners of an offer.

The same list gives the same bytes. Imported lazily: it loads reportlab.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from app.documents.glyphs import font_name, printable
from app.documents.offer_paper import DEFAULT_ACCENT
from app.documents.offer_pdf import ONE_AT_A_TIME
from app.documents.palette import palette
from app.documents.strips import Mark, Rule, Strip, baseline, draw_strips, text_marks
from app.documents.typesetting import Align, Style, set_lines
from app.errors import UserError
from app.formatting import long_date
from resources.i18n import Language, _, speaking

_COLOURS = palette(DEFAULT_ACCENT, DEFAULT_ACCENT)
_TITLE = Style(17, 22, _COLOURS.ink, "bold")
_QUIET = Style(9, 13, _COLOURS.dim)
_HEAD = Style(8.5, 11, _COLOURS.dim, "bold")
_CELL = Style(9, 11.5, _COLOURS.ink)
_SMALL = Style(8, 11, _COLOURS.dim)
_MARGIN, _FOOT, _GUTTER, _AIR = 42.0, 30.0, 10.0, 3.5
_MOST_LINES = 2
_UPRIGHT_COLUMNS = 5  # a list of more columns lies on its side
_EVERY = 500  # rows between two words about the progress


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading, its share of the width, and where its text lies."""

    title: str
    share: int
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class ListPaper:
    """What is printed: every cell is a text already formatted; `said` stands under the title beside the date.

    `rows` are gone through once.
    """

    title: str
    dated: date
    columns: tuple[ListColumn, ...]
    rows: Iterable[Sequence[str]]
    language: Language
    said: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands and where its text is aligned."""

    x: float
    width: float
    align: Align


def render_list(paper: ListPaper, told: Callable[[int], bool] = lambda _rows: True) -> bytes:
    """The PDF of a list; `told` hears how many rows are laid out and answers whether to go on.

    Raises:
        UserError: it was told to stop.
    """
    with ONE_AT_A_TIME, speaking(paper.language):
        rl_config.useA85 = 0  # as for offers: streams stay binary
        out = io.BytesIO()
        size = landscape(A4) if len(paper.columns) > _UPRIGHT_COLUMNS else A4
        pages = _pages(paper, size, told)
        canvas = Canvas(
            out, pagesize=size, pageCompression=1, invariant=1, lang=paper.language,
            initialFontName=font_name("regular"),  # type: ignore[arg-type]  # a name, whatever the stubs say
        )  # fmt: skip
        canvas.setTitle(printable(paper.title))
        canvas.setCreator("Vizitka")
        for number, strips in enumerate(pages, 1):
            _draw_page(canvas, size, strips, _footer(paper, size[0] - 2 * _MARGIN, number, len(pages)))
        canvas.save()
        return out.getvalue()


def _pages(paper: ListPaper, size: tuple[float, float], told: Callable[[int], bool]) -> list[list[Strip]]:
    width, room = size[0] - 2 * _MARGIN, size[1] - 2 * _MARGIN - _FOOT
    places = _places(paper.columns, width)
    head = _head(paper.columns, places, width)
    pages = [[*_title(paper, width), head]]
    left = room - sum(strip.height for strip in pages[0])
    for count, row in enumerate(paper.rows, 1):
        strip = _row(row, places, width)
        if strip.height > left:
            pages.append([head])
            left = room - head.height
        pages[-1].append(strip)
        left -= strip.height
        if count % _EVERY == 0 and not told(count):
            raise UserError(_("It was stopped; nothing was printed."))
    return pages


def _places(columns: Sequence[ListColumn], width: float) -> list[_Place]:
    whole = sum(column.share for column in columns)
    room = width - _GUTTER * (len(columns) - 1)
    places, x = [], 0.0
    for column in columns:
        wide = room * column.share / whole
        places.append(_Place(x, wide, column.align))
        x += wide + _GUTTER
    return places


def _title(paper: ListPaper, width: float) -> list[Strip]:
    lines = set_lines(paper.title, _TITLE, width, _MOST_LINES)
    quiet = set_lines(" · ".join(part for part in (long_date(paper.dated), paper.said) if part), _QUIET, width, 1)
    marks = [*text_marks(0, 0, lines, _TITLE), *text_marks(0, len(lines) * _TITLE.leading, quiet, _QUIET)]
    return [Strip(len(lines) * _TITLE.leading + _QUIET.leading + 12, marks)]


def _head(columns: Sequence[ListColumn], places: Sequence[_Place], width: float) -> Strip:
    titles = [column.title for column in columns]
    strip = _cells(titles, places, _HEAD)
    return replace(strip, rules=(Rule(0, strip.height, width, 0.9, _COLOURS.accent),))


def _row(row: Sequence[str], places: Sequence[_Place], width: float) -> Strip:
    strip = _cells(row, places, _CELL)
    return replace(strip, rules=(Rule(0, strip.height, width, 0.5, _COLOURS.hairline),))


def _cells(texts: Sequence[str], places: Sequence[_Place], style: Style) -> Strip:
    marks: list[Mark] = []
    most = 1
    for text, place in zip(texts, places, strict=True):
        lines = set_lines(text, style, place.width, _MOST_LINES) if text else []
        x = place.x + (place.width if place.align == "right" else 0.0)
        marks += text_marks(x, _AIR, lines, style, place.align)
        most = max(most, len(lines))
    return Strip(most * style.leading + 2 * _AIR, marks)


def _footer(paper: ListPaper, width: float, page: int, pages: int) -> Strip:
    said = set_lines(paper.title, _SMALL, width * 0.7, 1)
    number = printable(_("page {page} of {pages}").format(page=page, pages=pages))
    marks = [*text_marks(0, 0, said, _SMALL), Mark(width, baseline(_SMALL), number, _SMALL, "right")]
    return Strip(_SMALL.leading, marks)


def _draw_page(canvas: Canvas, size: tuple[float, float], strips: Sequence[Strip], footer: Strip) -> None:
    canvas.saveState()
    canvas.translate(_MARGIN, 0)
    draw_strips(canvas, strips, size[1] - _MARGIN)
    draw_strips(canvas, [footer], _MARGIN - 4 + footer.height)
    canvas.restoreState()
    canvas.showPage()
