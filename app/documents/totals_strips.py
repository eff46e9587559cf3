"""What stands under the table: the figures that lead to the total, the total, and the total in words."""

from app import formatting
from app.documents.offer_paper import OfferPaper, TotalsOnPaper
from app.documents.offer_template import Design
from app.documents.strips import Mark, Rule, Strip, baseline, text_marks
from app.documents.typesetting import set_lines, text_width
from resources.i18n import _, pgettext

_SHARE = 0.47
_ROW = 5.2
_WORD_LINES = 8


def totals_strips(paper: OfferPaper, design: Design) -> list[Strip]:
    """The block of figures and the words, held together and to the last line of the table."""
    strips = [_figures(paper, design)]
    if paper.totals.words:
        strips.append(_words(paper.totals, design))
    for strip in strips:
        strip.keep_previous = True
    return strips


def _figures(paper: OfferPaper, design: Design) -> Strip:
    left = design.width * (1 - _SHARE)
    y = 9.0
    marks: list[Mark] = []
    for row in _rows_above(paper.totals):
        y = _row(marks, y, left, row, design)
    total = formatting.number(paper.totals.total, 2)
    sign = formatting.currency_sign(paper.currency)
    label = _("Total, {currency}").format(currency=sign)
    rules: list[Rule] = []
    if marks:
        y += 2
        rules.append(Rule(left, y, design.width - left, 0.9, design.colours.accent))
    y += 5
    marks += text_marks(left, y, [label], design.grand)
    marks += text_marks(design.width, y, [total], design.grand, "right")
    y += design.grand.leading + 3
    for row in _rows_below(paper.totals):
        y = _row(marks, y, left, row, design)
    return Strip(y + 4, marks, rules)


def _rows_above(totals: TotalsOnPaper) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    if totals.subtotal is not None:
        rows.append((pgettext("offer totals", "Subtotal"), formatting.number(totals.subtotal, 2)))
    if totals.discount:
        label = pgettext("offer totals", "Discount")
        if totals.discount_percent:
            label = f"{label} {formatting.percent(totals.discount_percent)}"
        rows.append((label, formatting.number(-totals.discount, 2)))
    if totals.vat_mode == "on_top":
        if totals.net is not None:
            rows.append((_("Total excluding VAT"), formatting.number(totals.net, 2)))
        rows += [
            (_("VAT {rate}").format(rate=formatting.percent(vat.rate)), formatting.number(vat.amount, 2))
            for vat in totals.vat
        ]
    return rows


def _rows_below(totals: TotalsOnPaper) -> list[tuple[str, str]]:
    if totals.vat_mode == "included":
        return [
            (_("including VAT {rate}").format(rate=formatting.percent(vat.rate)), formatting.number(vat.amount, 2))
            for vat in totals.vat
        ]
    if totals.vat_mode == "none":
        return [(totals.vat_reason or _("Not subject to VAT"), "")]
    return []


def _row(marks: list[Mark], y: float, left: float, row: tuple[str, str], design: Design) -> float:
    label, amount = row
    taken = text_width(amount, design.cell) + 12 if amount else 0
    lines = set_lines(label, design.cell_dim, design.width - left - taken, 4)
    marks += text_marks(left, y, lines, design.cell_dim)
    if amount:
        marks += text_marks(design.width, y, [amount], design.cell, "right")
    return y + len(lines) * design.cell.leading + _ROW


def _words(totals: TotalsOnPaper, design: Design) -> Strip:
    """The total in words; what it says of VAT follows on the same line where there is room."""
    style, plain = design.body_bold, design.body
    lines = set_lines(totals.words, style, design.width, _WORD_LINES)
    marks = text_marks(0, 6, lines, style)
    y = 6 + len(lines) * style.leading
    says_vat = totals.vat_mode != "none" and totals.vat
    if says_vat and lines:
        suffix = ", " + _("including VAT")
        used = text_width(lines[-1], style)
        if used + text_width(suffix, plain) <= design.width:
            marks.append(Mark(used, marks[-1].y, suffix, plain))
        else:
            marks.append(Mark(0, y + baseline(plain), _("including VAT"), plain))
            y += plain.leading
    return Strip(y + 2, marks)
