"""The upper part of an offer as strips: letterhead, title, addressee, salutation and introduction."""

import re
from urllib.parse import quote

from app import formatting
from app.documents.glyphs import printable
from app.documents.offer_paper import AddresseeOnPaper, OfferPaper, SalespersonOnPaper
from app.documents.offer_template import Design
from app.documents.pictures import picture
from app.documents.strips import Fill, Link, Mark, Placed, Rule, Strip, baseline, text_marks, text_strips
from app.documents.typesetting import DOT, Style, set_items, set_lines, text_width
from resources.i18n import _, pgettext

_LOGO_MOST = 150.0
_PANEL = 14.0
_NAME_LINES = 2

Piece = tuple[str, Style, str]


def letterhead_strip(paper: OfferPaper, design: Design) -> Strip:
    """Who writes: the firm on the left, the salesperson with phone and e-mail on the right."""
    right = _contact_lines(paper, design)
    taken = max((sum(text_width(text, style) for text, style, _url in line) for line in right), default=0.0)
    marks, placed, height = _firm(paper, design, design.width - taken - 24)
    leading = design.body.leading
    top = max((height - len(right) * leading) / 2, 0)
    links: list[Link] = []
    for index, pieces in enumerate(right):
        x = design.width - sum(text_width(text, style) for text, style, _url in pieces)
        for text, style, url in pieces:
            marks.append(Mark(x, top + index * leading + baseline(design.body), text, style))
            width = text_width(text, style)
            if url:
                links.append(Link(url, x, top + index * leading, width, leading))
            x += width
    return Strip(max(height, top + len(right) * leading), marks, pictures=placed, links=links)


def title_strip(paper: OfferPaper, design: Design) -> Strip:
    """What it is: the title, and under it number, version, date and term."""
    lines = set_lines(title_of(paper), design.title, design.width, 4)
    marks = text_marks(0, 0, lines, design.title)
    y = len(lines) * design.title.leading + 3
    under = set_items(number_parts(paper), design.body_dim, design.width, 3)
    marks += text_marks(0, y, under, design.body_dim)
    height = y + len(under) * design.body_dim.leading
    return Strip(height, marks, outline=printable(title_of(paper)) or "—", outline_level=0)


def title_of(paper: OfferPaper) -> str:
    """The offer's own title, else the usual one."""
    return paper.title.strip() or _("Commercial offer")


def number_parts(paper: OfferPaper) -> list[str]:
    """Number and version, date, term: as many as there are."""
    number = _("No. {number}").format(number=printable(paper.number)) if paper.number.strip() else ""
    if number and paper.version > 1:
        number = _("{number}, version {version}").format(number=number, version=paper.version)
    parts = [number, _("dated {date}").format(date=formatting.long_date(paper.dated))]
    if paper.valid_through is not None:
        parts.append(_("valid through {date} inclusive").format(date=formatting.long_date(paper.valid_through)))
    return [part for part in parts if part]


def addressee_strip(paper: OfferPaper, design: Design) -> Strip | None:
    """To whom and on what ground, on a tinted ground; nothing when neither is known."""
    whom = addressee_lines(paper.addressee, design)
    blocks = [(pgettext("offer", "To"), whom)] if whom else []
    if paper.basis.strip():
        blocks.append((pgettext("offer", "Basis"), [(paper.basis, design.body)]))
    if not blocks:
        return None
    column = (design.width - 2 * _PANEL - 20) / 2 if len(blocks) > 1 else design.width - 2 * _PANEL
    marks: list[Mark] = []
    bottom = 0.0
    for index, (label, texts) in enumerate(blocks):
        x = _PANEL + 2 + index * (column + 20)
        marks += text_marks(x, _PANEL - 3, [label], design.small)
        y = _PANEL - 2 + design.small.leading
        for text, style in texts:
            lines = set_lines(text, style, column, 8)
            marks += text_marks(x, y, lines, style)
            y += len(lines) * style.leading
        bottom = max(bottom, y)
    height = bottom + _PANEL - 2
    fills = (
        Fill(0, 0, design.width, height, design.colours.tint, 5),
        Fill(0, 0, 2.6, height, design.colours.accent, 1.3),
    )
    return Strip(height, marks, fills=fills)


def addressee_lines(addressee: AddresseeOnPaper, design: Design) -> list[tuple[str, Style]]:
    """Company, then position and person in one line."""
    person = " ".join(part for part in (addressee.position.strip(), addressee.person.strip()) if part)
    lines = [(addressee.company.strip(), design.body_bold), (person, design.body)]
    return [line for line in lines if line[0]]


def opening_strips(paper: OfferPaper, design: Design) -> list[Strip]:
    """Salutation and introduction, a strip a line."""
    strips = text_strips(set_lines(paper.salutation, design.body_bold, design.width, 4), design.body_bold)
    for strip in strips:
        strip.keep_next = True
    if strips:
        strips[-1].height += 2
    return strips + paragraph_strips(paper.intro, design.body, design.width)


def paragraph_strips(text: str, style: Style, width: float) -> list[Strip]:
    """Free text, its paragraphs a little apart."""
    strips: list[Strip] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = set_lines(paragraph, style, width)
        if strips and lines:
            strips[-1].height += style.leading * 0.45
        strips += text_strips(lines, style)
    return strips


def letter_date_strip(paper: OfferPaper, design: Design) -> Strip:
    """A letter's date and number on the left, the addressee on the right."""
    half = design.width * 0.48
    said = number_parts(paper)
    if paper.basis.strip():
        said.append(f"{pgettext('offer', 'Basis')}: {paper.basis}")
    left = set_lines("\n".join(said), design.body_dim, half, 9)
    marks = text_marks(0, 0, left, design.body_dim)
    y = 0.0
    for text, style in addressee_lines(paper.addressee, design):
        lines = set_lines(text, style, half, 8)
        marks += text_marks(design.width - half, y, lines, style)
        y += len(lines) * style.leading
    outline = printable(title_of(paper)) or "—"
    return Strip(max(y, len(left) * design.body.leading), marks, outline=outline, outline_level=0)


def annex_strip(paper: OfferPaper, design: Design) -> Strip:
    """The heading of the page that holds the table of a letter."""
    heading = _("Annex: {title}").format(title=title_of(paper))
    lines = set_lines(heading, design.title, design.width, 4)
    marks = text_marks(0, 0, lines, design.title)
    y = len(lines) * design.title.leading + 3
    under = set_items(number_parts(paper)[:2], design.body_dim, design.width, 3)
    marks += text_marks(0, y, under, design.body_dim)
    height = y + len(under) * design.body_dim.leading
    return Strip(height, marks, outline=printable(heading))


def continuation_strip(paper: OfferPaper, design: Design) -> Strip:
    """The quiet line on top of the second page and the following ones."""
    style = design.small
    left = DOT.join([title_of(paper), *number_parts(paper)[:1]])
    right = set_lines(paper.seller.name, style, design.width * 0.4, 1)
    room = design.width - max([text_width(line, style) for line in right], default=0) - 20
    marks = text_marks(0, 0, set_lines(left, style, room, 1), style)
    marks += text_marks(design.width, 0, right, style, "right")
    height = style.leading + 5
    return Strip(height, marks, (Rule(0, height, design.width, 0.5, design.colours.hairline),))


def _firm(paper: OfferPaper, design: Design, room: float) -> tuple[list[Mark], list[Placed], float]:
    seller, height = paper.seller, design.measures.logo_height
    logo = picture(seller.logo, _LOGO_MOST, height)
    placed: list[Placed] = []
    x = 0.0
    if logo is not None:
        width, tall = logo.fitted(min(_LOGO_MOST, room * 0.6), height)
        placed.append(Placed(logo, 0, (height - tall) / 2, width, tall))
        x = width + 11
    name_style = design.lead
    names = set_lines(seller.name, name_style, max(room - x, 60))
    if len(names) > _NAME_LINES:
        name_style = design.body_bold
        names = set_lines(seller.name, name_style, max(room - x, 60), 8)
    tags = set_lines(seller.tagline, design.body_dim, max(room - x, 60), 5) if seller.tagline.strip() else []
    tall = len(names) * name_style.leading + len(tags) * design.body_dim.leading
    top = max((height - tall) / 2, 0)
    marks = text_marks(x, top, names, name_style)
    marks += text_marks(x, top + len(names) * name_style.leading, tags, design.body_dim)
    return marks, placed, max(height if placed else 0, top + tall)


def _contact_lines(paper: OfferPaper, design: Design) -> list[list[Piece]]:
    dim, most = design.body_dim, design.width * 0.5
    person, seller = paper.salesperson, paper.seller
    who = ", ".join(part for part in (printable(person.name), printable(person.position)) if part)
    lines: list[list[Piece]] = [[(line, dim, "")] for line in set_lines(who, dim, most, 4)] if who else []
    own = _pieces(_own_channels(person, design), dim)
    firm = _pieces(
        [(printable(seller.phone), dim, _tel(seller.phone)), (printable(seller.web), dim, _web(seller.web))], dim
    )
    for pieces in (own, firm):
        if sum(text_width(text, style) for text, style, _url in pieces) <= most:
            lines.append(pieces)
        else:
            lines += [[_cut(piece, most)] for piece in pieces if piece[0] != DOT]
    return [line for line in lines if line]


def _own_channels(person: SalespersonOnPaper, design: Design) -> list[Piece]:
    phone, email = printable(person.phone), printable(person.email)
    return [(phone, design.body_bold, _tel(phone)), (email, design.body_dim, _mailto(email))]


def _pieces(pieces: list[Piece], dot: Style) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if piece[0]:
            joined += [(DOT, dot, ""), piece] if joined else [piece]
    return joined


def _cut(piece: Piece, most: float) -> Piece:
    text, style, url = piece
    return set_lines(text, style, most, 1)[0], style, url


def _tel(phone: str) -> str:
    first = re.split(r"[,;]|доб|ext", phone, maxsplit=1)[0]
    digits = re.sub(r"[^\d+]", "", first)
    return f"tel:{digits}" if digits else ""


def _mailto(email: str) -> str:
    return f"mailto:{quote(email, safe='@.+-_')}" if "@" in email else ""


def _web(address: str) -> str:
    plain = printable(address)
    if not plain:
        return ""
    return quote(plain if re.match(r"https?://", plain) else f"https://{plain}", safe=":/?#[]@!$&'()*+,;=%-._~")
