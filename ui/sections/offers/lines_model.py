"""The lines of an offer as a table that computes while one types: what is kept follows behind.

Rows are lines and the headings of sections; while the offer is a draft an empty line waits at the end. What is typed is
read at once and every number of the offer is computed anew; a text that cannot be read stays in its cell, marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import IntEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.errors import UserError
from app.formatting import currency_places, number, percent
from app.views.offers import OfferCard, OfferLineView, OfferSectionView
from resources.i18n import _, language

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole + 1
_NOTHING = QModelIndex()
_FROM_FILE = (
    "name", "description", "quantity", "unit", "price", "cost", "discount_percent", "discount_sum", "vat_rate", "role",
    "section_key", "section", "below_floor", "picture",
)  # fmt: skip


class Col(IntEnum):
    """The columns in their order."""

    NUMBER = 0
    NAME = 1
    QUANTITY = 2
    UNIT = 3
    PRICE = 4
    DISCOUNT = 5
    VAT = 6
    SUM = 7


FIELDS = {
    Col.NAME: "name", Col.QUANTITY: "quantity", Col.UNIT: "unit", Col.PRICE: "price", Col.DISCOUNT: "discount",
    Col.VAT: "vat_rate",
}  # fmt: skip
EDITABLE = tuple(FIELDS)


@dataclass(slots=True, eq=False)
class Line:
    """A line as it stands in the table; without an id it is not in the file yet. Numbers as the arithmetic takes them."""

    id: UUID | None = None
    name: str = ""
    description: str = ""
    quantity: Decimal = Decimal(1)
    unit: str = ""
    price: Decimal = Decimal(0)
    cost: Decimal | None = None
    discount_percent: Decimal | None = None
    discount_sum: Decimal | None = None
    vat_rate: Decimal | None = None
    role: str = "line"
    section_key: str = ""
    section: str = ""
    below_floor: bool = False
    number: str = ""
    sum: Decimal = Decimal(0)
    difference: Decimal | None = None
    picture: str = ""  # the hash of it
    waiting: bool = False  # on its way into the file
    held: dict[str, str] = field(default_factory=dict)  # typed while it was on its way
    wrong: dict[int, tuple[str, str]] = field(default_factory=dict)  # column → what was typed, why it is not taken

    def is_blank(self) -> bool:
        """Whether it is only a place to type in."""
        return self.id is None and not self.waiting


@dataclass(slots=True, eq=False)
class Heading:
    """The heading of a section and what its lines come to."""

    id: UUID
    title: str
    subtotal: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the whole offer, as the arithmetic takes it."""

    currency: str
    vat_mode: str
    rounding: str
    discount_percent: Decimal | None
    discount_sum: Decimal | None


class LinesModel(QAbstractTableModel):
    """`totalled` carries every number of the offer after each change of a line."""

    totalled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Line | Heading] = []
        self.totals: Any = None  # every number of the offer; its type stays below the screens
        self.locked = True
        self.pictured = False  # one line at least has a picture: then all names stand beside the room for it
        self._terms = Terms("RUB", "included", "per_line", None, None)

    def show_card(self, card: OfferCard) -> bool:
        """Take the lines as they are in the file; returns whether rows came, went or moved."""
        self._terms = Terms(card.row.currency, card.vat_mode, card.rounding, card.discount_percent, card.discount_sum)
        fresh = list(_entries(card))
        kept = [row for row in self.rows if not (isinstance(row, Line) and row.is_blank())]
        same = [_key(row) for row in fresh] == [_key(row) for row in kept] and self.locked == card.locked
        if same:
            by_key = {_key(row): row for row in fresh}
            for row in self.rows:
                newer = by_key.get(_key(row)) if row.id is not None else None
                if newer is not None:
                    _take(row, newer)
        else:
            self.beginResetModel()
            self.locked = card.locked
            self.rows = fresh if card.locked else [*fresh, Line()]
            self.endResetModel()
        self.compute()
        return not same

    def show_discount(self, part: Decimal | None, amount: Decimal | None) -> None:
        """The discount of the whole offer, while it is being typed."""
        self._terms = replace(self._terms, discount_percent=part, discount_sum=amount)
        self.compute()

    def show_terms(self, **changes: str) -> None:
        """Another VAT mode or currency, before it is kept."""
        self._terms = replace(self._terms, **changes)  # type: ignore[arg-type]  # texts by the names of fields
        self.compute()

    def terms(self) -> Terms:
        """What holds for the whole offer now, as typed."""
        return self._terms

    def compute(self) -> None:
        """Every number anew: a few microseconds a line."""
        from app.records.offer_rows import letters_of, line_numbers, totals_of  # noqa: PLC0415 - heavy: after the first paint

        lines = self.lines()
        self.pictured = any(line.picture for line in lines)
        try:
            totals = totals_of(self._terms, lines)
        except UserError:
            return  # what makes no sense is marked where it was typed; the last numbers stand
        sections = {one.section: one.sum for one in totals.sections}
        for line, told, numbered in zip(lines, totals.lines, line_numbers(lines, letters_of(language())), strict=True):
            line.sum, line.difference, line.number = told.sum, told.difference, numbered
        for row in self.rows:
            if isinstance(row, Heading):
                row.subtotal = sections.get(str(row.id), Decimal(0))
        self.totals = totals
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, Col.SUM))
        self.totalled.emit(totals)

    def lines(self) -> list[Line]:
        """The lines that count, in the order of printing."""
        return [row for row in self.rows if isinstance(row, Line) and not row.is_blank()]

    def line_at(self, row: int) -> Line | None:
        """The line in a row; None for a heading."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, Line) else None

    def row_of(self, line: "Line | Heading") -> int:
        """Where a line stands; -1 when it is gone."""
        return next((at for at, row in enumerate(self.rows) if row is line), -1)

    def row_of_id(self, line_id: UUID | None) -> int:
        """Where the line or heading of that id stands; -1 when it is gone."""
        return next((at for at, row in enumerate(self.rows) if line_id is not None and row.id == line_id), -1)

    def insert_blank(self, at: int) -> int:
        """A place to type in before a row; it belongs to the section it stands in."""
        beside = self.line_at(at) or self.line_at(at - 1)
        blank = Line()
        if beside is not None:
            blank.section, blank.section_key = beside.section, beside.section_key
        self.beginInsertRows(_NOTHING, at, at)
        self.rows.insert(at, blank)
        self.endInsertRows()
        return at

    def drop_blanks(self, keep: int = -1) -> None:
        """Take away the places nothing was typed in, but the last one and the one in row `keep`."""
        for at in range(len(self.rows) - 2, -1, -1):
            row = self.rows[at]
            if isinstance(row, Line) and row.is_blank() and at != keep:
                self.beginRemoveRows(_NOTHING, at, at)
                del self.rows[at]
                self.endRemoveRows()

    def begin_line(self, line: Line) -> None:
        """A blank got a name and is on its way into the file; another one waits at the end."""
        line.waiting = True
        above = [one for one in self.lines() if one is not line]
        line.vat_rate = above[-1].vat_rate if above else line.vat_rate
        if self.rows[-1] is line:
            self.beginInsertRows(_NOTHING, len(self.rows), len(self.rows))
            self.rows.append(Line())
            self.endInsertRows()
        self.compute()

    def after(self, line: Line) -> UUID | None:
        """The line in front of which a new one goes, in the same section; None at the end."""
        for row in self.rows[self.row_of(line) + 1 :]:
            if isinstance(row, Line) and row.id is not None and row.section_key == line.section_key:
                return row.id
        return None

    def read(self, line: Line, column: int, text: str) -> str:
        """Take what is typed and compute; returns why it cannot be taken, nothing where it can."""
        before = _numbers(line)
        try:
            _write(line, Col(column), text)
            self._check(line)
        except UserError as refusal:
            for name, value in before.items():
                setattr(line, name, value)
            return str(refusal)
        line.wrong.pop(column, None)
        self.compute()
        return ""

    def mark_wrong(self, line: Line, column: int, text: str, why: str) -> None:
        """Keep in its cell what cannot be taken, and say why."""
        line.wrong[column] = (text, why)
        at = self.row_of(line)
        if at >= 0:
            self.dataChanged.emit(self.index(at, column), self.index(at, column))

    def _check(self, line: Line) -> None:
        """A line must make sense for itself; the whole offer's discount is judged elsewhere."""
        from app.records.offer_rows import totals_of  # noqa: PLC0415 - heavy: after the first paint

        totals_of(replace(self._terms, discount_percent=None, discount_sum=None), [line])

    def rowCount(self, parent: Index = _NOTHING) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOTHING) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(Col)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What may be typed in."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid() or self.locked:
            return flags if index.isValid() else Qt.ItemFlag.NoItemFlags
        row = self.rows[index.row()]
        editable = (
            index.column() == Col.NAME if isinstance(row, Heading) or row.is_blank() else index.column() in FIELDS
        )
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What one cell answers for a role."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ENTRY:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.shown(row, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self.typed(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Line) and index.column() in row.wrong:
            return row.wrong[index.column()][1]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section in (Col.NAME, Col.UNIT) else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            heads = (_("No."), _("Name"), _("Qty"), _("Unit"), _("Price"), _("Discount"), _("VAT"), _("Sum"))
            return heads[section]
        return None

    def shown(self, row: "Line | Heading", column: int) -> str:
        """A cell as it is read."""
        places = currency_places(self._terms.currency)
        if isinstance(row, Heading):
            return {Col.NAME: row.title, Col.SUM: number(row.subtotal, places)}.get(Col(column), "")
        if column in row.wrong:
            return row.wrong[column][0]
        if row.is_blank():
            return ""
        if column == Col.SUM:
            return number(row.sum, places)
        if column == Col.PRICE:
            whole = row.price == round(row.price, places)
            return number(row.price, places if whole else None)  # a tenth of a kopeck is not hidden
        return row.number if column == Col.NUMBER else self.typed(row, column)

    def typed(self, row: "Line | Heading", column: int) -> str:
        """A cell as one begins to edit it."""
        if isinstance(row, Heading):
            return row.title if column == Col.NAME else ""
        if column in row.wrong:
            return row.wrong[column][0]
        if row.is_blank():
            return ""
        if column == Col.DISCOUNT:
            return (
                percent(row.discount_percent)
                if row.discount_percent
                else number(row.discount_sum or 0)
                if row.discount_sum
                else ""
            )
        if column == Col.VAT:
            return _("no VAT") if row.vat_rate is None else percent(row.vat_rate)
        values = {
            Col.NAME: row.name,
            Col.UNIT: row.unit,
            Col.QUANTITY: number(row.quantity),
            Col.PRICE: number(row.price),
        }
        return values.get(Col(column), "")


def _key(row: Line | Heading) -> tuple[str, UUID | None]:
    return ("heading" if isinstance(row, Heading) else "line", row.id)


def _take(row: Line | Heading, newer: Line | Heading) -> None:
    """The same row as it is in the file now; the cell being typed in holds on to it."""
    for name in ("title", "subtotal") if isinstance(row, Heading) else _FROM_FILE:
        setattr(row, name, getattr(newer, name))


def _entries(card: OfferCard) -> Iterator[Line | Heading]:
    for section in card.sections:
        if section.id is not None:
            yield Heading(section.id, section.title, section.subtotal)
        for line in section.lines:
            yield _line(section, line)


def _line(section: OfferSectionView, line: OfferLineView) -> Line:
    return Line(
        line.id, line.name, line.description, line.quantity, line.unit, line.price, line.cost, line.discount_percent,
        line.discount_sum, line.vat_rate, line.role, str(section.id or ""), section.title, line.below_floor,
        line.number, line.sum, line.difference, line.picture_hash,
    )  # fmt: skip


def _numbers(line: Line) -> dict[str, Any]:
    names = ("name", "unit", "quantity", "price", "discount_percent", "discount_sum", "vat_rate")
    return {name: getattr(line, name) for name in names}


def _write(line: Line, column: Col, text: str) -> None:
    from app.records.typed_numbers import read_discount, read_number, read_rate  # noqa: PLC0415 - heavy

    spoken = language()
    if column == Col.NAME:
        if not text.strip():
            raise UserError(_("A line needs a name."), field="name")
        line.name = text.strip()
    elif column == Col.UNIT:
        line.unit = text.strip()
    elif column == Col.QUANTITY:
        line.quantity = read_number(text, spoken)
    elif column == Col.PRICE:
        line.price = read_number(text, spoken) if text.strip() else Decimal(0)
    elif column == Col.DISCOUNT:
        found = read_discount(text, spoken)
        part = found is not None and found.kind == "percent"
        line.discount_percent = found.value if found is not None and part else None
        line.discount_sum = found.value if found is not None and not part else None
    elif column == Col.VAT:
        line.vat_rate = read_rate(text, spoken).percent
