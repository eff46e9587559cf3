"""The review: conflicts, refused values and doubles, one after another, each decided with one key and undone with one."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.formatting import number
from app.views.left_words import About
from resources.i18n import N_, _
from ui.context import Ref, UiContext
from ui.keys import latin_key
from ui.office.entries import Entry, EntryList, EntryModel, Part, conflict_entry, double_entry, refused_entry
from ui.office.parts import ConflictPart, DoublePart, HalfTyped, PartShown, RefusedPart
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.sheet import Sheet
from ui.widgets.unfinished import unfinished_of
from ui.widgets.words import ElidedWords, hairline, words

if TYPE_CHECKING:
    from app.errors import OutsideError, UserError
    from app.views.exchange import ConflictView, RefusedView, SuggestionView

    Found = tuple[tuple[ConflictView, ...], tuple[RefusedView, ...], tuple[SuggestionView, ...]]

WIDTH, HEIGHT, LIST = 900, 420, 300
TITLES: dict[Part, str] = {"conflicts": N_("Conflicts"), "refused": N_("Refused values"), "doubles": N_("Doubles")}
NOTHING: dict[Part, str] = {
    "conflicts": N_("Nobody has changed the same thing at once."),
    "refused": N_("The office has taken everything."),
    "doubles": N_("Nobody seems to be here twice."),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReviewSheet(Sheet):
    """The list at the left, what is chosen in it at the right. Another value that is half typed stays with its row."""

    def __init__(self, window: QWidget, ctx: UiContext) -> None:
        wide = min(WIDTH, window.width() - 80)
        super().__init__(window, _("To look at"), _("What stands goes on standing until you say otherwise."), wide)
        self._ctx = ctx
        self._found: dict[Part, list[Entry]] = {"conflicts": [], "refused": [], "doubles": []}
        self._decided = False  # something is on its way: the next key would mean a row that is about to go
        self._read_once = False
        self._half: dict[str, HalfTyped] = {}  # by the key of the row
        self._over: set[str] = set()  # rows decided here: what was half typed there is wanted again if they are undone
        self.part: Part = "conflicts"
        self.shown: PartShown | None = None
        self._shown_key = ""
        self.model = EntryModel(self)
        self.list = EntryList(self.model)
        self.list.setFixedWidth(min(LIST, wide // 3))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_part())
        self.tabs: dict[Part, QPushButton] = {}
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay(min(HEIGHT, window.height() - 230))
        self.told = ElidedWords("", "small", "dim")
        self.undo = button(_("Undo"), partial(ctx.actions.run, "undo"), kind="link")
        self.undo.hide()
        self.buttons.insertWidget(0, self.told, 1)
        self.buttons.insertWidget(1, self.undo)
        self.buttons.addWidget(button(_("Close"), self.dismiss))
        self.finish()
        ctx.relay.changed.connect(self._on_changed)
        self._read()

    def open(self) -> None:
        """Show it with the keyboard in the list."""
        super().open()
        self.list.setFocus()

    def holds_words(self) -> bool:
        """Whether another value was typed that is not kept yet, in whatever row."""
        return bool(self._half_typed())

    def words_left(self) -> list[tuple[str, str]]:
        """What was typed, by record and field."""
        return [(_field_of(one), text) for one, text in self._half_typed()]

    def records(self) -> tuple[About, ...]:
        """Those something was typed for."""
        return tuple(about for one, _text in self._half_typed() for about in _record_of(one))

    def turn_to(self, part: Part) -> None:
        """Show another part."""
        self.part = part
        for key, tab in self.tabs.items():
            tab.setChecked(key == part)
            count = len(self._found[key])
            tab.setText(f"{_(TITLES[key])} {number(count)}" if count else _(TITLES[key]))
            tab.setAccessibleName(tab.text())
        row, chosen = self.list.currentIndex().row(), self._chosen()
        entries = self._found[part]
        self.model.show_entries(entries)
        keys = [entry.key for entry in entries]
        again = keys.index(chosen.key) if chosen is not None and chosen.key in keys else min(max(row, 0), len(keys) - 1)
        if entries:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(self.model.index(again), flag)
        self._show_part()

    def _lay(self, tall: int) -> None:
        over = QHBoxLayout()
        over.setSpacing(metrics.GRID)
        for key, title in TITLES.items():
            self.tabs[key] = button(_(title), partial(self.turn_to, key), kind="chip")
            self.tabs[key].setChecked(key == self.part)
            over.addWidget(self.tabs[key])
        over.addStretch(1)
        self.body.addLayout(over)
        self.body.addWidget(hairline())
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.list)
        self._between = hairline(upright=True)
        across.addWidget(self._between)
        across.addWidget(self._area, 1)
        place = QWidget()
        place.setFixedHeight(tall)
        down = QVBoxLayout(place)
        down.setContentsMargins(0, 0, 0, 0)
        down.addLayout(across)
        self.body.addWidget(place)

    def _chosen(self) -> Entry | None:
        row = self.list.currentIndex().row()
        return self.model.entries[row] if 0 <= row < len(self.model.entries) else None

    def _read(self) -> None:
        doors, zone = self._ctx.doors, self._ctx.zone()

        def read() -> "Found":
            from app.services import syncing  # noqa: PLC0415 - heavy: only who looks pays

            return (
                doors.ask(syncing.open_conflicts, zone=zone).result(),
                doors.ask(syncing.refused_values).result(),
                doors.ask(syncing.suggested_merges).result(),
            )

        self._ctx.tasks.aside(read, queue="review").then(self, self.show_found, slot="review")

    def show_found(self, found: "Found") -> None:
        """Show what there is to look at."""
        self._decided = False
        before = self._half_typed()
        conflicts, refused, doubles = found
        self._found = {
            "conflicts": [conflict_entry(one) for one in conflicts],
            "refused": [refused_entry(one) for one in refused],
            "doubles": [double_entry(one) for one in doubles],
        }
        self._keep_without_row(before)
        first, self._read_once = not self._read_once, True
        if first:
            self.part = next((part for part, entries in self._found.items() if entries), "conflicts")
        self.turn_to(self.part)

    def _show_part(self) -> None:
        self._note_half()
        entry = self._chosen()
        for part in (self.list, self._between):
            part.setVisible(bool(self.model.entries))
        self.shown = self._made(entry) if entry is not None else None
        self._shown_key = entry.key if entry is not None else ""
        ground: QWidget
        if self.shown is not None:
            ground = self.shown
        else:
            ground = nothing = words(_(NOTHING[self.part]) if self._read_once else "", "body", "dim")
            nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        ground.setObjectName("panel")
        self._area.setWidget(ground)
        if isinstance(self.shown, ConflictPart) and self._shown_key in self._half:
            self.shown.take_up(self._half[self._shown_key])

    def _note_half(self) -> None:
        """Remember what is half typed in the row shown, for it may be shown anew or another one in its place."""
        if isinstance(self.shown, ConflictPart):
            half = self.shown.half_typed()
            if half is not None:
                self._half[self._shown_key] = half
            else:
                self._half.pop(self._shown_key, None)

    def _half_typed(self) -> "list[tuple[ConflictView, str]]":
        """What is typed and not decided on, with its conflict."""
        self._note_half()
        rows = {one.key: one.view for one in self._found["conflicts"]}
        return [(rows[key], half.text) for key, half in self._half.items() if key in rows and key not in self._over]

    def _keep_without_row(self, before: "list[tuple[ConflictView, str]]") -> None:
        """What was typed for a conflict that somebody else has settled is put away by itself."""
        there = {one.key for one in self._found["conflicts"]}
        self._over -= there
        away = unfinished_of(self._home)
        for one, text in before:
            if one.id not in there and away is not None:
                del self._half[one.id]
                away.leave_words(f"{_field_of(one)}: {text}", text, _record_of(one))

    def _made(self, entry: Entry) -> PartShown:
        view = entry.view
        if self.part == "conflicts":
            alike = sum(1 for one in self._found["conflicts"] if one.view.record_key == view.record_key)
            return ConflictPart(
                self._ctx, view, alike, partial(self._resolve, view), partial(self._resolve_with, view), self._go
            )
        if self.part == "refused":
            return RefusedPart(self._ctx, view, self._seen)
        return DoublePart(view, partial(self._merge, view), partial(self._apart, view), self._go)

    def _resolve(self, view: "ConflictView", side: str) -> None:
        from app.services.syncing import resolve  # noqa: PLC0415 - heavy: only who looks pays

        whole = isinstance(self.shown, ConflictPart) and self.shown.whole.isChecked()
        self._decide(lambda: self._ctx.do(resolve, view.id, side, whole_record=whole), view.id)  # type: ignore[arg-type]  # one of the two

    def _resolve_with(self, view: "ConflictView", text: str) -> None:
        from app.services.syncing import resolve_with  # noqa: PLC0415 - heavy: only who looks pays

        self._decide(lambda: self._ctx.do(resolve_with, view.id, text), view.id)

    def _seen(self) -> None:
        from app.services.syncing import dismiss_refused  # noqa: PLC0415 - heavy: only who looks pays

        self._decide(lambda: self._ctx.do(dismiss_refused))

    def _merge(self, view: "SuggestionView") -> None:
        from app.services.syncing import merge_contacts, merge_doubles  # noqa: PLC0415 - heavy: only who looks pays

        merge = merge_contacts if view.kind == "contact" else merge_doubles
        self._decide(lambda: self._ctx.do(merge, view.kept, view.other))

    def _apart(self, view: "SuggestionView") -> None:
        from app.services.syncing import keep_apart  # noqa: PLC0415 - heavy: only who looks pays

        self._decide(lambda: self._ctx.do(keep_apart, view.kept, view.other))

    def _decide(self, run: Callable[[], Any], key: str = "") -> None:
        """One at a time: until the list is read again, another key would mean a row that is about to go."""
        if self._decided:
            return
        self._decided = True
        self.list.setFocus()
        run().then(self, partial(self._on_done, key)).refused(self._on_refused).troubled(self._on_refused)

    def _on_done(self, key: str, _answer: Any) -> None:
        self._over.add(key)
        self._read()
        if self._ctx.office is not None:
            self._ctx.office.look()  # what was only seen is no change of a record, and yet there is less to look at

    def _on_refused(self, problem: "UserError | OutsideError") -> None:
        self._decided = False
        if isinstance(self.shown, ConflictPart):
            self.shown.refuse(str(problem))
            if self.shown.field.isVisible():
                self.shown.field.setFocus()
        else:
            self.told.setText(str(problem))

    def _go(self, ref: Ref) -> None:
        self.dismiss()
        self._ctx.open(ref)

    def _on_changed(self, changed: Any) -> None:
        if not self._decided:
            self._read()  # what was undone asks again, what another round brought is new
        if changed.name:
            undone = changed.source == "undo"
            self.told.setText(_("Undone: {name}").format(name=_(changed.name)) if undone else _(changed.name))
            self.undo.setVisible(not undone and changed.source == "person")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key decides."""
        key = latin_key(event) or event.key()
        place = QApplication.focusWidget()
        if self._typing(key):
            event.accept()
        elif key in _ENTER and isinstance(place, QPushButton):
            place.click()
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._act(key):
            super().keyPressEvent(event)

    def _typing(self, key: int) -> bool:
        """Whether the field of another value has the key: Enter keeps, Esc leaves."""
        part = self.shown
        if not isinstance(part, ConflictPart) or not isinstance(QApplication.focusWidget(), QLineEdit):
            return False
        if key in _ENTER:
            part.keep_typed()
        elif key == Qt.Key.Key_Escape:
            part.field.hide()
            part.wrong.hide()
            self.list.setFocus()
        return True

    def _act(self, key: int) -> bool:
        """Do what the key means for what is shown."""
        part = self.shown
        acts: dict[int, Callable[[], object]] = {}
        if isinstance(part, ConflictPart):
            acts = {Qt.Key.Key_S: part.swap, Qt.Key.Key_T: part.begin_typing, Qt.Key.Key_A: part.whole.toggle}
            acts |= dict.fromkeys(_ENTER, part.keep)
        elif isinstance(part, RefusedPart):
            acts = dict.fromkeys(_ENTER, self._seen)
        elif part is not None and (entry := self._chosen()) is not None:
            acts = {Qt.Key.Key_N: partial(self._apart, entry.view)}
            acts |= dict.fromkeys(_ENTER, partial(self._merge, entry.view))
        run = acts.get(key)
        if run is not None:
            run()
        return run is not None


def _field_of(one: "ConflictView") -> str:
    return ", ".join(part for part in (one.title, one.label) if part)


def _record_of(one: "ConflictView") -> tuple[About, ...]:
    return ((str(one.record.kind), one.record.id),) if one.record is not None else ()
