"""The commercial offer as a PDF: `render_offer` lays an `OfferPaper` on pages by its template.

The same paper gives the same bytes: reportlab runs in its invariant mode and the file's date is the offer's own.
reportlab cuts font subsets from shared readers, so one paper is set at a time. Imported lazily: it loads reportlab.
"""

import io
from collections.abc import Callable
from datetime import UTC, datetime, time
from math import ceil, inf
from threading import Lock
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ActionFlowable, BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate

from app.documents.glyphs import font_name, printable
from app.documents.letter_strips import continuation_strip, number_parts, title_of
from app.documents.offer_paper import OfferPaper
from app.documents.offer_story import LATER, story_of
from app.documents.offer_template import Design, design_of
from app.documents.strips import Mark, Rule, Strip, baseline, draw_strips, text_marks
from app.documents.typesetting import set_items
from app.errors import UserError
from resources.i18n import _, speaking

ONE_AT_A_TIME = Lock()
Told = Callable[[int, int], bool]  # pages drawn, of about so many: whether to go on
_FOOTER_LINES = 3
_FOOTER_TOP = 8.0
_BARELY = 1.3
_LESS_AIR = (0.85, 0.7, 0.55, 0.4)
_CREATOR = "Vizitka"


def render_offer(paper: OfferPaper, told: Told = lambda _page, _pages: True) -> bytes:
    """The PDF of one offer, in the paper's own language whatever the screen speaks.

    Raises:
        UserError: `told` answered no.
    """
    with ONE_AT_A_TIME, speaking(paper.language):
        _go_on(told, 0, 1)
        rl_config.useA85 = 0  # streams stay binary: a fifth smaller, and the encoder is slow
        out = io.BytesIO()
        document, story = _laid_out(paper, out)
        document.count_pages(story, told)
        document.build(story, canvasmaker=document.canvas)
        return out.getvalue()


class _OfferDocument(BaseDocTemplate):
    """Two kinds of page: the first with a letterhead, the others with a quiet line; both with the footer."""

    def __init__(self, out: io.BytesIO, paper: OfferPaper, design: Design) -> None:
        margin, (width, height) = design.measures.margin, design.page
        self._paper, self._design = paper, design
        self._told: Told = lambda _page, _pages: True
        self._pages = 1  # about as many as there will be
        self._footer = _footer_strip(paper, design)
        self._continuation = continuation_strip(paper, design)
        bottom = margin * 0.62 + self._footer.height + 14
        self.body_height = height - margin - bottom
        super().__init__(
            out,
            pagesize=design.page,
            title=" ".join([printable(title_of(paper)), *number_parts(paper)[:1]]),
            author=printable(paper.seller.legal_name or paper.seller.name),
            subject=printable(paper.addressee.company or paper.basis),
            keywords=[printable(paper.number)],
            creator=_CREATOR,
            lang=paper.language,
        )
        drop = self._continuation.height + 16
        later = self.body_height - drop + margin * 0.2
        frames = [
            Frame(margin, bottom, width - 2 * margin, tall, 0, 0, 0, 0, id=name)
            for name, tall in (("first", self.body_height), (LATER, later))
        ]
        self.addPageTemplates(
            [
                PageTemplate("first", frames[0], onPageEnd=self._draw_footer, autoNextPageTemplate=LATER),
                PageTemplate(LATER, frames[1], onPage=self._draw_continuation, onPageEnd=self._draw_footer),
            ]
        )

    def count_pages(self, story: list[Flowable], told: Told) -> None:
        """Tell how far the drawing is from now on, of about as many pages as the story fills."""
        breaks = sum(isinstance(block, PageBreak) for block in story)
        tall = sum(block.height for block in story if not isinstance(block, ActionFlowable | PageBreak))
        self._pages, self._told = ceil(tall / self.body_height) + breaks, told

    def canvas(self, *args: Any, **kwargs: Any) -> Canvas:
        """The canvas the pages are drawn on."""
        kwargs.update(invariant=1, pageCompression=1, initialFontName=font_name("regular"))
        return _OfferCanvas(self._paper, self._number_page, *args, **kwargs)

    def _draw_footer(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.translate(self._design.measures.margin, 0)
        draw_strips(canvas, [self._footer], self._design.measures.margin * 0.62 + self._footer.height)
        canvas.restoreState()
        canvas.doForm(f"page{document.page}")
        _go_on(self._told, document.page, max(self._pages, document.page))

    def _draw_continuation(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        del document
        canvas.saveState()
        margin = self._design.measures.margin
        canvas.translate(margin, 0)
        draw_strips(canvas, [self._continuation], self._design.page[1] - margin * 0.8)
        canvas.restoreState()

    def _number_page(self, canvas: Canvas, page: int, pages: int) -> None:
        design = self._design
        text = _("page {page} of {pages}").format(page=page, pages=pages)
        mark = Mark(design.width, _FOOTER_TOP + baseline(design.small), printable(text), design.small, "right")
        canvas.beginForm(f"page{page}", 0, 0, *design.page)
        canvas.translate(design.measures.margin, 0)
        draw_strips(canvas, [Strip(0, (mark,))], design.measures.margin * 0.62 + self._footer.height)
        canvas.endForm()


class _OfferCanvas(Canvas):
    """A canvas whose file carries the offer's date, and that numbers the pages once it knows how many there are."""

    def __init__(
        self, paper: OfferPaper, number_page: Callable[[Canvas, int, int], None], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._number_page = number_page
        document: Any = self._doc  # type: ignore[attr-defined] # no public way: reportlab knows only "now" or 2000
        document._timeStamp = _Dated(paper)  # noqa: SLF001 - likewise
        self.setViewerPreference("DisplayDocTitle", "true")

    def save(self) -> None:
        """Fill the place each page has left for "page X of Y", then write the file."""
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self._number_page(self, page, pages)
        super().save()


class _Dated:
    """The offer's date in the shape of reportlab's time stamp."""

    def __init__(self, paper: OfferPaper) -> None:
        when = datetime.combine(paper.dated, time(12), UTC)
        self.t = when.timestamp()
        self.lt = when.timetuple()
        self.YMDhms = tuple(self.lt)[:6]
        self.dhh = self.dmm = 0
        self.tzname = "UTC"
        self.datetime = when


def _go_on(told: Told, page: int, pages: int) -> None:
    if not told(page, pages):
        raise UserError(_("Stopped; nothing was made."))


def _laid_out(paper: OfferPaper, out: io.BytesIO) -> tuple[_OfferDocument, list[Flowable]]:
    """The document and its story; one that barely misses a page is set tighter, so that no signature travels alone."""
    first = _laid_out_with(paper, out, 1.0)
    room = first[0].body_height
    if not room < _story_height(first[1]) < room * _BARELY:
        return first
    for air in _LESS_AIR:
        tighter = _laid_out_with(paper, out, air)
        if _story_height(tighter[1]) <= tighter[0].body_height:
            return tighter
    return first


def _laid_out_with(paper: OfferPaper, out: io.BytesIO, air: float) -> tuple[_OfferDocument, list[Flowable]]:
    design = design_of(paper, air)
    document = _OfferDocument(out, paper, design)
    return document, story_of(paper, design, document.body_height)


def _story_height(story: list[Flowable]) -> float:
    """The height of everything under each other; endless where a page is broken on purpose."""
    if any(isinstance(block, PageBreak) for block in story):
        return inf
    return sum(block.height for block in story)


def _footer_strip(paper: OfferPaper, design: Design) -> Strip:
    """The requisites over the whole width but the page's number, under a hairline."""
    seller, style = paper.seller, design.small
    said = [seller.legal_name, *(f"{label} {value}" for label, value in seller.requisites if value.strip())]
    lines = set_items(said, style, design.width - 74, _FOOTER_LINES) or [""]
    rule = Rule(0, 0, design.width, 0.5, design.colours.hairline)
    return Strip(_FOOTER_TOP + len(lines) * style.leading, text_marks(0, _FOOTER_TOP, lines, style), (rule,))
