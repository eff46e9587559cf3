"""The order in which the blocks of an offer follow each other, by its design."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from app import formatting
from app.documents.closing_strips import closing_strips, conditions_strips, signature_strips
from app.documents.columns import layout_columns
from app.documents.letter_strips import (
    addressee_strip,
    annex_strip,
    letter_date_strip,
    letterhead_strip,
    opening_strips,
    paragraph_strips,
    title_strip,
)
from app.documents.line_strips import header_strip, line_strip, section_strips
from app.documents.offer_paper import OfferPaper
from app.documents.offer_template import Design
from app.documents.strips import Strip, StripStack, text_marks
from app.documents.totals_strips import totals_strips
from app.documents.typesetting import text_width
from resources.i18n import _, pgettext

LATER = "later"


@dataclass(frozen=True, slots=True)
class _Stack:
    """Strips that are laid together; `repeated` is their table's header."""

    strips: Sequence[Strip]
    repeated: Strip | None = None


def story_of(paper: OfferPaper, design: Design, page_height: float) -> list[Flowable]:
    """Everything the pages hold, in order."""
    gap = design.measures.gap
    story: list[Flowable] = []
    for stack in [_Stack([letterhead_strip(paper, design)]), *_before_table(paper, design)]:
        story += [StripStack(stack.strips, design.width, page_height), Spacer(1, gap if story else gap * 1.75)]
    if design.measures.letter:
        story[-1:] = [NextPageTemplate(LATER), PageBreak()]
        annex = StripStack([annex_strip(paper, design)], design.width, page_height)
        story += [annex, Spacer(1, gap)]
    for stack in _from_table(paper, design):
        story += [StripStack(stack.strips, design.width, page_height, stack.repeated), Spacer(1, gap * 0.8)]
    return story[:-1]


def _before_table(paper: OfferPaper, design: Design) -> list[_Stack]:
    opening = opening_strips(paper, design)
    if design.measures.letter:
        words = [*opening, *_letter_total(paper, design), *closing_strips(paper, design)]
        return [_Stack([letter_date_strip(paper, design)]), _Stack([*words, *signature_strips(paper, design)])]
    panel = addressee_strip(paper, design)
    stacks = [_Stack([title_strip(paper, design)])]
    if panel is not None:
        stacks.append(_Stack([panel]))
    if opening:
        stacks.append(_Stack(opening))
    return stacks


def _from_table(paper: OfferPaper, design: Design) -> list[_Stack]:
    lines = [line for section in paper.sections for line in section.lines]
    layout = layout_columns([*lines, *paper.options], design, paper.currency)
    header = header_strip(layout, design)
    table = [strip for section in paper.sections for strip in section_strips(section, layout, design)]
    stacks = [_Stack([*([header] if table else []), *table, *totals_strips(paper, design)], header if table else None)]
    if paper.options:
        options = [line_strip(line, layout, design) for line in paper.options]
        stacks.append(_Stack([_options_heading(design), header, *options], header))
    closing = conditions_strips(paper, design)
    if not design.measures.letter:
        closing += closing_strips(paper, design)
        signature = signature_strips(paper, design)
        if signature and not closing:
            stacks[-1] = _Stack([*stacks[-1].strips, *signature], stacks[-1].repeated)
        else:
            closing += signature
    return [*stacks, _Stack(closing)] if closing else stacks


def _options_heading(design: Design) -> Strip:
    title, note = pgettext("offer", "Options"), _("not included in the total")
    marks = text_marks(0, 4, [title], design.lead)
    offset = (design.lead.leading - design.body.leading) * 0.76
    marks += text_marks(text_width(title, design.lead) + 9, 4 + offset, [note], design.body_dim)
    return Strip(4 + design.lead.leading + 6, marks, keep_next=True, outline=title)


def _letter_total(paper: OfferPaper, design: Design) -> list[Strip]:
    total = formatting.money(paper.totals.total, paper.currency, 2)
    text = _("The offer comes to {total}; positions and conditions are in the annex.").format(total=total)
    return [Strip(8, keep_next=True), *paragraph_strips(text, design.body, design.width)]
