"""The one search box of the window (Ctrl+K): people, phones' digits, commands; found while typing, chosen by keys."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from resources.i18n import _
from ui.context import Ref, UiContext
from ui.keys import keys_said
from ui.theme import icons
from ui.theme.fonts import font
from ui.theme.palette import colours
from ui.widgets.words import key_cap

if TYPE_CHECKING:
    from ui.search_results import Line, ResultSheet

LIMIT = 20
ON_CARDS = ("note", "promise", "attachment", "history")  # what stands on the card of somebody
MOST_RECENT = 12
FEW_RECENT = 6
REMEMBERED = "opened"
_CTRL = Qt.KeyboardModifier.ControlModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchBox(QLineEdit):
    """Asks as fast as answers come, never two questions at once; the last text always gets its answer."""

    narrowed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setFont(font())
        self.setPlaceholderText(_("Name, phone, note, offer number…"))
        self.setAccessibleName(_("Search"))
        self.setMaximumWidth(560)
        self.setMinimumWidth(180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._ctx: UiContext | None = None
        self._openable: Collection[str] = ()
        self._titles: Callable[[str], str] = str
        self._asked: str | None = None
        self._sheet: ResultSheet | None = None
        self._keys = key_cap(keys_said("Ctrl+K"))
        self._keys.setParent(self)
        self.textEdited.connect(self._on_edited)

    def attach(self, ctx: UiContext, openable: Collection[str], titles: Callable[[str], str]) -> None:
        """Begin to find; `openable` kinds are shown under the heading `titles` gives."""
        self._ctx, self._openable, self._titles = ctx, openable, titles
        if self.text():
            self._on_edited()

    def begin(self) -> None:
        """Take the keyboard with the old text selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        if self._ctx is not None and (here := self._ctx.shown()) is not None:
            self.remember(here)
        self._on_edited()

    def remember(self, ref: Ref) -> None:
        """A record was opened: it is offered before anything is typed."""
        if self._ctx is None or ref.kind not in self._openable:
            return
        kept = [one for one in self._opened() if one != ref]
        listed = [[one.kind, str(one.id)] for one in [ref, *kept][:MOST_RECENT]]
        if listed != self._ctx.memory.recall(REMEMBERED):
            self._ctx.memory.remember(REMEMBERED, listed)

    def results(self) -> "Sequence[Line]":
        """The lines shown now."""
        return self._sheet.lines() if self._sheet is not None and self._sheet.isVisible() else ()

    def is_settled(self) -> bool:
        """Whether the results shown are those of the text typed."""
        return self._asked is None

    def _on_edited(self) -> None:
        if self._ctx is None:
            return
        if self._asked is not None:
            return  # the newest text is asked about when the answer is here
        if self.text().strip():
            self._ask(self._ctx)
        else:
            self._ask_recent(self._ctx)

    def _ask(self, ctx: UiContext) -> None:
        from app.services.search import find  # noqa: PLC0415 - heavy: not before the first paint

        asked = self._asked = self.text().strip()
        task = ctx.ask(find, asked, LIMIT, kinds=self._kinds()).then(self, self._show)
        task.ended(lambda: self._on_answered(ctx, asked))

    def _on_answered(self, ctx: UiContext, asked: str) -> None:
        self._asked = None
        if not self.text().strip():
            self._ask_recent(ctx)
        elif self.text().strip() != asked:
            self._ask(ctx)

    def _ask_recent(self, ctx: UiContext) -> None:
        """Nothing is typed: what was opened last is at hand."""
        from app.services.search import named  # noqa: PLC0415 - heavy: not before the first paint

        here = ctx.shown()
        records = tuple((ref.kind, ref.id) for ref in self._opened() if ref != here)
        ctx.ask(named, records).then(self, self._show_recent, slot="recent").troubled(lambda _failure: self._hide())

    def _show_recent(self, hits: Sequence[Any]) -> None:
        from ui.search_results import lines_of_nothing  # noqa: PLC0415 - not before something was sought

        if self.hasFocus() and not self.text().strip() and self._ctx is not None:
            self._float(lines_of_nothing(hits[:FEW_RECENT], self._ctx.actions.beginning("add_")))

    def _kinds(self) -> tuple[str, ...]:
        """What is looked for: what a section opens, and what stands on the cards of people."""
        return (*self._openable, *(ON_CARDS if "contact" in self._openable else ()))

    def _titled(self, kind: str) -> str:
        own = {"note": _("Notes"), "promise": _("Promises"), "attachment": _("Files"), "history": _("History")}
        return own.get(kind) or self._titles(kind)

    def _opened(self) -> list[Ref]:
        """What was opened last, the newest first; whatever stands in the file."""
        kept = self._ctx.memory.recall(REMEMBERED) if self._ctx is not None else None
        found = []
        for one in kept if isinstance(kept, list) else ():
            with suppress(ValueError, TypeError):
                kind, key = one
                if kind in self._openable:
                    found.append(Ref(kind, UUID(key)))
        return found

    def _show(self, hits: Sequence[Any]) -> None:
        from ui.search_results import lines_for  # noqa: PLC0415 - not before something was sought

        text = self.text().strip()
        if not self.hasFocus() or not text or self._ctx is None:
            return
        commands = self._ctx.actions.found(text) if len(text) > 1 else ()  # one letter is in every title
        self._float(lines_for(hits, LIMIT, self._titled, commands))

    def _float(self, lines: "Sequence[Line]") -> None:
        from ui.search_results import ResultSheet  # noqa: PLC0415 - not before something was sought

        if self._sheet is None:
            self._sheet = ResultSheet(self.window())
            self._sheet.chosen.connect(self._on_chosen)
        corner = self.mapTo(self.window(), QPoint(0, 0))
        self._sheet.show_lines(lines, QRect(corner, self.size()))

    def _on_chosen(self, line: "Line") -> None:
        if line.sort == "narrow":
            self._leave_to_list()
            return
        self._hide()
        self.clear()
        if self._ctx is not None and line.ref is not None:
            self._ctx.open(line.ref)
        elif self._ctx is not None:
            self._ctx.actions.run(line.command)

    def _leave_to_list(self) -> None:
        text = self.text().strip()
        self._hide()
        self.clear()
        self.narrowed.emit(text)

    def _hide(self) -> None:
        if self._sheet is not None:
            self._sheet.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        leaps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        shown = self._sheet is not None and self._sheet.isVisible()
        if key in _ENTER:
            self._on_enter(narrow=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Escape:
            self._on_escape(shown=shown)
        elif key in leaps and shown and self._sheet is not None and event.modifiers() & _CTRL:
            self._sheet.leap(leaps[key])
        elif key in steps and shown and self._sheet is not None and not event.modifiers():
            self._sheet.step(steps[key])
        else:
            super().keyPressEvent(event)

    def _on_enter(self, *, narrow: bool) -> None:
        if narrow and self.text().strip():
            self._leave_to_list()
        elif self.results() and self._sheet is not None:
            self._sheet.choose_marked()

    def _on_escape(self, *, shown: bool) -> None:
        if shown and self.text():
            self._hide()
        elif self.text():
            self.clear()
        else:
            self._hide()
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press offers what Ctrl+K does."""
        super().mousePressEvent(event)
        if not self.results():
            self._on_edited()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard has gone elsewhere."""
        super().focusOutEvent(event)
        self._hide()

    def event(self, event: QEvent) -> bool:
        """Claim what is its own before the window does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()  # Ctrl+Enter shows the list here, whatever it does in the window
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        size = self._keys.sizeHint()
        self._keys.move(self.width() - size.width() - 10, (self.height() - 18) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        super().paintEvent(event)
        painter = QPainter(self)
        icons.paint(painter, "search", QRectF(10, (self.height() - 18) / 2, 18, 18), colours().dim)
        painter.end()
