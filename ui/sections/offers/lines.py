"""The lines of the offer on the screen: what is done in the grid becomes commands, one after another."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.formatting import money, number
from app.views.offers import OfferCard, ProductPage
from resources.i18n import _, ngettext
from ui.context import UiContext
from ui.sections.offers.dragging import Taken, left_at, section_left_at, section_moved
from ui.sections.offers.line_menu import LineWords, line_menu
from ui.sections.offers.line_pictures import LinePictures
from ui.sections.offers.lines_model import FIELDS, Col, Heading, Line, LinesModel
from ui.sections.offers.lines_view import LinesView
from ui.sections.offers.moving import Move, moved
from ui.sections.offers.saving import Saver
from ui.tasks import Task
from ui.widgets.buttons import button
from ui.widgets.suggest import Suggestion
from ui.widgets.words import ElidedWords, words

if TYPE_CHECKING:
    from app.views.offer_drafts import OfferLineDraft, RefusedRow

FOUND = 8  # products offered while one types
_CODES = ("code", "quantity", "price", "discount")  # how rows stand that begin with a product's code


class LinesPart(QWidget):
    """Grid, what was wrong with the last attempt, and buttons for those who use the mouse."""

    cursor_moved = Signal()
    pulled = Signal(int)  # how far down the grid something is being dragged

    def __init__(self, ctx: UiContext, saver: Saver) -> None:
        super().__init__()
        self._ctx, self._saver = ctx, saver
        self._card: OfferCard | None = None
        self.model = LinesModel(self)
        self.view = LinesView(self.model, self._find)
        self.pictures = LinePictures(ctx, self.view, self.tell)
        self._marked: list[UUID] = []  # what was dragged stays marked where it went
        self.told = words("", "small", "bad", wrap=True)
        self.told.hide()
        self._buttons = QWidget()
        self._arrange()
        self._connect()

    def show_card(self, card: OfferCard) -> None:
        """Take the lines from the file; the cursor stays on the line it was on."""
        other = self._card is None or self._card.row.id != card.row.id
        self._card = card
        at = self.view.currentIndex()
        entry = self.model.rows[at.row()] if at.isValid() and not other else None
        if other:
            self.tell("")
        reset = self.model.show_card(card)
        self._buttons.setVisible(not card.locked)
        self.view.setColumnHidden(Col.VAT, card.vat_mode == "none")
        self.view.fit()
        if reset and entry is not None:
            row = self.model.row_of_id(entry.id)
            self.view.go_to(row if row >= 0 else min(at.row(), len(self.model.rows) - 1), at.column())
        if reset:
            self._mark_again()

    def is_editing(self) -> bool:
        """Whether a cell is open."""
        return self.view.is_editing()

    def tell(self, sentence: str) -> None:
        """Say what was wrong, or nothing."""
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def begin_line(self) -> None:
        """Put the cursor where the next line is typed."""
        self.view.setFocus()
        self.view.begin(len(self.model.rows) - 1, Col.NAME)

    def refuse(self, key: object, refusal: UserError) -> None:
        """Mark the cell a refusal is about."""
        self.tell(str(refusal))
        if isinstance(key, tuple) and isinstance(key[0], Line):
            line, name = key
            column = next((at for at, field in FIELDS.items() if field == name), Col.NAME)
            self.model.mark_wrong(line, column, self.model.typed(line, column), str(refusal))

    def _connect(self) -> None:
        cells, view = self.view.cells, self.view
        cells.typed.connect(self._on_typed)
        cells.left.connect(self._on_left)
        cells.dropped.connect(self._on_dropped)
        cells.chosen.connect(self._on_chosen)
        view.insert_wished.connect(self._insert)
        view.remove_wished.connect(self._remove)
        view.move_wished.connect(self._move)
        view.pasted.connect(self._paste)
        view.menu_wished.connect(self._open_menu)
        view.cursor_moved.connect(self.cursor_moved)
        view.grip.dropped.connect(self._drop)
        view.grip.pulled.connect(self.pulled)

    def _find(self, text: str, answer: Callable[[Sequence[Suggestion]], object]) -> None:
        from app.services.products import products  # noqa: PLC0415 - heavy: after the first paint

        def offer(page: ProductPage) -> None:
            answer([
                Suggestion(row, row.name, " · ".join(part for part in (row.code, row.category) if part),
                           money(row.price, row.currency) if row.price is not None else "")
                for row in page.rows
            ])  # fmt: skip

        self._ctx.ask(products, text=text, limit=FOUND).then(self, offer, slot="products")

    def _on_typed(self, entry: Line | Heading, column: int, text: str) -> None:
        if isinstance(entry, Line) and not entry.is_blank() and not self.model.read(entry, column, text):
            self._keep(entry, column, text, soon=True)

    def _on_left(self, entry: Line | Heading, column: int, text: str) -> None:
        self.tell("")
        if isinstance(entry, Heading):
            self._rename(entry, text)
        elif entry.is_blank():
            if text.strip():
                entry.name = text.strip()
                self._add(entry)
        elif why := self.model.read(entry, column, text):
            self._saver.forget((entry, FIELDS[Col(column)]))
            self._on_dropped(entry, column, self.view.cells.before())
            self.model.mark_wrong(entry, column, text, why)
            self.tell(why)
        else:
            self._keep(entry, column, text)

    def _on_dropped(self, entry: Line | Heading, column: int, before: str) -> None:
        if isinstance(entry, Heading):
            return
        if entry.is_blank():
            self.model.drop_blanks()
        elif self.model.typed(entry, column) != before and not self.model.read(entry, column, before):
            self._keep(entry, column, before)

    def _on_chosen(self, entry: Line | Heading, suggestion: Suggestion) -> None:
        from app.services.offer_lines import choose_product  # noqa: PLC0415 - heavy: after the first paint

        product = suggestion.key
        if not isinstance(entry, Line):
            return
        if entry.is_blank():
            entry.name, entry.unit = product.name, product.unit
            entry.price = product.price or entry.price
            self._add(entry, product.id)
        elif entry.id is not None:
            start = partial(self._ctx.do, choose_product, entry.id, product.id)
            self._saver.now((entry, "name"), start)

    def _keep(self, line: Line, column: int, text: str, *, soon: bool = False) -> None:
        name = FIELDS[Col(column)]
        if line.id is None:
            line.held[name] = text
            return
        start = partial(self._edit, line.id, name, text)
        if soon:
            self._saver.later((line, name), start)
        else:
            self._saver.now((line, name), start)

    def _edit(self, line_id: UUID, name: str, text: str) -> "Task[Any]":
        from app.services.offer_lines import edit_line  # noqa: PLC0415 - heavy: after the first paint

        return self._ctx.do_joined(f"offer line {line_id} {name}", edit_line, line_id, {name: text})

    def _add(self, line: Line, product_id: UUID | None = None) -> None:
        """A line that got its name goes into the file; what is typed meanwhile follows it."""
        from app.services.offer_lines import add_lines  # noqa: PLC0415 - heavy: after the first paint
        from app.views.offer_drafts import OfferLineDraft  # noqa: PLC0415 - likewise

        assert self._card is not None
        self.model.begin_line(line)
        name = "" if product_id else line.name
        draft = OfferLineDraft(name=name, section=line.section, product_id=product_id)
        before = self.model.after(line)
        start = partial(self._ctx.do, add_lines, self._card.row.id, [draft], before=before)
        self._saver.now((line, "name"), start, partial(self._on_added, line))

    def _on_added(self, line: Line, made: tuple[UUID, ...]) -> None:
        line.id, line.waiting = made[0], False
        for name, text in line.held.items():
            self._saver.now((line, name), partial(self._edit, made[0], name, text))
        line.held.clear()

    def _rename(self, heading: Heading, title: str) -> None:
        from app.services.offer_lines import rename_section  # noqa: PLC0415 - heavy: after the first paint

        heading.title = title.strip() or heading.title
        self._saver.now(heading.id, partial(self._ctx.do, rename_section, heading.id, title))

    def _insert(self, row: int) -> None:
        if not self.model.locked:
            self.model.drop_blanks()
            at = min(row, len(self.model.rows) - 1)
            last = self.model.line_at(at)
            if last is None or not last.is_blank():
                at = self.model.insert_blank(at)
            self.view.begin(at, Col.NAME)

    def _chosen(self) -> list[Line]:
        """The lines of the marked rows; under a heading, those of its section."""
        found: list[Line] = []
        for row in self.view.chosen_rows():
            entry = self.model.rows[row]
            if isinstance(entry, Heading):
                found += [line for line in self.model.lines() if line.section_key == str(entry.id)]
            else:
                found.append(entry)
        once = {id(line): line for line in found if line.id is not None}
        return list(once.values())

    def _remove(self) -> None:
        """Take the marked lines away; of a heading only the heading, its lines stay."""
        from app.services.offer_lines import remove_line  # noqa: PLC0415 - heavy: after the first paint

        rows = self.view.chosen_rows()
        if self.model.locked or not rows:
            return
        if all(isinstance(self.model.rows[row], Heading) for row in rows):
            self.put_into_section("")
            return
        chosen = [line for line in map(self.model.line_at, rows) if line is not None and line.id is not None]
        self.model.drop_blanks()
        for line in chosen:
            assert line.id is not None
            start = partial(self._ctx.do_joined, f"remove from {chosen[0].id}", remove_line, line.id)
            self._saver.now((line, "name"), start)

    def _drop(self, held: Taken, gap: int) -> None:
        """Lines or a section were dragged there: one change, one undo."""
        from app.services.offer_lines import move_lines  # noqa: PLC0415 - heavy: after the first paint

        if self._card is None or self.model.locked or not self._saver.is_quiet():
            return
        if held.heading is not None:
            self._put_section(held.heading, *section_left_at(self.model.rows, held.heading, gap))
            return
        move: Move | None = left_at(self.model.rows, held, gap)
        if move is not None:
            ids = [line.id for line in held.lines if line.id is not None]
            self._marked = ids
            start = partial(self._ctx.do, move_lines, self._card.row.id, ids, before=move.before, section=move.section)
            self._saver.now("drag", start)

    def _put_section(self, heading: Heading, moves: bool, before: UUID | None) -> None:  # noqa: FBT001 - of a pair
        from app.services.offer_lines import move_section  # noqa: PLC0415 - heavy: after the first paint

        if moves:
            self._marked = [heading.id]
            self._saver.now("drag", partial(self._ctx.do, move_section, heading.id, before=before))

    def _mark_again(self) -> None:
        rows = [row for row in map(self.model.row_of_id, self._marked) if row >= 0]
        self._marked = []
        if rows:
            self.view.grip.mark(min(rows), max(rows))

    def _move(self, by: int) -> None:
        from app.services.offer_lines import move_line  # noqa: PLC0415 - heavy: after the first paint

        row = self.view.currentIndex().row()
        entry = self.model.rows[row] if row >= 0 else None
        if isinstance(entry, Heading) and not self.model.locked and self._saver.is_quiet():
            self._put_section(entry, *section_moved(self.model.rows, entry, by))
            return
        line = self.model.line_at(row)
        if self.model.locked or line is None or line.id is None or not self._saver.is_quiet():
            return
        move: Move | None = moved(self.model.rows, line, by)
        if move is not None:
            start = partial(self._ctx.do, move_line, line.id, before=move.before, section=move.section)
            self._saver.now((line, "name"), start)

    def put_into_section(self, title: str, lines: Sequence[Line] = ()) -> None:
        """Put lines, the marked ones where none are named, into a section; no title takes them out of theirs."""
        from app.services.offer_lines import move_line  # noqa: PLC0415 - heavy: after the first paint

        chosen = lines or self._chosen()
        for line in chosen:
            assert line.id is not None
            start = partial(self._ctx.do_joined, f"section of {chosen[0].id}", move_line, line.id, section=title)
            self._saver.now((line, "name"), start)

    def give(self, name: str, text: str, lines: Sequence[Line] = ()) -> None:
        """Give lines, the marked ones where none are named, a role or a description."""
        for line in lines or self._chosen():
            assert line.id is not None
            self._saver.now((line, name), partial(self._edit, line.id, name, text))

    def _paste(self, text: str, heads: str = "") -> None:
        from app.services.offer_lines import read_offer_lines  # noqa: PLC0415 - heavy: after the first paint

        if self.model.locked:
            return
        content = f"{heads}{text}".encode()
        task = self._ctx.ask(read_offer_lines, content)
        task.then(self, partial(self._on_read, text, retried=bool(heads)), slot="paste")

    def _on_read(
        self, text: str, answer: "tuple[tuple[OfferLineDraft, ...], tuple[RefusedRow, ...]]", *, retried: bool
    ) -> None:
        lines, refused = answer
        if not lines and refused and not retried:
            across = text.splitlines()[0].count("\t") + 1
            self._paste(text, "\t".join(_CODES[:across]) + "\n")
            return
        self.tell(_told(len(lines), refused, shift=retried))
        if lines:
            self._put(lines)

    def _put(self, lines: "Sequence[OfferLineDraft]") -> None:
        from app.services.offer_lines import add_lines  # noqa: PLC0415 - heavy: after the first paint

        assert self._card is not None
        beside = self.model.line_at(self.view.currentIndex().row())
        section = beside.section if beside is not None else ""
        drafts = [draft if draft.section else replace(draft, section=section) for draft in lines]
        before = beside.id if beside is not None else None
        start = partial(self._ctx.do, add_lines, self._card.row.id, drafts, before=before)
        self._saver.now("paste", start)

    def _open_menu(self, at: QPoint) -> None:
        line = self.model.line_at(self.view.currentIndex().row())
        if not self.model.locked and line is not None and line.id is not None:
            line_menu(self, self.pictures, line).popup(at)

    def insert_here(self) -> None:
        """A new line above the current one."""
        self._insert(max(self.view.currentIndex().row(), 0))

    def move_line(self, by: int) -> None:
        """The current line up or down."""
        self._move(by)

    def remove_lines(self) -> None:
        """The marked lines away."""
        self._remove()

    def ask_section(self) -> None:
        """Which section the marked lines go into."""
        line = self.model.line_at(self.view.currentIndex().row())
        if line is not None and line.id is not None:
            keep = partial(self.put_into_section, lines=self._chosen())  # the sheet may be left, and taken up again
            LineWords(self._section, _("Section"), line.section, keep).open_beside()
        else:
            self.tell(_("Put the cursor on the line where the section begins."))

    def ask_description(self) -> None:
        """The words under the line's name."""
        line = self.model.line_at(self.view.currentIndex().row())
        if line is not None and line.id is not None:
            keep = partial(self.give, "description", lines=self._chosen())
            LineWords(self._section, _("Description"), line.description, keep, tall=True).open_beside()

    def _arrange(self) -> None:
        self._section = button(_("Section"), self.ask_section, kind="link", picture="file-text")
        across = QHBoxLayout(self._buttons)
        across.setContentsMargins(8, 6, 8, 4)
        across.setSpacing(20)
        across.addWidget(button(_("Add a line"), self.begin_line, kind="link", picture="plus"))
        across.addWidget(self._section)
        keys = _("Ins new line · Del remove · Ctrl+↑↓ move · Ctrl+V from a spreadsheet")
        across.addWidget(ElidedWords(keys, "small", "dim"), 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        self.told.setContentsMargins(8, 6, 8, 0)
        for part in (self.view, self.told, self._buttons):
            down.addWidget(part)


def _told(taken: int, refused: "Sequence[RefusedRow]", *, shift: bool) -> str:
    if not refused:
        return "" if taken else _("Nothing to paste was found.")
    first = refused[0]
    row = first.row - 1 if shift else first.row
    left = ngettext("{count} row was left out", "{count} rows were left out", len(refused))
    return _("{left}. Row {row}: {reason}").format(
        left=left.format(count=number(len(refused))), row=number(row), reason=first.reason
    )
