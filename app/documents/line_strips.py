"""The table of an offer as strips: its header, headings of sections, lines, subtotals."""

from collections.abc import Sequence

from app import formatting
from app.documents.columns import NAME, PICTURE, Column, Layout
from app.documents.glyphs import printable
from app.documents.offer_paper import LineOnPaper, SectionOnPaper
from app.documents.offer_template import Design
from app.documents.pictures import picture
from app.documents.strips import Mark, Placed, Rule, Strip, baseline, text_marks
from app.documents.typesetting import set_lines, text_width
from resources.i18n import _

_WRAPPED = ("unit", "number")


def header_strip(layout: Layout, design: Design) -> Strip:
    """The titles of the columns over a line in the accent colour; repeated on every page."""
    style = layout.header
    count = max(column.title.count("\n") + 1 for column in layout.columns)
    marks: list[Mark] = []
    for column in layout.columns:
        lines = column.title.split("\n")
        marks += text_marks(column.anchor, (count - len(lines)) * style.leading, lines, style, column.align)
    height = count * style.leading + 6
    rule = Rule(0, height, design.width, 0.9, design.colours.accent)
    return Strip(height, marks, (rule,), keep_next=True)


def section_strips(section: SectionOnPaper, layout: Layout, design: Design) -> list[Strip]:
    """A section's heading, lines and subtotal."""
    strips = [line_strip(line, layout, design) for line in section.lines]
    if section.title:
        strips.insert(0, _heading(section.title, layout, design))
    if section.subtotal is not None:
        strips.append(_subtotal(section, layout, design))
    return strips


def line_strip(line: LineOnPaper, layout: Layout, design: Design) -> Strip:
    """One position of the table."""
    padding = design.measures.row_padding
    style = layout.cell if line.kind == "line" else layout.cell_dim
    first = padding + baseline(style)
    names, bottom = _name_marks(line, layout, padding)
    marks: list[Mark] = []
    placed: Sequence[Placed] = ()
    for column in layout.columns:
        if column.key == NAME:
            marks += names
        elif column.key == PICTURE:
            placed = _picture(line, column, padding)
        elif column.key in _WRAPPED:
            lines = set_lines(column.text(line), style, column.width, 3)
            marks += text_marks(column.anchor, padding, lines, style, column.align)
            bottom = max(bottom, padding + len(lines) * style.leading)
        else:
            marks.append(Mark(column.anchor, first, column.text(line), style, column.align))
    bottom = max([bottom, *(box.y + box.height for box in placed)])
    height = bottom + padding
    rule = Rule(0, height, design.width, 0.5, design.colours.hairline)
    return Strip(height, marks, (rule,), pictures=placed)


def _name_marks(line: LineOnPaper, layout: Layout, padding: float) -> tuple[list[Mark], float]:
    column = layout.name
    style = layout.cell if line.kind == "line" else layout.cell_dim
    names = set_lines(line.name, style, column.width)
    marks = text_marks(column.x, padding, names, style)
    bottom = padding + len(names) * style.leading
    details = [line.description] if line.description else []
    if line.kind == "alternative":
        details.append(_("Alternative, not included in the total"))
    for detail in details:
        lines = set_lines(detail, layout.detail, column.width)
        marks += text_marks(column.x, bottom + 1, lines, layout.detail)
        bottom += 1 + len(lines) * layout.detail.leading
    return marks, bottom


def _picture(line: LineOnPaper, column: Column, padding: float) -> Sequence[Placed]:
    found = picture(line.picture, column.width, column.width)
    if found is None:
        return ()
    width, height = found.fitted(column.width, column.width)
    return (Placed(found, column.x + (column.width - width) / 2, padding, width, height),)


def _heading(title: str, layout: Layout, design: Design) -> Strip:
    style = layout.cell_bold
    padding = design.measures.row_padding
    lines = set_lines(title, style, design.width, 3)
    height = padding * 1.9 + len(lines) * style.leading
    rule = Rule(0, height, design.width, 0.5, design.colours.hairline)
    marks = text_marks(0, padding * 1.3, lines, style)
    return Strip(height, marks, (rule,), keep_next=True, outline=printable(title))


def _subtotal(section: SectionOnPaper, layout: Layout, design: Design) -> Strip:
    assert section.subtotal is not None
    style, padding = layout.cell_bold, design.measures.row_padding
    amount = layout.columns[-1]
    label = _("Subtotal: {section}").format(section=section.title) if section.title else _("Subtotal")
    figure = formatting.number(section.subtotal, 2)
    right = min(amount.x, amount.anchor - text_width(figure, style)) - 14
    lines = set_lines(label, layout.cell_dim, right, 2)
    marks = text_marks(right, padding, lines, layout.cell_dim, "right")
    marks.append(Mark(amount.anchor, padding + baseline(style), figure, style, "right"))
    height = padding * 2 + len(lines) * style.leading
    rule = Rule(0, height, design.width, 0.5, design.colours.hairline)
    return Strip(height, marks, (rule,), keep_previous=True)
