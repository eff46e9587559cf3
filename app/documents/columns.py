"""Which columns an offer's table has, what stands in them and how wide they are.

A column nobody uses vanishes; the columns of figures are as wide as their widest figure, the name takes the rest. When
that is too little, the table is set a little smaller.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app import formatting
from app.documents.glyphs import printable
from app.documents.offer_paper import LineOnPaper
from app.documents.offer_template import Design
from app.documents.typesetting import Align, Style, set_lines, text_width
from resources.i18n import _, pgettext

GUTTER = 12.0
NAME, PICTURE = "name", "picture"
_LEAST_NAME = 150.0
_SCALES = (1.0, 0.93, 0.86, 0.79, 0.72)
_DASH = "—"
_HEADER_LINES = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, how its text lies, and what it says of a line."""

    key: str
    title: str
    align: Align
    text: Callable[[LineOnPaper], str]
    x: float = 0.0
    width: float = 0.0

    @property
    def anchor(self) -> float:
        """The x its texts are aligned at."""
        return self.x + {"left": 0.0, "center": self.width / 2, "right": self.width}[self.align]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one table and the styles its cells are set in."""

    columns: tuple[Column, ...]
    cell: Style
    cell_dim: Style
    cell_bold: Style
    detail: Style
    header: Style

    @property
    def name(self) -> Column:
        """The column of names, which takes what the others leave."""
        return next(column for column in self.columns if column.key == NAME)


def layout_columns(lines: Sequence[LineOnPaper], design: Design, currency: str) -> Layout:
    """The columns these lines need, in the largest type that leaves a readable column of names."""
    columns = _chosen(lines, design, formatting.currency_sign(currency))
    layout = None
    for scale in _SCALES:
        layout = _measured(columns, lines, design, scale)
        if layout.name.width >= _LEAST_NAME:
            break
    assert layout is not None
    return layout


def _chosen(lines: Sequence[LineOnPaper], design: Design, sign: str) -> list[Column]:
    price_places = max([_places(line.price) for line in lines], default=2)
    columns = [Column("number", pgettext("offer table", "No."), "left", lambda line: printable(line.number))]
    if design.measures.picture and any(line.picture for line in lines):
        columns.append(Column(PICTURE, "", "left", _nothing))
    columns.append(Column(NAME, pgettext("offer table", "Item"), "left", _nothing))
    columns.append(Column("quantity", pgettext("offer table", "Qty"), "right", _quantity))
    if any(line.unit for line in lines):
        columns.append(Column("unit", pgettext("offer table", "Unit"), "left", lambda line: printable(line.unit)))
    columns.append(
        Column(
            "price",
            _("Price, {currency}").format(currency=sign),
            "right",
            lambda line: _figure(line.price, price_places),
        )
    )
    if any(line.discount_percent or line.discount_sum for line in lines):
        columns.append(Column("discount", pgettext("offer table", "Discount"), "right", _discount))
    if len({line.vat_rate for line in lines}) > 1:
        columns.append(Column("vat", pgettext("offer table", "VAT"), "right", _vat))
    amount = _("Amount, {currency}").format(currency=sign)
    columns.append(Column("amount", amount, "right", lambda line: _figure(line.amount, 2)))
    return columns


def _measured(columns: Iterable[Column], lines: Sequence[LineOnPaper], design: Design, scale: float) -> Layout:
    cell = _scaled(design.cell, scale)
    header = _scaled(design.small_bold, scale)
    sized = [_sized(column, lines, cell, header, design) for column in columns]
    taken = sum(column.width for column in sized) + sum(_gap(column.key) for column in sized[1:])
    placed: list[Column] = []
    x = 0.0
    for column in sized:
        x += _gap(column.key) if placed else 0.0
        width = max(design.width - taken, 40.0) if column.key == NAME else column.width
        placed.append(replace(column, x=x, width=width))
        x += width
    return Layout(
        columns=tuple(placed),
        cell=cell,
        cell_dim=_scaled(design.cell_dim, scale),
        cell_bold=_scaled(design.cell_bold, scale),
        detail=_scaled(design.small, scale),
        header=header,
    )


def _sized(column: Column, lines: Sequence[LineOnPaper], cell: Style, header: Style, design: Design) -> Column:
    if column.key == NAME:
        return column
    if column.key == PICTURE:
        return replace(column, width=design.measures.picture)
    widest = max([text_width(text, cell) for text in {column.text(line) for line in lines}], default=0.0)
    title = printable(column.title)
    titled = text_width(title, header)
    if titled > widest:
        titled = max([text_width(word, header) for word in title.split(" ")])
    most = 62.0 if column.key in {"unit", "number"} else design.width / 3
    return replace(
        column,
        width=min(max(widest, titled), most),
        title="\n".join(set_lines(title, header, max(widest, titled), _HEADER_LINES)),
    )


def _gap(key: str) -> float:
    return 5.0 if key == "unit" else GUTTER


def _scaled(style: Style, scale: float) -> Style:
    return style if scale == 1.0 else replace(style, size=style.size * scale, leading=style.leading * scale)


def _places(price: Decimal) -> int:
    exponent = price.normalize().as_tuple().exponent
    return min(max(-exponent, 2), 4) if isinstance(exponent, int) else 2


def _figure(value: Decimal, places: int) -> str:
    return formatting.number(value, places)


def _quantity(line: LineOnPaper) -> str:
    return formatting.quantity(line.quantity)


def _discount(line: LineOnPaper) -> str:
    if line.discount_percent:
        return formatting.percent(line.discount_percent)
    return _figure(line.discount_sum, 2) if line.discount_sum else _DASH


def _vat(line: LineOnPaper) -> str:
    return _DASH if line.vat_rate is None else formatting.percent(line.vat_rate)


def _nothing(line: LineOnPaper) -> str:
    del line
    return ""
