"""The lower part of an offer as strips: conditions, closing words, signature with stamp and payment code."""

from app.documents.glyphs import printable
from app.documents.letter_strips import paragraph_strips
from app.documents.offer_paper import OfferPaper
from app.documents.offer_template import Design
from app.documents.payment_qr import payment_modules
from app.documents.pictures import picture
from app.documents.strips import Fill, Mark, Placed, Rule, Strip, baseline, text_marks
from app.documents.typesetting import set_lines, text_width
from resources.i18n import _

_LABEL_SHARE = 0.245
_ROW = 4.6
_SIGN_WIDTH, _SIGN_HEIGHT = 118.0, 44.0
_LINE = 132.0
_CODE = 90.0


def conditions_strips(paper: OfferPaper, design: Design) -> list[Strip]:
    """Label and text of each condition, a strip a line; empty conditions vanish."""
    said = [(label, text) for label, text in paper.conditions if printable(text)]
    if not said:
        return []
    strips: list[Strip] = []
    if not paper.options:
        hairline = Rule(0, 0, design.width, 0.5, design.colours.hairline)
        strips.append(Strip(11, rules=(hairline,), keep_next=True, between=True))
    left = design.width * _LABEL_SHARE
    for label, text in said:
        strips += _condition(label, text, left, design)
    return strips


def closing_strips(paper: OfferPaper, design: Design) -> list[Strip]:
    """The closing words."""
    strips = paragraph_strips(paper.closing, design.body, design.width)
    return [Strip(10, keep_next=True), *strips] if strips else []


def signature_strips(paper: OfferPaper, design: Design) -> list[Strip]:
    """Who signs, the line to sign on, and, where wished, signature, stamp and the code to pay by."""
    modules = payment_modules(paper.payment) if paper.payment is not None and paper.currency == "RUB" else ()
    signs = printable(paper.signature.position) or printable(paper.signature.name)
    if not signs and not modules:
        return []
    across = design.measures.stamp
    stamp = picture(paper.seller.stamp, across, across) if paper.signature.with_images and signs else None
    height = max(across + 4 if stamp else 0, _CODE + 16 if modules else 0, 58.0)
    strip = Strip(height, keep_previous=True)
    marks, rules, placed = _signature(paper, design, height, has_stamp=stamp is not None) if signs else ([], [], [])
    if stamp is not None:
        width, tall = stamp.fitted(across, across)
        x = rules[0].x + rules[0].width - 26
        placed.insert(0, Placed(stamp, x, (height - tall) / 2, width, tall))
    fills: list[Fill] = []
    if modules:
        fills, code_marks = _code(modules, design, height)
        marks += code_marks
    strip.marks, strip.rules, strip.pictures, strip.fills = marks, rules, placed, fills
    return [Strip(design.measures.gap, keep_next=True, keep_previous=True), strip]


def _condition(label: str, text: str, left: float, design: Design) -> list[Strip]:
    labels = set_lines(label, design.body_dim, left - 14, 3)
    texts = set_lines(text, design.body, design.width - left)
    style = design.body
    strips: list[Strip] = []
    for index in range(max(len(labels), len(texts))):
        marks = [Mark(0, baseline(style), line, design.body_dim) for line in labels[index : index + 1]]
        marks += [Mark(left, baseline(style), line, style) for line in texts[index : index + 1]]
        strips.append(Strip(style.leading, marks))
    if len(strips) > 1:
        strips[0].keep_next = True
        strips[-1].keep_previous = True
    strips[-1].height += _ROW
    return strips


def _signature(
    paper: OfferPaper, design: Design, height: float, *, has_stamp: bool
) -> tuple[list[Mark], list[Rule], list[Placed]]:
    most = design.width * 0.34
    positions = set_lines(paper.signature.position, design.body, most, 4)
    names = set_lines(paper.signature.name, design.body_bold, most, 3)
    leading = design.body.leading
    foot = height / 2 + 14 if has_stamp else height - 12
    foot = max(foot, (len(positions) + len(names)) * leading)
    top = foot - (len(positions) + len(names)) * leading
    marks = text_marks(0, top, positions, design.body)
    marks += text_marks(0, top + len(positions) * leading, names, design.body_bold)
    widest = max(
        [text_width(line, design.body) for line in positions] + [text_width(line, design.body_bold) for line in names]
    )
    x = max(widest + 18, design.width * _LABEL_SHARE)
    y = foot - leading * 0.16
    placed: list[Placed] = []
    hand = picture(paper.signature.image, _SIGN_WIDTH, _SIGN_HEIGHT) if paper.signature.with_images else None
    if hand is not None:
        width, tall = hand.fitted(_SIGN_WIDTH, _SIGN_HEIGHT)
        placed.append(Placed(hand, x + (_LINE - width) / 2, y - tall * 0.86, width, tall))
    return marks, [Rule(x, y, _LINE, 0.6, design.colours.dim)], placed


def _code(modules: tuple[bytes, ...], design: Design, height: float) -> tuple[list[Fill], list[Mark]]:
    """The modules of the payment code as boxes, a run of dark ones at a time, and its caption."""
    size = _CODE / len(modules)
    x, y = design.width - _CODE, height - _CODE - design.small.leading - 5
    fills: list[Fill] = []
    for row, cells in enumerate(modules):
        column = 0
        while column < len(cells):
            run = len(cells[column:]) - len(cells[column:].lstrip(b"\1"))
            if run:
                fills.append(Fill(x + column * size, y + row * size, run * size, size, design.colours.ink))
            column += max(run, 1)
    caption = set_lines(_("Scan to pay"), design.small, _CODE * 1.6, 1)
    return fills, text_marks(design.width, y + _CODE + 5, caption, design.small, "right")
