"""Contacts as a table: which columns it has, how wide they are, and what stands in their cells."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from app.formatting import number, relative_day, short_date
from app.views.tables import CellKind, CellValue, ListColumn
from resources.i18n import _
from ui.context import UiContext
from ui.sections.contacts.birthdays import birthday_words
from ui.sections.contacts.cell_edits import ContactCells
from ui.tables.cell_field import CellEdit
from ui.tables.cells import Cell
from ui.tables.next_step import next_step
from ui.tables.record_table import NARROWEST, WIDEST, RecordTable, TableColumn

NAME = "name"
USUAL = (
    (NAME, 200), ("company", 180), ("job_title", 150), ("phone", 150), ("email", 180), ("next_step", 130),
    ("last_touch", 110),
)  # fmt: skip
_WIDTHS: dict[CellKind, int] = {"number": 90, "flag": 90, "day": 110, "partial_day": 140, "moment": 120, "step": 140}
_WIDTH = 160


class ContactTable(RecordTable):
    """Knows what columns there are once the labels are here, and what a row says in each."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(_("Contacts"), self._describe, self._edit_of)
        self._ctx = ctx
        self._edits = ContactCells(ctx, self)
        self._known: dict[str, ListColumn] = {}
        self._readers: list[Callable[[CellValue], Cell]] = []
        self._words = self.describing()

    def learn(self, found: Sequence[ListColumn], kept: object) -> None:
        """These columns there are; show those that were kept, or the usual ones."""
        self._known = {column.name: column for column in found}
        self.show_chosen(kept)

    def is_ready(self) -> bool:
        """Whether the columns are known."""
        return bool(self._known)

    def known(self) -> tuple[ListColumn, ...]:
        """Every column there is."""
        return tuple(self._known.values())

    def names(self) -> tuple[str, ...]:
        """The columns whose cells are asked for: the name is a row's own."""
        return tuple(column.key for column in self.columns()[1:])

    def kept(self) -> list[list[Any]]:
        """The columns and their widths in a form JSON can hold."""
        return [[column.key, column.width] for column in self.columns()]

    def show_chosen(self, kept: object) -> None:
        """Show the columns of a kept arrangement; the name always stands first."""
        wished = _pairs(kept) or list(USUAL)
        wished = [(NAME, dict(wished).get(NAME, USUAL[0][1])), *(one for one in wished if one[0] != NAME)]
        self.show_columns([self._column(name, width) for name, width in wished if name in self._known])

    def turn(self, name: str) -> None:
        """Show a column, as the last one, or take it out."""
        present = self.columns()
        if any(column.key == name for column in present):
            self.show_columns([column for column in present if column.key != name])
        else:
            self.show_columns([*present, self._column(name, _WIDTHS.get(self._known[name].kind, _WIDTH))])

    def show_columns(self, columns: Sequence[TableColumn]) -> None:
        """Show these columns in this order."""
        zone = self._ctx.now().tzinfo
        self._readers = [_reader(self._known[one.key].kind, self._ctx.now, zone) for one in columns[1:]]
        super().show_columns(columns)
        self._words = self.describing()

    def _column(self, name: str, width: int) -> TableColumn:
        known = self._known[name]
        return TableColumn(name, known.label, min(max(width, NARROWEST), WIDEST), known.sort, known.kind == "number")

    def describing(self) -> Callable[[Any], list[Cell]]:
        """What turns a row into the cells of the columns of this moment, on any thread."""
        names, readers = self.names(), tuple(self._readers)

        def describe(row: Any) -> list[Cell]:
            cells = [Cell(row.name, role="strong")]
            for place, (name, read) in enumerate(zip(names, readers, strict=True)):
                if name == "next_step":
                    cells.append(self._step(row))
                else:
                    cells.append(read(row.cells[place]) if place < len(row.cells) else Cell(""))
            return cells

        return describe

    def _edit_of(self, row: Any, name: str) -> CellEdit | None:
        names = self.names()
        if name not in names or names.index(name) >= len(row.cells):
            return None
        return self._edits.edit(row, self._known[name], row.cells[names.index(name)])

    def _describe(self, row: Any) -> list[Cell]:
        return self._words(row)

    def _step(self, row: Any) -> Cell:
        if row.next_at is None:
            return Cell("")
        step = next_step(row.next_at, row.next_kind, timeless=row.next_timeless, now=self._ctx.now())
        return Cell(step.text, pill=step.tone)


def _pairs(kept: object) -> list[tuple[str, int]]:
    """Names and widths; what is neither is left out, and so is a name that comes again."""
    found: dict[str, int] = {}
    for one in kept if isinstance(kept, list | tuple) else ():
        if isinstance(one, list | tuple) and len(one) == 2 and isinstance(one[0], str) and isinstance(one[1], int):  # noqa: PLR2004 - a pair
            found.setdefault(one[0], one[1])
    return list(found.items())


def _reader(kind: CellKind, now: Callable[[], datetime], zone: tzinfo | None) -> Callable[[CellValue], Cell]:
    """How a value of a kind is said."""

    def moment(value: CellValue) -> Cell:
        if not isinstance(value, datetime):
            return Cell("")
        return Cell(relative_day(value.astimezone(zone).date(), now().date()), "dim")

    def day(value: CellValue) -> Cell:
        return Cell(short_date(value, now().date()), "dim") if isinstance(value, date) else Cell(str(value or ""))

    def figure(value: CellValue) -> Cell:
        return Cell(number(value) if isinstance(value, int | Decimal) and (value or isinstance(value, Decimal)) else "")

    def flag(value: CellValue) -> Cell:
        return Cell(_("yes") if value else "")

    def text(value: CellValue) -> Cell:
        return Cell(" ".join(str(value or "").split()))

    def partial(value: CellValue) -> Cell:
        return Cell(birthday_words(str(value)) if value else "", "dim")

    said = {"moment": moment, "day": day, "number": figure, "flag": flag, "partial_day": partial}
    return said.get(kind, text)
